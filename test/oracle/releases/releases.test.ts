import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { modelAnswer, normalAnswer, type ReleaseCase } from './cases.ts';
import { judgedReleases } from './release-judge.ts';

const recorded = gunzipSync(readFileSync(new URL('recorded.jsonl.gz', import.meta.url)))
  .toString('utf8')
  .trim()
  .split('\n')
  .map(
    (line) => JSON.parse(line) as { readonly version: string; readonly case: ReleaseCase; readonly answer: unknown },
  );

describe('older releases, against what their own code answered', () => {
  it.each(judgedReleases)('%s plans and keeps its ownership records as the model does', (version) => {
    const cases = recorded.filter((each) => each.version === version);
    expect(cases.length).toBeGreaterThanOrEqual(100);
    for (const { case: given, answer } of cases) {
      const model: unknown = JSON.parse(JSON.stringify(modelAnswer(version, given)));
      expect(normalAnswer(model), JSON.stringify(given)).toEqual(answer);
    }
  });
});
