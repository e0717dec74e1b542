import { isAbsolute, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findScenarios } from '../../src/cli/find-scenarios.ts';
import { looksLikeScenario } from '../../src/cli/looks-like-scenario.ts';
import { folderWith } from './dibs-process.ts';

const scenario = 'title: a story\nzone: example.org\n';
const manifest = 'apiVersion: v1\nkind: Service\nmetadata: { name: app }\n';

function folder(): string {
  return folderWith({
    'b.yaml': scenario,
    'a/deep/c.yml': scenario,
    'a/d.json': '{ "title": "a story" }',
    'a/files/e.yaml': scenario,
    'a/app.yaml': manifest,
    'node_modules/x/f.yaml': scenario,
    'notes.txt': scenario,
  });
}

function found(root: string, ...paths: readonly string[]): readonly string[] {
  const { files, problems } = findScenarios(paths.map((path) => join(root, path)));
  expect(files.filter(({ path }) => isAbsolute(path))).toEqual([]);
  return [...files.map(({ path }) => relative(root, resolve(path))), ...problems.map(({ code }) => code)];
}

describe('the scenarios that paths stand for', () => {
  it('are those below a folder, in order, without manifests and files that scenarios refer to', () => {
    expect(found(folder(), '.')).toEqual(['a/d.json', 'a/deep/c.yml', 'b.yaml']);
  });

  it('are the matches of a glob', () => {
    expect(found(folder(), '**/*.yml')).toEqual(['a/deep/c.yml']);
  });

  it('are the files named, whatever they look like, each once', () => {
    expect(found(folder(), 'a/app.yaml', 'b.yaml', '.')).toEqual(['a/app.yaml', 'a/d.json', 'a/deep/c.yml', 'b.yaml']);
  });

  it('do not exist where nothing is, which is said', () => {
    expect(found(folder(), 'missing.yaml')).toEqual(['USAGE_NO_SUCH_PATH']);
    expect(found(folder(), '**/*.toml')).toEqual(['USAGE_NO_SUCH_PATH']);
    expect(found(folderWith({ 'app.yaml': manifest }), '.')).toEqual(['USAGE_NO_SCENARIOS']);
  });
});

describe('a file in a folder', () => {
  it.each<[string, string, string, boolean]>([
    ['with a title', 'a.yaml', 'title: x\n', true],
    ['with a quoted title', 'a.yaml', '"title": x\n', true],
    ['whose title is misspelt', 'a.yaml', 'titel: x\nzone: example.org\nclusters: {}\n', true],
    ['whose syntax is broken', 'a.yaml', 'title: x\nzone: [\n', true],
    ['of JSON with a title', 'a.json', '{"title":"x"}', true],
    ['of broken JSON with a title', 'a.json', '{"title":"x",', true],
    ['that is a manifest', 'a.yaml', manifest, false],
    ['whose title is further down', 'a.yaml', 'info:\n  title: an API\n', false],
    ['that is a package', 'package.json', '{"name":"x","files":["title"]}', false],
    ['that is a list', 'a.json', '["title"]', false],
  ])('%s is a scenario or not: %s', (_, path, text, expected) => {
    expect(looksLikeScenario(path, text)).toBe(expected);
  });
});
