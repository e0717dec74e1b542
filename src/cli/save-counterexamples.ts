import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { savedScenario, savedTest } from '../explore/rollout/saved-scenario.ts';
import type { InvariantName } from '../properties/invariant.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { type Explored, type FoundWays, harmName } from './explored.ts';
import { attempt } from './system-error.ts';
import { traceName } from './trace-folder.ts';

/** The folder for `--save`, made at once, or why it cannot be made; nothing if there is none. */
export function openSaved(
  folder: string | undefined,
): ((explored: Explored | FoundWays) => void) | UsageProblem | undefined {
  if (folder === undefined) return undefined;
  const made = attempt(() => mkdirSync(folder, { recursive: true }));
  if ('reason' in made) return { code: 'USAGE_CANNOT_WRITE', file: folder, reason: made.reason };
  return (explored) => saveCounterexamples(folder, explored);
}

/**
 * Writes what was found broken as scenarios that fail today, each with a test for vitest beside it, and the files that
 * the scenario names; where a smaller scenario was found that fails so, that one. What heals by itself fails only where that was asked for.
 */
function saveCounterexamples(folder: string, explored: Explored | FoundWays): void {
  const { report } = explored;
  const broken = report.properties.filter(({ verdict }) => verdict === 'violated');
  for (const { name } of broken) {
    const { found, built, report: own } = ('minimal' in explored ? explored.minimal?.get(name) : undefined) ?? explored;
    const counterexample = own.properties.find((property) => property.name === name)?.counterexample ?? null;
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
  const { file, files } = explored.built.scenario.source;
  for (const [path, text] of Object.entries(files))
    write(join(folder, posix.relative(posix.dirname(file), path)), text);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
