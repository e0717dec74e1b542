/**
 * Plain JSON values and their one canonical text.
 *
 * Everything that a world holds is plain JSON: `null`, booleans, finite numbers, strings, arrays and plain objects, no
 * `undefined` members, no `Map`, no `Set`. Two values are the same value exactly if their canonical texts are equal.
 */

/**
 * The canonical text of a value: object keys in code-unit order, no white space, keys whose value is `undefined` left
 * out. Equal values give equal text whatever order their keys were written in.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as Record<string, unknown>;
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

/** Freezes a value and all that it holds, so that nobody who reads a world can change it. Returns the value. */
export function deepFreeze<V>(value: V): V {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/** Orders strings by code unit: the one order used for names, owners and keys. Never by locale. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
