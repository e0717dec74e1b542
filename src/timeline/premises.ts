import type { Reader } from '../kernel/component.ts';
import type { InvariantName } from '../properties/invariant.ts';
import { invariants } from '../properties/invariants.ts';
import type { Landscape } from '../properties/landscape.ts';
import type { HappenedStep } from '../properties/premise.ts';
import type { Expectation } from '../scenario/expectation.ts';

/** Which invariants the steps of a run have put to the test. */
export class Premises {
  readonly #unmet: Set<InvariantName>;

  constructor() {
    const names = Object.keys(invariants) as InvariantName[];
    this.#unmet = new Set(names.filter((name) => invariants[name].premise.over === 'step'));
  }

  /** Takes note of a step. */
  saw(step: HappenedStep): void {
    for (const name of this.#unmet) {
      const { premise } = invariants[name];
      if (premise.over === 'step' && premise.isMet(step)) this.#unmet.delete(name);
    }
  }

  /**
   * The invariants of an expectation that hold in a world without having been put to the test. What is to hold at every
   * moment may have been tested at another one.
   */
  untestedOf(
    expectation: Expectation,
    place: { readonly landscape: Landscape; readonly reader: Reader },
  ): readonly InvariantName[] {
    if (expectation.form !== 'holds') return [];
    return expectation.invariants
      .map(({ invariant }) => invariant as InvariantName)
      .filter((name) => {
        const { premise } = invariants[name];
        if (premise.over === 'step') return this.#unmet.has(name);
        return expectation.when.moment !== 'always' && !premise.isMet(place);
      });
  }
}
