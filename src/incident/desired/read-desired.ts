import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { type ManifestMistake, type ManifestProblem, readManifests, readObjects } from '../../kubernetes/manifest.ts';
import { JsonObjects } from '../json-objects.ts';
import { type Chunk, noTextOf, textOfChunks } from '../text-of-chunks.ts';
import type { FilePlace, JsonMistake, ZoneExportMistake } from '../zone-export/zone-export.ts';

/** What is wrong with a file of Kubernetes objects, and where. */
export type DesiredProblem = FilePlace &
  (ManifestMistake | JsonMistake | Extract<ZoneExportMistake, { readonly code: 'EXPORT_NOT_TEXT' | 'EXPORT_EMPTY' }>);

/** The objects of a file that are right, whatever their kinds, and every problem of those that are not. */
export interface Desired {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly DesiredProblem[];
}

/** A file of Kubernetes objects: as a whole, or in chunks of any size. `path` is how problems call it. */
export interface DesiredInput {
  readonly content: Chunk | Iterable<Chunk>;
  readonly path: string;
}

/**
 * Reads what `kubectl get … -o json` or `-o yaml` prints: lists, single objects, several documents, several outputs one
 * behind the other. JSON is read as a stream and a hundred times faster than YAML.
 */
export function readDesired({ content, path }: DesiredInput): Desired {
  const chunks = typeof content === 'string' || content instanceof Uint8Array ? [content] : [...content];
  const looksLike = noTextOf(chunks[0]);
  if (looksLike !== undefined) return nothing({ code: 'EXPORT_NOT_TEXT', looksLike }, path);
  const pieces = [...textOfChunks(chunks)];
  const beginning = pieces.find((piece) => piece.trim() !== '')?.trimStart() ?? '';
  if (beginning === '') return nothing({ code: 'EXPORT_EMPTY' }, path);
  return /^[{[]/.test(beginning) ? readJson(pieces, path) : readYaml(pieces.join(''), path);
}

function nothing(
  mistake: Extract<ZoneExportMistake, { code: 'EXPORT_NOT_TEXT' | 'EXPORT_EMPTY' }>,
  file: string,
): Desired {
  return { objects: [], problems: [{ ...mistake, file, line: 1, column: 1 }] };
}

function readYaml(text: string, file: string): Desired {
  const { objects, problems } = readManifests(text);
  return { objects, problems: problems.map((problem) => placed(problem, file, { line: 1, column: 1 })) };
}

function readJson(pieces: readonly string[], file: string): Desired {
  const values: unknown[] = [];
  const places: { readonly line: number; readonly column: number }[] = [];
  const problems: DesiredProblem[] = [];
  const reader = new JsonObjects(
    {
      object(value, { line, column }) {
        values.push(value);
        places.push({ line, column });
      },
      frame: () => {},
      problem: (problem) => problems.push({ ...problem, file }),
    },
    ['items'],
  );
  for (const piece of pieces) reader.push(piece);
  reader.end();
  const manifests = readObjects(values);
  const found = manifests.problems.map((problem) =>
    placed(problem, file, places[problem.document - 1] ?? { line: 1, column: 1 }),
  );
  return { objects: manifests.objects, problems: [...problems, ...found].sort(byPlace) };
}

function placed(
  { document: _, at, ...mistake }: ManifestProblem,
  file: string,
  fallback: { readonly line: number; readonly column: number },
): DesiredProblem {
  const { line, column } = at ?? fallback;
  return { ...mistake, file, line, column };
}

function byPlace(left: FilePlace, right: FilePlace): number {
  return left.line - right.line || left.column - right.column;
}
