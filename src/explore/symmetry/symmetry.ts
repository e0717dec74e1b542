/**
 * Worlds that are alike need not be told apart: with two clusters set up alike, the worlds come in pairs, and one of each
 * pair suffices.
 *
 * A {@link Permutation} only says which component takes the place of which, and which action. What becomes of *values*
 * (owner ids in TXT records, labels, rows, sort orders) is never written down by anybody: it is learned. The first world
 * is its own image. Whenever real code of an action runs for a local situation, its image runs as well, for every element
 * of the group: the action in its place, where the images of the values are in the places of their slots. Both have to
 * turn out in the same ways, fault for fault, and write slots that are each other's images; then what the image wrote *is*
 * the image of what was written. If a value has another image already, or images do not compose as the group does, the
 * permutation is refused ({@link SymmetryRefusal}), nothing found with it is used, and the search begins anew with those
 * that are left.
 *
 * **Why that is sound.** A search goes over representatives: of each world's images the least one. Let `R` be those
 * found, `G` the group, acting on slots, on actions, and, as learned, on values. The action on values is one of the group:
 * `g(h(v)) = (gh)(v)` is checked for every value met. For a world `r` of `R`, an element `g` and an action `B`, the action
 * `A = g⁻¹(B)` was run in `r` (or where all looks the same that `A` *or any of its images* reads: all that counts as read),
 * and so was `B` in `g(r)`, with the image of the outcome. So the steps of `g(r)` are exactly the images of those of `r`,
 * for all of `G·R`. That set has the first world, which is fixed, and with a world all that its steps lead to: a step from
 * `g(r)` leads to `g(x)`, where `x = h⁻¹(r')` for some `r'` of `R`, hence to `(gh⁻¹)(r')`, by composition. So it is the set
 * of all worlds, and each `g` is an automorphism of their graph. It keeps the scope of components (checked when the group
 * is formed) and faults, so the map from worlds to representatives is a bisimulation.
 *
 * **What is preserved.** A property is asked about every image whenever its code runs, and has to answer alike: so what
 * is asked of worlds and of steps says the same of a representative as of all its images.
 *
 * - *Invariants, witnesses, step properties, deadlocks*: found where they are, with as few faults and as few steps.
 * - *eventually, recurs, settles, classes of harm*: a closed set of the full graph is mapped onto a closed one, and every
 *   step lifts. So the image of a bottom component is one; and every bottom component of the full graph that is mapped into
 *   one of the quotient is mapped onto all of it. A state that is good (bad) is in the one if in the other. What runs
 *   among images of one world for ever is a step from a representative to itself, and kept as such.
 * - *Orders of a rollout*: its steps are actions, which have to be their own images; what has been taken of it is a part of
 *   the world that is its own image.
 *
 * **What is not.** Whatever tells the alike apart: harm to one of the clusters is harm to "one of them". Counts are of
 * representatives; how many worlds they stand for is counted from the sizes of their orbits. Fairness of single processes
 * is not asked for anywhere here; a cycle shown goes round until every cluster is where it was.
 *
 * **With other reductions.** Not with stubborn sets: that nothing is ignored in a bottom component is decided by action,
 * which in a quotient is "the action or one of its images". Not with a journal: a symmetry that turns out to be refused
 * late would leave blocks in it that nobody goes on from.
 *
 * *Source:* E. A. Emerson and A. P. Sistla, "Symmetry and Model Checking" (Formal Methods in System Design 9, 1996), for
 * the quotient and why it is bisimilar; E. M. Clarke, R. Enders, T. Filkorn, S. Jha, "Exploiting Symmetry in Temporal Logic
 * Model Checking" (same issue), for orbits and representatives. That images of values are learned from what the code of
 * images writes, and checked to be a group action, is our own; tests compare with full searches.
 */
export interface Permutation {
  /** Whose place a component takes, by ids; those not named keep theirs. */
  readonly components: Readonly<Record<string, string>>;
  /** Whose place an action takes, by ids. */
  readonly actions: Readonly<Record<string, string>>;
}

/** Why worlds had to be told apart after all. */
export type SymmetryRefusal =
  | { readonly why: 'unknown-id'; readonly id: string }
  /** Two take the place of `id`, or none. */
  | { readonly why: 'no-permutation'; readonly id: string }
  /** A private component would take the place of a shared one. */
  | { readonly why: 'scopes-differ'; readonly component: string; readonly image: string }
  | { readonly why: 'too-many'; readonly elementCountMax: number }
  /** An action and the one in its place do not do the same. */
  | {
      readonly why: 'actions-differ';
      readonly action: string;
      readonly image: string;
      /** `outcomes`: they turn out in other ways; `writes`: elsewhere; `values`: a value would have two images. */
      readonly difference: 'outcomes' | 'writes' | 'values';
      /** What was looked at: the components, with the values there. */
      readonly situation: readonly (readonly [component: string, value: unknown])[];
    }
  /** A property says one thing of a world and another of its image. */
  | {
      readonly why: 'property-differs';
      readonly property: string;
      readonly situation: readonly (readonly [component: string, value: unknown])[];
    }
  /** Something else was wished for that it does not go together with. */
  | { readonly why: 'not-with'; readonly other: 'partial-order' | 'journal' };

/** What a search made of the symmetries that it was given. */
export interface SymmetryReport {
  /** How many elements the group has under which worlds were not told apart; 1: all were. */
  readonly elementCount: number;
  /** How many worlds the states stand for. */
  readonly worldCount: number;
  /** The permutations that could not be used, in the order in which that came out. */
  readonly refused: readonly RefusedPermutation[];
}

/** A permutation, by its place among those given, that could not be used. */
export interface RefusedPermutation {
  readonly permutation: number;
  readonly refusal: SymmetryRefusal;
}
