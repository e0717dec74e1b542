import type { InvariantFinding } from './finding.ts';
import type { StateView } from './invariant.ts';
import type { Landscape } from './landscape.ts';

/** The parts of a check that looks at one environment after another. */
export function inEachEnvironment(check: (view: StateView) => readonly InvariantFinding[]) {
  return ({ environments }: Landscape): readonly ((view: StateView) => boolean)[] =>
    environments.map((one) => (view) => {
      const landscape = { ...view.landscape, environments: [one] };
      return check({ ...view, landscape }).length === 0;
    });
}
