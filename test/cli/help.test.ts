import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { renderCommandTable } from '../../src/cli/command-table.ts';
import { commands } from '../../src/cli/commands.ts';
import { renderCommandHelp, renderHelp } from '../../src/cli/help.ts';
import { dibs, folderWith } from './dibs-process.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Everything that is loaded before a command runs: files and libraries. */
function loadedAtOnce(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  for (const statement of source.statements) {
    const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    if (!isImport || statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier))
      continue;
    if (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly) continue;
    const module = statement.moduleSpecifier.text;
    if (module.startsWith('.')) loadedAtOnce(resolve(dirname(file), module), loaded);
    else loaded.add(module);
  }
  return loaded;
}

describe('help', () => {
  it('lists every command and the exit codes', () => {
    expect(renderHelp(commands)).toMatchSnapshot();
  });

  it.each(commands.map((command) => [command.meta.name, command] as const))('explains dibs %s', (_, command) => {
    expect(renderCommandHelp(command)).toMatchSnapshot();
  });

  it('is the same as the table for README.md', () => {
    expect(renderCommandTable(commands)).toMatchSnapshot();
  });

  it('fits a terminal of 120 columns', () => {
    const lines = [renderHelp(commands), ...commands.map(renderCommandHelp)].join('').split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });

  it('is printed on request and is no mistake', () => {
    const cwd = folderWith({});
    expect(dibs(['--help'], { cwd })).toEqual({ exitCode: 0, out: renderHelp(commands), err: '' });
    expect(dibs(['run', '--help'], { cwd }).out).toContain('Usage: dibs run [paths…] [options]');
  });

  it('is shown as a mistake to who gives no command', () => {
    expect(dibs([], { cwd: folderWith({}) })).toEqual({ exitCode: 2, out: '', err: renderHelp(commands) });
  });

  it('loads no parser, no machine and no database', () => {
    const libraries = [...loadedAtOnce(main)].filter(
      (module) => !module.startsWith('/') && !module.startsWith('node:'),
    );
    expect(libraries).toEqual(['fastest-levenshtein']);
  });
});

describe('the version', () => {
  it('is that of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(dibs(['--version'], { cwd: folderWith({}) })).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
  });
});
