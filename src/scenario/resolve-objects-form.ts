import type { ExpectedObject } from './expectation.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import type { WrittenExpectation } from './written-expectation.ts';

/** Kubernetes objects, by cluster and key. */
export function resolveObjects(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['objects']>,
  path: TreePath,
): readonly ExpectedObject[] {
  return Object.entries(written).flatMap(([cluster, objects]) => {
    const place = resolution.keyAt([...path, cluster]);
    resolution.refer({ kind: 'cluster', found: cluster, known: resolution.names.clusters, at: place });
    return Object.entries(objects).map(([keyText, expected]) => {
      const at = resolution.keyAt([...path, cluster, keyText]);
      const frame = { cluster, key: fullObjectKey(keyText), at };
      if (typeof expected === 'string') return { ...frame, exists: expected === 'present', members: {} };
      const members = Object.fromEntries(
        Object.entries(expected).map(([member, value]) => [member, value === 'absent' ? null : value]),
      );
      return { ...frame, exists: true, members };
    });
  });
}

/** `Kind/namespace/name`, with the namespace `default` where only `Kind/name` is written. */
export function fullObjectKey(written: string): string {
  const [kind = '', first = '', second] = written.split('/');
  return second === undefined ? `${kind}/default/${first}` : `${kind}/${first}/${second}`;
}
