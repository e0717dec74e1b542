import type { KubernetesObject } from '../kubernetes/cluster.ts';
import { type ManifestMistake, type Manifests, readManifests, readObjects } from '../kubernetes/manifest.ts';
import type { At, PlacedText } from './located.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';

/** Manifests as written: a text of several lines, a file name, an object, or a list of the latter two. */
export type WrittenManifests = string | readonly (string | Readonly<Record<string, unknown>>)[];

/** The objects that manifests hold, in order. Problems are reported at their place in the file, block or object. */
export function resolveManifests(
  resolution: Resolution,
  written: WrittenManifests | undefined,
  path: TreePath,
): readonly KubernetesObject[] {
  if (written === undefined) return [];
  if (typeof written === 'string') return fromText(resolution, resolution.inlineOrFile(written, path));
  return written.flatMap((one, index) => {
    const place = [...path, index];
    if (typeof one === 'string') return fromText(resolution, resolution.inlineOrFile(one, place));
    return reported(resolution, readObjects([one]), ({ path: inside }) => resolution.at([...place, ...inside]));
  });
}

function fromText(resolution: Resolution, placed: PlacedText | undefined): readonly KubernetesObject[] {
  if (placed === undefined) return [];
  return reported(resolution, readManifests(placed.text), (problem) => {
    const { line, column } = problem.at ?? { line: 1, column: 1 };
    return placed.place(line, column);
  });
}

function reported(
  resolution: Resolution,
  { objects, problems }: Manifests,
  place: (problem: Manifests['problems'][number]) => At,
): readonly KubernetesObject[] {
  for (const problem of problems) {
    const { document: _document, at: _at, ...mistake } = problem;
    resolution.report({ code: 'SCENARIO_BAD_MANIFEST', at: place(problem), mistake: mistake as ManifestMistake });
  }
  return objects;
}
