import type { Model } from '../../kernel/model.ts';
import type { Permutation, RefusedPermutation, SymmetryRefusal } from './symmetry.ts';
import { formSymmetryGroup, type SymmetryGroup } from './symmetry-group.ts';

/** What a search under a group found, or the permutation that turned out to be no symmetry. */
export type TriedSearch<Found> = { readonly found: Found } | { readonly refused: RefusedPermutation };

/**
 * Searches under the group of these permutations; of those that turn out to be no symmetries, and so without them, again.
 * Each time one is left out, so it comes to an end: at the latest with none.
 */
export function trySymmetries<Found>(
  model: Model,
  permutations: readonly Permutation[],
  search: (group: SymmetryGroup | undefined) => TriedSearch<Found>,
): { readonly found: Found; readonly refused: readonly RefusedPermutation[] } {
  const refused: RefusedPermutation[] = [];
  let left = permutations.map((permutation, place) => ({ permutation, place }));
  const leaveOut = ({ permutation, refusal }: RefusedPermutation) => {
    refused.push({ permutation: left[permutation]?.place ?? permutation, refusal });
    left = left.toSpliced(permutation, 1);
  };
  for (;;) {
    const formed = formSymmetryGroup(
      model,
      left.map(({ permutation }) => permutation),
    );
    const tried = 'refused' in formed ? formed : search(left.length === 0 ? undefined : formed.group);
    if ('found' in tried) return { found: tried.found, refused };
    leaveOut(tried.refused);
  }
}

/** Refuses all permutations for one reason. */
export function refuseAll(
  permutations: readonly Permutation[],
  refusal: SymmetryRefusal,
): readonly RefusedPermutation[] {
  return permutations.map((_, permutation) => ({ permutation, refusal }));
}
