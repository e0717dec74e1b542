import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Lowest first: a file imports only from its own folder and from folders before it. */
const layers = [
  'kernel',
  'dns',
  'kubernetes',
  'externaldns',
  'kura',
  'properties',
  'scenario',
  'timeline',
  'explore',
  'trace',
  'incident',
  'report',
  'testing',
  'viewer',
  'cli',
];

/** Modules that only these files may import. */
const doors: readonly { readonly module: RegExp; readonly files: RegExp; readonly why: string }[] = [
  {
    module: /^better-sqlite3$/,
    files: /^src\/(kura\/|cli\/checkpoint-file\.ts$)/,
    why: 'SQLite stands in for PostgreSQL in kura/, and holds explorations on disk for cli/checkpoint-file.ts',
  },
  {
    module: /^(node:)?(fs|fs\/promises|os|child_process|net|dgram|http|worker_threads|process)$/,
    files: /^src\/(cli\/|kura\/sql-file\.ts)/,
    why: 'input and output belong in cli/',
  },
  {
    module: /^xstate$/,
    files: /^src\/(externaldns\/|kura\/|kernel\/reconciler\.ts)/,
    why: 'machines live with the controllers',
  },
];

/** What would make two runs differ, with what to use instead. */
const banned: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\bDate\.now\b|\bnew Date\b|\bperformance\.now\b/, instead: 'the virtual clock: timers of outcomes' },
  { pattern: /\bMath\.random\b|\bcrypto\.random/, instead: 'kernel/rng.ts' },
  {
    pattern: /\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b|\bPromise\b|\basync\b|\bawait\b/,
    instead: 'timers of outcomes: everything below cli/ is synchronous',
  },
  { pattern: /\blocaleCompare\b|\btoLocale\w+\b|\bIntl\./, instead: 'byCodeUnit of kernel/json.ts' },
  { pattern: /\bprocess\./, instead: 'an argument given by cli/' },
  { pattern: /\bcreateActor\b|\bSimulatedClock\b/, instead: 'initialTransition and transition' },
];

interface Source {
  readonly path: string;
  readonly layer: string;
  readonly text: string;
  readonly file: ts.SourceFile;
}

const sources: readonly Source[] = listFiles('src').map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const layer = path.split('/').length > 2 ? (path.split('/')[1] as string) : 'index';
  return { path, layer, text, file: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
});

function listFiles(folder: string): string[] {
  return ts.sys
    .readDirectory(join(root, folder), ['.ts', '.tsx'])
    .map((path) => relative(root, path))
    .sort();
}

function importsOf({ file }: Source): readonly string[] {
  const modules: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) modules.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return modules;
}

/** The code without its comments and strings, so that words in prose do not count. */
function codeOf({ file }: Source): string {
  const code = ts.createPrinter({ removeComments: true }).printFile(file);
  return code.replaceAll(/'[^'\n]*'|"[^"\n]*"/g, "''");
}

describe('the architecture', () => {
  it('has no folder in src that is not a layer', () => {
    const folders = new Set(sources.map(({ layer }) => layer).filter((layer) => layer !== 'index'));
    expect([...folders].filter((folder) => !layers.includes(folder))).toEqual([]);
  });

  it('imports only downwards, types included', () => {
    const upward: string[] = [];
    for (const source of sources.filter(({ layer }) => layer !== 'index')) {
      for (const module of importsOf(source).filter((specifier) => specifier.startsWith('.'))) {
        const target = relative(join(root, 'src'), resolve(root, dirname(source.path), module)).split('/');
        const layer = target.length > 1 ? (target[0] as string) : 'index';
        if (layers.indexOf(layer) > layers.indexOf(source.layer) || layer === 'index') {
          upward.push(`${source.path} imports ${module}: move what it needs down to ${source.layer}/`);
        }
      }
    }
    expect(upward).toEqual([]);
  });

  it('keeps each outside thing behind its door', () => {
    const trespasses = sources.flatMap((source) =>
      importsOf(source).flatMap((module) =>
        doors
          .filter((door) => door.module.test(module) && !door.files.test(source.path))
          .map(({ why }) => `${source.path} imports ${module}: ${why}`),
      ),
    );
    expect(trespasses).toEqual([]);
  });

  it('is deterministic below cli/', () => {
    const found = sources
      .filter(({ layer }) => layer !== 'cli' && layer !== 'viewer')
      .flatMap((source) => {
        const code = codeOf(source);
        return banned
          .filter(({ pattern }) => pattern.test(code))
          .map(({ pattern, instead }) => `${source.path} uses ${pattern.exec(code)?.[0]}: use ${instead}`);
      });
    expect(found).toEqual([]);
  });

  it('has files of at most 400 lines with names that say what is in them', () => {
    const vague = /^(utils?|helpers?|types?|base|core|manager|common|misc)\.ts$/;
    const findings = [...sources.map(({ path, text }) => ({ path, text })), ...testFiles()].flatMap(
      ({ path, text }) => {
        const lineCount = text.split('\n').length - 1;
        const name = path.split('/').at(-1) as string;
        return [
          ...(lineCount > 400 ? [`${path} has ${lineCount} lines: what in it is a second idea?`] : []),
          ...(vague.test(name) ? [`${path} says nothing: name it after its main export`] : []),
          ...(/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.bench|\.config)?\.tsx?$/.test(name)
            ? []
            : [`${path} is not in kebab case`]),
        ];
      },
    );
    expect(findings).toEqual([]);
  });

  it('has functions that fit a screen: at most 60 lines', () => {
    const long: string[] = [];
    for (const { path, file } of sources) {
      const visit = (node: ts.Node): void => {
        if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
          const from = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
          const to = file.getLineAndCharacterOfPosition(node.getEnd()).line;
          if (to - from + 1 > 60) long.push(`${path}:${from + 1} has a function of ${to - from + 1} lines`);
        }
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
    expect(long).toEqual([]);
  });

  it('has no unfinished work, and no test that does not run', () => {
    const unfinished = /\b(TODO|FIXME|XXX|HACK)\b|\.(skip|todo|only|fails)\(/;
    const found = [...sources.map(({ path, text }) => ({ path, text })), ...testFiles()]
      .filter(({ path }) => path !== 'test/architecture.test.ts')
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) => (unfinished.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
      );
    expect(found).toEqual([]);
  });

  it('gives every exported function, class and constant a doc comment', () => {
    const bare: string[] = [];
    for (const { path, file } of sources) {
      for (const statement of file.statements) {
        const exported =
          ts.canHaveModifiers(statement) &&
          ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
        if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) continue;
        if (!exported || ts.getJSDocCommentsAndTags(statement).length > 0) continue;
        bare.push(`${path}:${file.getLineAndCharacterOfPosition(statement.getStart(file)).line + 1}`);
      }
    }
    expect(bare).toEqual([]);
  });
});

function testFiles(): readonly { readonly path: string; readonly text: string }[] {
  return listFiles('test').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
