import type { ScenarioExploration } from '../explore/rollout/explore-scenario.ts';
import type { ExplorationReport } from '../report/exploration/exploration-report.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { exploredTrace } from '../trace/explored-trace.ts';
import { traceText } from '../trace/write-trace.ts';
import type { TraceFolder } from './trace-folder.ts';
import { dibsVersion } from './version.ts';

/** Writes the way to every invariant that is broken, for `dibs replay`, `view` and `serve`. Returns the files. */
export function writeExplorationTraces(
  folder: TraceFolder,
  parts: { readonly found: ScenarioExploration; readonly built: BuiltScenario; readonly report: ExplorationReport },
): readonly string[] {
  const { found, built, report } = parts;
  const { steps: scene, seed } = found.scene;
  return report.properties.flatMap(({ name, counterexample }) => {
    if (counterexample === null) return [];
    const trace = exploredTrace(built, { scene, way: counterexample.trace, seed, version: dibsVersion() });
    const variant = report.variant === null ? name : `${report.variant}--${name}`;
    return [folder.write({ file: report.file, variant }, traceText(trace))];
  });
}
