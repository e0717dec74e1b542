import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Difference, hunt } from './hunt.ts';
import { openJudge } from './judge.ts';
import { kinds } from './kinds.ts';
import { keep, record } from './recorded.ts';

/**
 * `npm run fuzz -- --cases 20000 --seed 7 [--kind plan]` compares the model with external-dns until so many cases are
 * done; it ends with one line, and status 1 if anything differs. `--record` writes the recorded cases instead.
 * `--keep NAME` adds the case on standard input, as printed, to the regressions.
 */
function main(): number {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      kind: { type: 'string' },
      record: { type: 'boolean', default: false },
      keep: { type: 'string' },
    },
  });
  const chosen = kinds.filter(({ name }) => values.kind === undefined || values.kind === name);
  const [cases, seed] = [Number(values.cases), Number(values.seed)];
  if (chosen.length === 0 || !Number.isSafeInteger(cases) || !Number.isSafeInteger(seed)) {
    console.error(`--cases and --seed take whole numbers, --kind one of ${kinds.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  const judge = openJudge();
  if ('problem' in judge) {
    console.error(judge.problem);
    return 2;
  }
  if (values.keep !== undefined) {
    const given = JSON.parse(readFileSync(0, 'utf8')) as { readonly kind: string };
    const kind = kinds.find(({ name }) => name === given.kind);
    if (kind === undefined) throw new Error(`no kind ${given.kind}`);
    keep({ judge, kind, name: values.keep, given });
    return 0;
  }
  if (values.record) {
    for (const line of record({ judge, kinds: chosen, caseCount: cases, seed })) console.log(line);
    return 0;
  }
  const total = chosen.reduce((sum, { share }) => sum + share, 0);
  let differenceCount = 0;
  let caseCount = 0;
  for (const kind of chosen) {
    const found = hunt({
      kind,
      judge,
      caseCount: Math.ceil((cases * kind.share) / total),
      seed,
      onBatch: (done, differences) => progress(`${kind.name}: ${done} cases, ${differences} differences`),
    });
    caseCount += found.caseCount;
    differenceCount += found.differenceCount;
    progress('');
    for (const difference of found.smallest) console.log(describe(difference));
  }
  console.log(`${caseCount} cases, ${differenceCount} differences`);
  return differenceCount > 0 ? 1 : 0;
}

function describe({ case: given, places }: Difference): string {
  const lines = places.map(
    ({ path, judge, model }) =>
      `  ${path}\n    external-dns: ${JSON.stringify(judge)}\n    model:        ${JSON.stringify(model)}`,
  );
  return [`differs: ${JSON.stringify(given)}`, ...lines].join('\n');
}

function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${line}`);
}

process.exitCode = main();
