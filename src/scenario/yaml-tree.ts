import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  type Scalar,
} from 'yaml';
import type { At, PlacedText } from './located.ts';
import { childPath, type LinePlacement, type LocatedMember, type LocatedNode } from './located-tree.ts';
import type { Problem } from './problem.ts';

/** What a YAML text holds, with every mistake of its syntax. */
export interface YamlTree {
  /** Absent where the syntax is too broken to go on. */
  readonly root?: LocatedNode;
  readonly problems: readonly Problem[];
}

/** The same for a text of several documents; empty documents are left out. */
export interface YamlTrees {
  readonly roots: readonly LocatedNode[];
  readonly problems: readonly Problem[];
}

/** More nodes than any scenario has: reached only by aliases that multiply each other. */
const NODE_COUNT_MAX = 200_000;

/** Deeper than any scenario: reached only by an alias inside its own anchor. */
const DEPTH_MAX = 100;

/**
 * Reads YAML 1.2 (core schema; JSON is YAML). Duplicate keys and aliases without an anchor are problems that leave the
 * rest readable; any other mistake of the syntax leaves no tree, since what follows would be guesses.
 */
export function readYamlTree(placed: PlacedText): YamlTree {
  const lines = new LineCounter();
  const document = parseDocument(placed.text, { ...OPTIONS, lineCounter: lines });
  const problems: Problem[] = [];
  const root = treeOf(document, { placed, lines, problems });
  return root === undefined ? { problems } : { root, problems };
}

/** As {@link readYamlTree}, for a text of several documents. */
export function readYamlTrees(placed: PlacedText): YamlTrees {
  const lines = new LineCounter();
  const documents = parseAllDocuments(placed.text, { ...OPTIONS, lineCounter: lines });
  const problems: Problem[] = [];
  if ('empty' in documents) return { roots: [], problems };
  const trees = documents.map((document) => treeOf(document, { placed, lines, problems }));
  return { roots: trees.filter((tree) => tree?.kind === 'map'), problems } as YamlTrees;
}

const OPTIONS = { prettyErrors: false, uniqueKeys: true } as const;

interface Reading {
  readonly placed: PlacedText;
  readonly lines: LineCounter;
  readonly problems: Problem[];
}

function treeOf(document: Document.Parsed, reading: Reading): LocatedNode | undefined {
  const { placed, problems } = reading;
  let isReadable = true;
  for (const error of document.errors) {
    const at = placeOf(reading, error.pos[0]);
    if (error.code === 'DUPLICATE_KEY') {
      problems.push({ code: 'SCENARIO_DUPLICATE_KEY', at, key: keyTextAt(placed.text, error.pos[0]) });
    } else {
      isReadable = false;
      problems.push({ code: 'SCENARIO_YAML_SYNTAX', at, message: error.message });
    }
  }
  if (!isReadable) return undefined;
  const walk = new Walk(document, reading);
  const root = walk.node(document.contents, '', 0);
  return walk.isTooLarge ? undefined : root;
}

function placeOf({ placed, lines }: Reading, offset: number, path = ''): At {
  const { line, col } = lines.linePos(Math.min(offset, placed.text.length));
  const at = placed.place(line, col);
  return { ...at, path: at.path === '' ? path : at.path };
}

/** One pass over a parsed document. */
class Walk {
  /** Whether the walk was given up. */
  isTooLarge = false;
  readonly #document: Document;
  readonly #reading: Reading;
  #nodeCount = 0;
  #depth = 0;

  constructor(document: Document, reading: Reading) {
    this.#document = document;
    this.#reading = reading;
  }

