import type { ScenarioExploration } from '../explore/rollout/explore-scenario.ts';
import type { TraceStep } from '../explore/trace-steps.ts';
import type { ExplorationReport } from '../report/exploration/exploration-report.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { exploredTrace } from '../trace/explored-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { dibsVersion } from './version.ts';

/** What an exploration found, and on what. */
export interface Explored {
  readonly found: ScenarioExploration;
  readonly built: BuiltScenario;
  readonly report: ExplorationReport;
}

/** The trace of a way that the exploration shows. */
export function wayTrace({ found, built }: Omit<Explored, 'report'>, way: readonly TraceStep[]): Trace {
  const { steps: scene, seed } = found.scene;
  return exploredTrace(built, { scene, way, seed, version: dibsVersion() });
}

/** What a file about a harm is called after the scenario's path: variant, what is otherwise than written, invariant. */
export function harmName({ variant, whatIf }: ExplorationReport, invariant: string): string {
  const values = (whatIf ?? []).map(({ path, value }) => `${path}-${value}`);
  return [...(variant === null ? [] : [variant]), ...values, invariant].join('--');
}
