import type { ScenarioExploration } from '../explore/rollout/explore-scenario.ts';
import type { TraceStep } from '../explore/trace-steps.ts';
import type { ExplorationReport, ReportedProperty } from '../report/exploration/exploration-report.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { exploredTrace } from '../trace/explored-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { dibsVersion } from './version.ts';

/** What was found on a scenario, as far as the ways to it go. */
export interface FoundWays {
  readonly found: Pick<ScenarioExploration, 'model' | 'rollout' | 'scene'>;
  readonly built: BuiltScenario;
  readonly report: Pick<ExplorationReport, 'file' | 'variant' | 'whatIf'> & {
    readonly properties: readonly Pick<ReportedProperty, 'counterexample' | 'name' | 'verdict'>[];
  };
}

/** What an exploration found, and on what. */
export interface Explored extends FoundWays {
  readonly found: ScenarioExploration;
  readonly report: ExplorationReport;
  /** Smaller scenarios that fail in the same way, by invariant, if they were looked for. */
  readonly minimal?: ReadonlyMap<string, FoundWays>;
}

/** The trace of a way that the exploration shows. */
export function wayTrace({ found, built }: Omit<FoundWays, 'report'>, way: readonly TraceStep[]): Trace {
  const { steps: scene, seed } = found.scene;
  return exploredTrace(built, { scene, way, seed, version: dibsVersion() });
}

/** What a file about a harm is called after the scenario's path: variant, what is otherwise than written, invariant. */
export function harmName({ variant, whatIf }: FoundWays['report'], invariant: string): string {
  const values = (whatIf ?? []).map(({ path, value }) => `${path}-${value}`);
  return [...(variant === null ? [] : [variant]), ...values, invariant].join('--');
}
