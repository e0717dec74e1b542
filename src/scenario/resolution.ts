import { posix } from 'node:path';
import { isWithin } from '../dns/name.ts';
import type { Release } from '../kura/release.ts';
import type { KnownNames } from './known-names.ts';
import type { At, PlacedText } from './located.ts';
import { type LocatedNode, nearestNodeAt, nodeAt, plainValue, type TreePath } from './located-tree.ts';
import { nearestFact } from './nearest.ts';
import type { Problem, ReferenceKind } from './problem.ts';

/** Gives the text of a file beside the scenario, or nothing where there is no such file. */
export type ReadFile = (path: string) => string | undefined;

/** What the resolving of one variant works on, and the problems that it collects. */
export class Resolution {
  readonly problems: Problem[] = [];
  readonly names: KnownNames;
  /** The names of the invariants that `holds` and `violates` may use. */
  readonly invariants: readonly string[];
  readonly variant: string | undefined;
  /** Set once the scenario's own releases are resolved: steps and environments name them. */
  releases: ReadonlyMap<string, Release> = new Map();
  readonly #tree: LocatedNode;
  readonly #file: string;
  readonly #readFile: ReadFile;
  readonly #files = new Map<string, string>();

  constructor(options: {
    readonly tree: LocatedNode;
    readonly names: KnownNames;
    readonly invariants: readonly string[];
    readonly variant: string | undefined;
    readonly file: string;
    readonly readFile: ReadFile;
  }) {
    this.#tree = options.tree;
    this.names = options.names;
    this.invariants = options.invariants;
    this.variant = options.variant;
    this.#file = options.file;
    this.#readFile = options.readFile;
  }

  /** Every file read so far, by path. */
  get files(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#files);
  }

  get releaseNames(): readonly string[] {
    return [...new Set([...this.releases.keys(), ...this.names.releases])];
  }

  /** The regions that any release knows. */
  get regionIds(): readonly string[] {
    return [...new Set([...this.releases.values()].flatMap(({ regions }) => regions.map(({ id }) => id)))];
  }

  node(path: TreePath): LocatedNode {
    return nearestNodeAt(this.#tree, path);
  }

  at(path: TreePath): At {
    return this.node(path).at;
  }

  /** What is written at a path, as a plain value. */
  written(path: TreePath): unknown {
    return plainValue(this.node(path));
  }

  /** The place of the key that a path ends with. */
  keyAt(path: TreePath): At {
    const holder = nodeAt(this.#tree, path.slice(0, -1));
    const member = holder?.kind === 'map' ? holder.members.get(String(path.at(-1))) : undefined;
    return member?.keyAt ?? this.at(path);
  }

  report(problem: Problem): void {
    this.problems.push(problem);
  }

  /** Whether a name is known; reports it at its place if not. */
  refer(options: {
    readonly kind: ReferenceKind;
    readonly found: string;
    readonly known: readonly string[];
    readonly at: At;
  }): boolean {
    const { kind, found, known, at } = options;
    if (known.includes(found)) return true;
    this.report({ code: 'SCENARIO_UNKNOWN_REFERENCE', kind, found, known, at, ...nearestFact(found, known) });
    return false;
  }

  /** The zone that a name lies in, the deepest of several; reports a name outside all of them. */
  zoneOf(name: string, at: At): string | undefined {
    const zones = this.names.zones.filter((zone) => isWithin(name, zone));
    const deepest = zones.reduce<string | undefined>(
      (best, zone) => (zone.length > (best?.length ?? -1) ? zone : best),
      undefined,
    );
    if (deepest === undefined) this.report({ code: 'SCENARIO_OUTSIDE_ZONES', at, name, zones: this.names.zones });
    return deepest;
  }

  /** Whether a step or expectation belongs to this variant. */
  isOnlyHere(only: readonly string[] | undefined, path: TreePath): boolean {
    if (only === undefined) return true;
    for (const [index, found] of only.entries()) {
      this.refer({ kind: 'variant', found, known: this.names.variants, at: this.at([...path, 'only', index]) });
    }
    return this.variant !== undefined && only.includes(this.variant);
  }

  /** The text that is written at a path of the scenario. */
  inline(text: string, path: TreePath): PlacedText {
    const node = this.node(path);
    return { text, place: (line, column) => placeInside(node, line, column) };
  }

  /** The text of a file named at a path of the scenario; reports a file that is not there. */
  file(name: string, path: TreePath): PlacedText | undefined {
    const at = this.at(path);
    if (posix.isAbsolute(name) || /^[A-Za-z]:|\\/.test(name)) {
      this.report({ code: 'SCENARIO_FILE_NOT_RELATIVE', at, file: name });
      return undefined;
    }
    const file = posix.join(posix.dirname(this.#file), name);
    const text = this.#files.get(file) ?? this.#readFile(file);
    if (text === undefined) {
      this.report({ code: 'SCENARIO_FILE_NOT_FOUND', at, file });
      return undefined;
    }
    this.#files.set(file, text);
    return { text, place: (line, column) => ({ file, line, column, path: at.path }) };
  }

  /** A text of several lines stands for itself, a text of one line names a file. */
  inlineOrFile(written: string, path: TreePath): PlacedText | undefined {
    return written.includes('\n') ? this.inline(written, path) : this.file(written, path);
  }
}

/** The place in the scenario of a place in a scalar's text. */
function placeInside(node: LocatedNode, line: number, column: number): At {
  if (node.kind !== 'scalar' || node.lines.placement === 'folded') return node.at;
  const { lines } = node;
  if (lines.placement === 'block')
    return { ...node.at, line: lines.firstLine + line - 1, column: lines.indent + column };
  return { ...node.at, column: lines.column + column - 1 };
}
