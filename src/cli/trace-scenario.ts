import { invariants } from '../properties/invariants.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Trace, TraceHeader } from '../trace/trace.ts';
import type { Io } from './io.ts';
import { printProblems } from './print-problems.ts';

/** The scenario that the trace carries; or, if this version finds mistakes in it, the exit code. */
export function scenarioOfTrace({ header }: Trace, io: Io): Scenario | number {
  return scenarioOfSource(header, io);
}

/** The scenario that a file carries with all its text; or, if this version finds mistakes in it, the exit code. */
export function scenarioOfSource(carried: Pick<TraceHeader, 'scenario' | 'variant'>, io: Io): Scenario | number {
  const { file: path, text, files } = carried.scenario;
  const readFile = (named: string) => (Object.hasOwn(files, named) ? files[named] : undefined);
  const { variants, problems } = loadScenario({ path, text, readFile, invariants: Object.keys(invariants) });
  if (variants === undefined) {
    return printProblems(
      io,
      problems.map((problem) => ({ input: 'scenario', problem })),
    );
  }
  const scenario = variants.find(({ variant }) => (variant ?? null) === carried.variant);
  if (scenario !== undefined) return scenario;
  const found = carried.variant ?? '';
  const known = variants.flatMap(({ variant }) => variant ?? []);
  const at = { file: path, line: 1, column: 1, path: '' };
  const problem = { code: 'SCENARIO_UNKNOWN_REFERENCE', kind: 'variant', found, known, at } as const;
  return printProblems(io, [{ input: 'scenario', problem }]);
}
