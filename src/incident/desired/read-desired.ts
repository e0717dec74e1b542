import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { type ManifestMistake, type ManifestProblem, readManifests, readObjects } from '../../kubernetes/manifest.ts';
import { JsonObjects } from '../json-objects.ts';
import { type Chunk, noTextOf, placeOfBrokenText, textOfChunks } from '../text-of-chunks.ts';
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
  const read = /^[{[]/.test(beginning) ? readJson(pieces, path) : readYaml(pieces.join(''), path);
  const brokenAt = placeOfBrokenText(pieces.join(''));
  if (brokenAt === undefined) return read;
  const broken: DesiredProblem = { code: 'EXPORT_NOT_TEXT', looksLike: 'broken-utf-8', file: path, ...brokenAt };
  return { ...read, problems: [broken, ...read.problems] };
}

function nothing(
  mistake: Extract<ZoneExportMistake, { code: 'EXPORT_NOT_TEXT' | 'EXPORT_EMPTY' }>,
  file: string,
): Desired {
  return { objects: [], problems: [{ ...mistake, file, line: 1, column: 1 }] };
}

/** YAML that is broken somewhere (cut off, mostly) is read item by item, so that one broken item costs no other. */
function readYaml(text: string, file: string): Desired {
  const whole = readManifests(text);
  const start = { line: 1, column: 1 };
  const problems = whole.problems.map((problem) => placed(problem, file, start));
  const items = problems.length === 0 ? [] : listedItems(text);
  if (items.length === 0) return { objects: whole.objects, problems };
  const read = items.map((item) => {
    const manifests = readManifests(item.text);
    const shifted = manifests.problems.map((problem) => {
      const found = placed(problem, file, start);
      return { ...found, line: found.line + item.line - 1 };
    });
    return { objects: manifests.objects, problems: shifted };
  });
  const found = read.flatMap((item) => item.problems);
  return { objects: read.flatMap(({ objects }) => objects), problems: found.length > 0 ? found : problems };
}

/** The items of a list as `kubectl` prints it, each as a document of its own that begins at a line of the file. */
function listedItems(text: string): readonly { readonly text: string; readonly line: number }[] {
  const lines = text.split(/\r?\n/);
  const start = lines.indexOf('items:') + 1;
  const marker = /^ *- /.exec(lines[start] ?? '')?.[0];
  if (start === 0 || marker === undefined) return [];
  const items: { readonly line: number; readonly lines: string[] }[] = [];
  for (const [index, line] of lines.slice(start).entries()) {
    if (line.startsWith(marker)) {
      items.push({ line: start + index + 1, lines: [' '.repeat(marker.length) + line.slice(marker.length)] });
    } else if (line.trim() === '' || line.startsWith(' '.repeat(marker.length))) items.at(-1)?.lines.push(line);
    else break;
  }
  return items.map(({ line, lines: own }) => ({ line, text: own.join('\n') }));
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
