import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TraceFolder } from '../../src/cli/trace-folder.ts';
import { folderWith } from './dibs-process.ts';

describe('a folder of traces', () => {
  it('names traces after scenario and variant, and keeps apart what would have one name', () => {
    const folder = join(folderWith({}), 'new', 'traces');
    const traces = new TraceFolder(folder);
    traces.write({ file: 'scenarios/a.yaml', variant: null }, 'one');
    traces.write({ file: 'scenarios/a.yaml', variant: 'old release' }, 'two');
    traces.write({ file: 'scenarios-a.yml', variant: null }, 'three');
    expect(readdirSync(folder)).toEqual([
      'scenarios-a--old-release.trace.jsonl',
      'scenarios-a-2.trace.jsonl',
      'scenarios-a.trace.jsonl',
    ]);
    expect(readFileSync(join(folder, 'scenarios-a-2.trace.jsonl'), 'utf8')).toBe('three');
  });

  it.each(['../../etc/passwd', '/etc/passwd', '..', 'a/../../b\u0000.yaml', '.hidden'])(
    'writes nothing outside itself for a scenario called %j',
    (file) => {
      const root = folderWith({});
      new TraceFolder(join(root, 'traces')).write({ file, variant: '../x' }, '');
      expect(readdirSync(root)).toEqual(['traces']);
      const [name] = readdirSync(join(root, 'traces'));
      expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.trace\.jsonl$/);
    },
  );
});
