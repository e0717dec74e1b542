import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import { type KubernetesObject, objectKey } from './cluster.ts';
import { checkShape, type Path, type ShapeProblem } from './manifest-shape.ts';

/** What was wrong, and where. `document` counts the documents of a text, or the values given, from 1. */
export type ManifestProblem = ManifestMistake & {
  readonly document: number;
  /** Line and column from 1, in a text; `null` for values that were parsed by somebody else. */
  readonly at: { readonly line: number; readonly column: number } | null;
};

export type ManifestMistake =
  | ShapeProblem
  /** `reason` is the parser's code (`BAD_INDENT`), `detail` its sentence. */
  | { readonly code: 'MANIFEST_SYNTAX'; readonly path: Path; readonly reason: string; readonly detail: string }
  | { readonly code: 'MANIFEST_DUPLICATE_OBJECT'; readonly path: Path; readonly key: string };

/** The objects that are right, in the order of the text, and every problem of those that are not. */
export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly ManifestProblem[];
}

export interface ManifestOptions {
  /** For objects that name no namespace, as `kubectl --namespace`. Objects without one are given it, whatever their kind. */
  readonly defaultNamespace?: string;
}

/**
 * Reads manifests as `kubectl apply -f` takes them: YAML or JSON, several documents, comments, empty documents, `kind:
 * List` and typed lists. Members whose value is null are left out, as the API server does.
 */
export function readManifests(text: string, options: ManifestOptions = {}): Manifests {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const sink = new Sink(options);
  if ('empty' in documents) return sink.result();
  documents.forEach((document, index) => {
    const place = { document: index + 1, locate: (path: Path) => locate(document, path, lines) };
    for (const { code, message, pos } of document.errors) {
      const { line, col } = lines.linePos(pos[0]);
      const mistake = { code: 'MANIFEST_SYNTAX', path: [], reason: code, detail: message } as const;
      sink.problems.push({ ...mistake, document: place.document, at: { line, column: col } });
    }
    if (document.errors.length > 0) return;
    const parsed = toPlain(document);
    if ('reason' in parsed) sink.report({ code: 'MANIFEST_SYNTAX', path: [], ...parsed }, place);
    else if (parsed.value !== null) sink.take(parsed.value, [], place);
  });
  return sink.result();
}

/** As {@link readManifests}, for values that are parsed already, such as objects inside a scenario file. */
export function readObjects(values: readonly unknown[], options: ManifestOptions = {}): Manifests {
  const sink = new Sink(options);
  values.forEach((value, index) => {
    sink.take(value, [], { document: index + 1, locate: () => null });
  });
  return sink.result();
}

interface Place {
  readonly document: number;
  readonly locate: (path: Path) => ManifestProblem['at'];
}

/** Collects what one reading finds. */
class Sink {
  readonly problems: ManifestProblem[] = [];
  readonly #objects: KubernetesObject[] = [];
  readonly #keys = new Set<string>();
  readonly #defaultNamespace: string;

  constructor(options: ManifestOptions) {
    this.#defaultNamespace = options.defaultNamespace ?? 'default';
  }

  result(): Manifests {
    return { objects: this.#objects, problems: this.problems };
  }

  report(mistake: ManifestMistake, place: Place): void {
    this.problems.push({ ...mistake, document: place.document, at: place.locate(mistake.path) });
  }

  take(value: unknown, path: Path, place: Place): void {
    const object = withoutNullMembers(value);
    if (isList(object)) {
      object.items.forEach((item, index) => {
        this.take(item, [...path, 'items', index], place);
      });
      return;
    }
    const found = checkShape(object);
    for (const problem of found) this.report({ ...problem, path: [...path, ...problem.path] }, place);
    if (found.length > 0) return;
    const checked = object as KubernetesObject;
    const namespace = checked.metadata.namespace ?? this.#defaultNamespace;
    const complete = { ...checked, metadata: { ...checked.metadata, namespace } };
    const key = objectKey(complete);
    if (this.#keys.has(key)) {
      this.report({ code: 'MANIFEST_DUPLICATE_OBJECT', path: [...path, 'metadata', 'name'], key }, place);
      return;
    }
    this.#keys.add(key);
    this.#objects.push(complete);
  }
}

function isList(value: unknown): value is { readonly items: readonly unknown[] } {
  if (value === null || typeof value !== 'object') return false;
  const { kind, items } = value as { readonly kind?: unknown; readonly items?: unknown };
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
}

function withoutNullMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullMembers);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutNullMembers(member)]));
}

/** The document's value; aliases that multiply beyond measure are a mistake of the text. */
function toPlain(
  document: Document,
): { readonly value: unknown } | { readonly reason: string; readonly detail: string } {
  try {
    return { value: document.toJS() };
  } catch (error) {
    if (error instanceof ReferenceError) return { reason: 'BAD_ALIAS', detail: error.message };
    throw error;
  }
}

/** Where the value at a path is written; where it is missing, the nearest thing around it. */
function locate(document: Document, path: Path, lines: LineCounter): { line: number; column: number } | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
  }
  return null;
}
