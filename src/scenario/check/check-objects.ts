import { canonicalJson } from '../../kernel/json.ts';
import type { Finding } from '../../properties/finding.ts';
import type { ExpectedObject } from '../expectation.ts';
import type { Moment } from './moment.ts';

/** `objects`: whether Kubernetes objects exist, and what their members hold. */
export function checkObjects(expected: readonly ExpectedObject[], { landscape, reader }: Moment): readonly Finding[] {
  return expected.flatMap(({ cluster, key, exists, members }): readonly Finding[] => {
    const object = landscape.clusters.find(({ name }) => name === cluster)?.objects.get(reader, key);
    const facts = { code: 'OBJECT_DIFFERS', cluster, key } as const;
    if ((object !== undefined) !== exists) {
      return [{ ...facts, member: '', expected: exists, found: object !== undefined }];
    }
    return Object.keys(members).flatMap((member): readonly Finding[] => {
      const wanted = members[member];
      const found = memberAt(object, member) ?? null;
      return canonicalJson(found) === canonicalJson(wanted) ? [] : [{ ...facts, member, expected: wanted, found }];
    });
  });
}

/** Follows a dotted path; a key that holds dots itself (an annotation) is tried whole before it is cut. */
function memberAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (value === null || typeof value !== 'object') return undefined;
  const object = value as Record<string, unknown>;
  if (Object.hasOwn(object, path)) return object[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(object, head)) continue;
    const found = memberAt(object[head], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
