import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { savedScenario, savedTest } from '../explore/rollout/saved-scenario.ts';
import type { InvariantName } from '../properties/invariant.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { type FoundWays, harmName } from './explored.ts';
import { attempt } from './system-error.ts';
import { traceName } from './trace-folder.ts';

/** The folder for `--save`, made at once, or why it cannot be made; nothing if there is none. */
export function openSaved(folder: string | undefined): ((explored: FoundWays) => void) | UsageProblem | undefined {
  if (folder === undefined) return undefined;
  const made = attempt(() => mkdirSync(folder, { recursive: true }));
  if ('reason' in made) return { code: 'USAGE_CANNOT_WRITE', file: folder, reason: made.reason };
  return (explored) => saveCounterexamples(folder, explored);
}

/**
 * Writes what was found broken as scenarios that fail today, each with a test for vitest beside it, and the files that
 * the scenario names. What heals by itself fails only where that was asked for.
 */
function saveCounterexamples(folder: string, { found, built, report }: FoundWays): void {
  const broken = report.properties.filter(({ verdict }) => verdict === 'violated');
  for (const { name, counterexample } of broken) {
    if (counterexample === null) continue;
    const invariant = name as InvariantName;
    const stem = traceName({
      file: posix.basename(report.file),
      variant: harmName(report, name),
    });
    const { harm, trace } = counterexample;
    write(join(folder, `${stem}.yaml`), savedScenario(built, found, { invariant, harm, trace }));
    write(join(folder, `${stem}.test.ts`), savedTest(`${stem}.yaml`));
  }
  const { file, files } = built.scenario.source;
  for (const [path, text] of Object.entries(files))
    write(join(folder, posix.relative(posix.dirname(file), path)), text);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
