import { traceText } from '../trace/write-trace.ts';
import { type FoundWays, harmName, wayTrace } from './explored.ts';
import type { TraceFolder } from './trace-folder.ts';

/** Writes the way to every invariant that is broken, for `dibs replay`, `view` and `serve`. Returns the files. */
export function writeExplorationTraces(folder: TraceFolder, explored: FoundWays): readonly string[] {
  const { report } = explored;
  return report.properties.flatMap(({ name, counterexample }) => {
    if (counterexample === null) return [];
    return [
      folder.write(
        { file: report.file, variant: harmName(report, name) },
        traceText(wayTrace(explored, counterexample.trace)),
      ),
    ];
  });
}
