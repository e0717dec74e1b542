import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/cli/checkpoint-file.ts';
import { openParts } from '../../src/cli/exploration-parts.ts';
import { kindOfFile } from '../../src/cli/file-kind.ts';
import { type ExploreOptions, explore } from '../../src/explore/explore.ts';
import { joinShards } from '../../src/explore/join-shards.ts';
import { identityOf } from '../../src/explore/search-identity.ts';
import { checkpointOptions, reportOf, zoneUnderTest } from './checkpoint-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'dibs-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of this name with an exploration in it: all of it, or one part; to its end, or just begun. */
function exploreTo(name: string, options: ExploreOptions & { readonly isUnfinished?: boolean } = {}): string {
  const file = join(folder, name);
  const model = zoneUnderTest();
  const { isUnfinished = false, ...changes } = options;
  const search = { ...checkpointOptions(model), ...changes };
  const opened = openCheckpoint({ file, identity: identityOf(model, search), about: 'zone' });
  if ('problem' in opened) throw new Error(opened.problem.code);
  const found = explore(model, {
    ...search,
    journal: opened.checkpoint.journal(),
    isOverTime: () => isUnfinished,
  });
  if (!isUnfinished) opened.checkpoint.finish(found.end);
  opened.checkpoint.close();
  return file;
}

function problemsOf(...files: readonly string[]) {
  const opened = openParts(files);
  if ('problems' in opened) return opened.problems;
  for (const part of opened.parts.parts) part.close();
  return [];
}

describe('the parts of an exploration', () => {
  const parts = [1, 2, 3, 4].map((index) => exploreTo(`part-${index}.db`, { shard: { index, count: 4 } }));
  const [one, two, three, four] = parts as [string, string, string, string];

  it('joined give what the undivided one gives, in whatever order they are named', () => {
    const plain = zoneUnderTest();
    const report = reportOf(plain, explore(plain, checkpointOptions(plain)));
    const opened = openParts([three, one, four, two]);
    if ('problems' in opened) throw new Error(JSON.stringify(opened.problems));
    expect(opened.parts.about).toBe('zone');
    const model = zoneUnderTest();
    expect(opened.parts.identity).toMatchObject(identityOf(model, checkpointOptions(model)));
    const found = joinShards(
      model,
      opened.parts.parts.map((part) => part.transcripts()),
      checkpointOptions(model),
    );
    expect(reportOf(model, found)).toBe(report);
    for (const part of opened.parts.parts) part.close();
  });

  it('must all be there, each once', () => {
    expect(problemsOf(one, four)).toEqual([{ code: 'USAGE_PARTS_MISSING', missing: [2, 3], count: 4 }]);
    expect(problemsOf(one, two, two)).toEqual([{ code: 'USAGE_PART_REPEATED', file: two, other: two, index: 2 }]);
  });

  it('must be parts, and of the same exploration', () => {
    const whole = exploreTo('whole.db');
    expect(problemsOf(whole)).toEqual([{ code: 'USAGE_NOT_A_PART', file: whole }]);
    const other = exploreTo('other.db', { shard: { index: 2, count: 4 }, faultBudget: 1 });
    expect(problemsOf(one, other)).toEqual([{ code: 'USAGE_PARTS_DIFFER', file: one, other, differs: ['faults'] }]);
    const ofTwo = exploreTo('of-two.db', { shard: { index: 2, count: 2 } });
    expect(problemsOf(one, ofTwo)).toEqual([
      { code: 'USAGE_PARTS_DIFFER', file: one, other: ofTwo, differs: ['--shard'] },
    ]);
  });

  it('must be finished', () => {
    const begun = exploreTo('begun.db', { shard: { index: 1, count: 1 }, isUnfinished: true });
    expect(problemsOf(begun)).toEqual([{ code: 'USAGE_PART_UNFINISHED', file: begun }]);
  });

  it('are told from other files by what is in them', () => {
    const json = join(folder, 'report.db');
    writeFileSync(json, '\n{ "runs": [] }\n');
    const theirs = join(folder, 'theirs.json');
    const database = new Sqlite(theirs);
    database.exec('create table t (x)');
    database.close();
    expect([one, json, theirs].map(kindOfFile)).toEqual([{ kind: 'exploration' }, { kind: 'json' }, { kind: 'other' }]);
    expect(kindOfFile(join(folder, 'missing'))).toEqual({ reason: 'ENOENT' });
  });
});
