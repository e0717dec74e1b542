import { minimizeScenario } from '../explore/minimize/minimize-scenario.ts';
import type { ExploreScenarioOptions } from '../explore/rollout/explore-scenario.ts';
import type { InvariantName } from '../properties/invariant.ts';
import type { ExplorationReport, ReportedProperty } from '../report/exploration/exploration-report.ts';
import { reportMinimal } from '../report/exploration/minimal-report.ts';
import { reportExploration } from '../report/exploration/report-exploration.ts';
import type { Explored, FoundWays } from './explored.ts';

/**
 * `--minimize`: leaves out of a scenario whatever each of its failures does not need. The report tells what is left; `minimal` has the
 * smaller scenarios, by invariant, to be saved instead.
 */
export function minimized(
  explored: Explored,
  { minimize }: { readonly minimize: boolean },
  options: {
    readonly explore: ExploreScenarioOptions;
    readonly isOverTime?: () => boolean;
    readonly onExploration: (count: number) => void;
  },
): Explored {
  if (!minimize) return explored;
  const { found, built, report } = explored;
  const minimal = new Map<string, FoundWays>();
  const properties = report.properties.map((property): ReportedProperty => {
    const { name, verdict, counterexample } = property;
    if (verdict !== 'violated' || counterexample === null) return property;
    const { harm, trace } = counterexample;
    const smaller = minimizeScenario({ built, found }, { invariant: name as InvariantName, harm, trace }, options);
    const own = reportExploration(smaller.found, smaller.built, { isFree: report.isFree, whatIf: report.whatIf });
    // It stands for the scenario that it was made of.
    const named: ExplorationReport = { ...own, variant: report.variant };
    minimal.set(name, { found: smaller.found, built: smaller.built, report: named });
    return { ...property, counterexample: { ...counterexample, minimal: reportMinimal(smaller) } };
  });
  return { ...explored, report: { ...report, properties }, minimal };
}
