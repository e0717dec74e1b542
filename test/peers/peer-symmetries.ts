import type { Permutation } from '../../src/explore/symmetry/symmetry.ts';
import type { Model } from '../../src/kernel/model.ts';

/** Owners of the shared zone that take each other's place, neighbours among the first so many: together any order. */
export function ownerExchanges(model: Model, ownerCount: number): readonly Permutation[] {
  return neighbours(ownerCount).map((index) => swap(model, [[`owner${index + 1}`, `owner${index + 2}`]]));
}

/** Two names of the shared zone that take each other's place. */
export function nameExchange(model: Model): Permutation {
  return swap(model, [
    ['zone/0', 'zone/1'],
    ['wants/0', 'wants/1'],
    ['flip-0', 'flip-1'],
  ]);
}

/** Managers of the two-phase commit that take each other's place. */
export function managerExchanges(model: Model, managerCount: number): readonly Permutation[] {
  return neighbours(managerCount).map((index) =>
    swap(model, [
      [`rm${index}`, `rm${index + 1}`],
      [`prepared/${index}`, `prepared/${index + 1}`],
    ]),
  );
}

function neighbours(count: number): readonly number[] {
  return Array.from({ length: count - 1 }, (_, index) => index);
}

/** Exchanges texts in the ids of components and actions. */
function swap(model: Model, pairs: readonly (readonly [string, string])[]): Permutation {
  const changed = (ids: readonly string[]) =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const [left, right] = pairs.find((pair) => pair.some((text) => id.includes(text))) ?? [];
        if (left === undefined || right === undefined) return [];
        return [[id, id.includes(left) ? id.replace(left, right) : id.replace(right, left)]];
      }),
    );
  return {
    components: changed(model.components.map(({ id }) => id)),
    actions: changed(model.actions.map(({ id }) => id)),
  };
}
