import { describe, expect, test } from 'vitest';
import { labelsOfText } from '../../src/externaldns/labels/label-text.ts';
import { canonicalJson } from '../../src/kernel/json.ts';
import { hunt, modelAnswer, normal } from './hunt.ts';
import { type Judge, openJudge } from './judge.ts';
import type { Kind } from './kind.ts';
import { kinds } from './kinds.ts';
import { type RecordedCase, readRecordings, readRegressions } from './recorded.ts';

const seed = 20_260_819;
const caseCount = 20_000;
const opened = openJudge();

function kindOf(name: string): Kind<object> {
  const kind = kinds.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`a case is of kind ${name}, which nobody can answer`);
  return kind;
}

/** The model's answer to a kept case, as text. */
function answered(kept: RecordedCase): string {
  const kind = kindOf(kept.case.kind);
  return canonicalJson(normal(kind, kept.case, modelAnswer(kind, kept.case)));
}

describe('the model answers as external-dns was recorded to', () => {
  const recordings = readRecordings();

  test('at least two thousand cases are recorded, of every kind, from v0.22.0', () => {
    const count = recordings.reduce((sum, { cases }) => sum + cases.length, 0);
    expect(count).toBeGreaterThanOrEqual(2000);
    expect(recordings.map(({ file }) => file)).toEqual(kinds.map(({ name }) => `${name}.jsonl.gz`).sort());
    expect(new Set(recordings.map(({ version }) => version))).toEqual(new Set(['v0.22.0']));
  });

  test.each(recordings)('$file', ({ cases }) => {
    const differing = cases.filter((kept) => answered(kept) !== canonicalJson(kept.answer));
    expect(differing.map((kept) => kept.case)).toEqual([]);
  });
});

describe('what once differed does so no more', () => {
  test.each(readRegressions())('$name', (regression) => {
    expect(JSON.parse(answered(regression))).toEqual(regression.answer);
  });
});

describe('the model answers as external-dns does', () => {
  if ('problem' in opened) {
    test(`only recorded cases are compared: ${opened.problem}`, () => {
      expect(readRecordings().length).toBe(kinds.length);
    });
    return;
  }
  const judge: Judge = opened;

  test('the judge is external-dns v0.22.0, from its own build information', () => {
    expect(judge.version).toBe('v0.22.0');
  });

  const shares = kinds.reduce((sum, { share }) => sum + share, 0);
  const rows = kinds.map((kind) => ({ kind, name: kind.name, count: Math.ceil((caseCount * kind.share) / shares) }));

  test.each(rows)(
    `$name: $count cases (replay: npm run fuzz -- --cases ${caseCount} --seed ${seed} --kind $name)`,
    ({ kind, count }) => {
      const found = hunt({ kind, judge, caseCount: count, seed });
      expect(found.smallest).toEqual([]);
      expect(found.differenceCount).toBe(0);
    },
    600_000,
  );

  test('an encrypted ownership record is foreign to a controller without the key', () => {
    const [sealed] = judge.ask('decisions', [
      {
        kind: 'labels',
        text: '',
        labels: { owner: 'east' },
        key: '0123456789abcdef0123456789abcdef',
        nonce: 'AAAAAAAAAAAAAAAA',
      },
    ]) as [{ encrypted: string; decrypted: { owner: string } }];
    expect(sealed.decrypted.owner).toBe('east');
    expect(labelsOfText(sealed.encrypted)).toBeUndefined();
  });
});
