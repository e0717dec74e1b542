import type { InvariantName } from '../../properties/invariant.ts';
import { invariants } from '../../properties/invariants.ts';
import type { Landscape } from '../../properties/landscape.ts';
import type { Exploration } from '../exploration.ts';
import type { Marker } from '../real-code.ts';

/** Marks the steps that put invariants to the test. `isTaken`: see {@link coverageMarker}. */
export function premiseMarker(
  names: readonly InvariantName[],
  isTaken: (outcome: Parameters<Marker>[1][number]) => boolean,
): Marker {
  return (action, outcomes) => {
    const taken = outcomes.filter(isTaken);
    return names.flatMap((name) => {
      const { premise } = invariants[name];
      if (premise.over !== 'step') return [];
      return taken.some(({ events }) => premise.isMet({ action, events })) ? [premiseMark(name)] : [];
    });
  };
}

/** Whether an invariant was never put to the test in all that an exploration saw. */
export function isUntested(name: InvariantName, landscape: Landscape, exploration: Exploration): boolean {
  const { premise } = invariants[name];
  if (premise.over === 'step') return !exploration.marks.includes(premiseMark(name));
  return exploration.firstState((reader) => premise.isMet({ landscape, reader })) === undefined;
}

function premiseMark(name: InvariantName): string {
  return `premise\t${name}`;
}