  /** `offset` is where the node would be if it were written: an empty value has no place of its own. */
  node(node: unknown, path: string, offset: number): LocatedNode {
    const start = (node as Node | null)?.range?.[0] ?? offset;
    const at = placeOf(this.#reading, start, path);
    this.#nodeCount += 1;
    if (this.#nodeCount > NODE_COUNT_MAX || this.#depth > DEPTH_MAX) {
      if (!this.isTooLarge) {
        const limits = { nodeCountMax: NODE_COUNT_MAX, depthMax: DEPTH_MAX };
        this.#reading.problems.push({ code: 'SCENARIO_TOO_LARGE', at, ...limits });
      }
      this.isTooLarge = true;
      return emptyAt(at);
    }
    this.#depth += 1;
    const located = this.#inner(node, path, { offset, start, at });
    this.#depth -= 1;
    return located;
  }

  #inner(
    node: unknown,
    path: string,
    { offset, start, at }: { readonly offset: number; readonly start: number; readonly at: At },
  ): LocatedNode {
    if (this.isTooLarge) return emptyAt(at);
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target !== undefined) return this.node(target, path, offset);
      this.#reading.problems.push({ code: 'SCENARIO_YAML_SYNTAX', at, message: `no anchor is called ${node.source}` });
      return emptyAt(at);
    }
    if (isMap(node)) return { kind: 'map', at, members: this.#members(node.items, path) };
    if (isSeq(node)) {
      return {
        kind: 'list',
        at,
        items: node.items.map((item, index) => this.node(item, childPath(path, index), start)),
      };
    }
    if (isScalar(node)) {
      const value = scalarValue(node);
      return { kind: 'scalar', at, value, lines: this.#placementOf(node, at) };
    }
    return emptyAt(at);
  }

  #members(items: readonly { readonly key: unknown; readonly value: unknown }[], path: string) {
    const members = new Map<string, LocatedMember>();
    for (const { key, value } of items) {
      const offset = (key as Node | null)?.range?.[0] ?? 0;
      if (!isScalar(key)) {
        this.#reading.problems.push({
          code: 'SCENARIO_YAML_SYNTAX',
          at: placeOf(this.#reading, offset, path),
          message: 'a key is a text',
        });
        continue;
      }
      // Of duplicate keys, already reported, the first counts.
      const name = String(key.source ?? key.value ?? '');
      if (members.has(name)) continue;
      const memberPath = childPath(path, name);
      const afterKey = key.range?.[1] ?? offset;
      members.set(name, {
        keyAt: placeOf(this.#reading, offset, memberPath),
        node: this.node(value, memberPath, afterKey),
      });
    }
    return members;
  }

  #placementOf(node: Scalar, at: At): LinePlacement {
    const [start, end] = node.range ?? [0, 0];
    if (node.type === 'BLOCK_LITERAL') {
      const source = this.#reading.placed.text.slice(start, end);
      const body = source.slice(source.indexOf('\n') + 1);
      const explicit = /^[|>][+-]?([1-9])/.exec(source)?.[1];
      const first = /^( *)\S/m.exec(body)?.[1]?.length ?? 0;
      const deepest = explicit === undefined ? first : first - leadingSpaces(String(node.value));
      return { placement: 'block', firstLine: at.line + 1, indent: deepest };
    }
    if (node.type === 'BLOCK_FOLDED' || this.#reading.placed.text.slice(start, end).includes('\n'))
      return { placement: 'folded' };
    return { placement: 'inline', column: at.column + (node.type?.startsWith('QUOTE') ? 1 : 0) };
  }
}

function scalarValue(node: Scalar): string | number | boolean | null {
  const { value } = node;
  if (value === undefined) return null;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return String(value);
}

function emptyAt(at: At): LocatedNode {
  return { kind: 'scalar', at, value: null, lines: { placement: 'folded' } };
}

/** The spaces before the first text of a value, which an explicit indentation indicator keeps. */
function leadingSpaces(value: string): number {
  return /^( *)\S/m.exec(value)?.[1]?.length ?? 0;
}

function keyTextAt(text: string, offset: number): string {
  const line = text.slice(offset).split('\n', 1)[0] ?? '';
  return (
    /^(?:"([^"]*)"|'([^']*)'|([^:]*))/
      .exec(line)
      ?.slice(1)
      .find((part) => part !== undefined)
      ?.trim() ?? ''
  );
}
