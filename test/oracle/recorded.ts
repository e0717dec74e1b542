import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { canonicalJson } from '../../src/kernel/json.ts';
import { normal } from './hunt.ts';
import type { Judge } from './judge.ts';
import { caseOf, type Kind } from './kind.ts';

const folder = new URL('recorded/', import.meta.url);

/** A case with the answer that external-dns gave it, in normal form. */
export interface RecordedCase {
  readonly case: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly answer: unknown;
}

/** A file of recorded cases: its first line says who answered. */
export interface Recording {
  readonly file: string;
  readonly version: string;
  readonly cases: readonly RecordedCase[];
}

/** How often a case is put: only what is always answered alike can be recorded. */
const hearings = 12;

/** Writes one file per kind and says what it wrote. */
export function record(options: {
  readonly judge: Judge;
  readonly kinds: readonly Kind<object>[];
  readonly caseCount: number;
  readonly seed: number;
}): readonly string[] {
  const { judge, kinds, caseCount, seed } = options;
  const total = kinds.reduce((sum, { share }) => sum + share, 0);
  mkdirSync(folder, { recursive: true });
  return kinds.map((kind) => {
    const cases = fc.sample(kind.cases, { seed, numRuns: Math.ceil((caseCount * kind.share) / total) });
    const asked = cases.map((given) => caseOf(kind, given));
    const heard = Array.from({ length: hearings }, () =>
      judge
        .ask(kind.program, asked)
        .map((answer, index) => canonicalJson(normal(kind, cases[index] as object, answer))),
    );
    const [first = []] = heard;
    const lines = asked.flatMap((given, index) =>
      heard.every((answers) => answers[index] === first[index])
        ? [`{"case":${JSON.stringify(given)},"answer":${first[index]}}`]
        : [],
    );
    const head = JSON.stringify({ module: 'sigs.k8s.io/external-dns', version: judge.version, seed });
    writeFileSync(new URL(`${kind.name}.jsonl.gz`, folder), gzipSync(`${[head, ...lines].join('\n')}\n`, { level: 9 }));
    return `${kind.name}: ${lines.length} of ${cases.length} cases recorded`;
  });
}

/** A difference that was found once, under a name, with the answer that the model has given ever since. */
export interface Regression extends RecordedCase {
  readonly name: string;
}

const regressionFile = new URL('regressions.jsonl', import.meta.url);

/** Adds a case to the regressions, with the judge's answer. */
export function keep(options: {
  readonly judge: Judge;
  readonly kind: Kind<object>;
  readonly name: string;
  readonly given: object;
}): void {
  const { judge, kind, name, given } = options;
  const [answer] = judge.ask(kind.program, [given]);
  const kept = canonicalJson(normal(kind, given, answer));
  const line = `{"name":${JSON.stringify(name)},"case":${JSON.stringify(given)},"answer":${kept}}\n`;
  appendFileSync(regressionFile, line);
}

/** Every difference ever found. */
export function readRegressions(): readonly Regression[] {
  const lines = readFileSync(regressionFile, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Regression);
}

/** Every recording there is. */
export function readRecordings(): readonly Recording[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl.gz'))
    .sort()
    .map((file) => {
      const [head = '', ...lines] = gunzipSync(readFileSync(new URL(file, folder)))
        .toString()
        .trimEnd()
        .split('\n');
      const { version } = JSON.parse(head) as { version: string };
      return { file, version, cases: lines.map((line) => JSON.parse(line) as RecordedCase) };
    });
}
