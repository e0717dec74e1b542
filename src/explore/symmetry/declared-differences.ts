/** The texts in which two declarations differ, each with what stands in its place in the other. */
export type TextPairs = ReadonlyMap<string, string>;

/**
 * In which texts two declarations differ; undefined if they differ in anything else, or if not every text has one other
 * in its place throughout. Members called in `ignored` may differ as they like.
 */
export function declaredDifferences(
  left: unknown,
  right: unknown,
  ignored: ReadonlySet<string>,
): TextPairs | undefined {
  const pairs = new Map<string, string>();
  const note = (one: string, other: string): boolean => {
    const known = pairs.get(one) ?? other;
    pairs.set(one, other);
    return known === other;
  };
  const walk = (one: unknown, other: unknown): boolean => {
    if (typeof one === 'string' && typeof other === 'string')
      return one === other || (note(one, other) && note(other, one));
    if (!isRecord(one) || !isRecord(other)) return one === other;
    const keys = Object.keys(one).filter((key) => !ignored.has(key));
    const otherKeys = new Set(Object.keys(other).filter((key) => !ignored.has(key)));
    return keys.length === otherKeys.size && keys.every((key) => otherKeys.has(key) && walk(one[key], other[key]));
  };
  return walk(left, right) ? pairs : undefined;
}

/** Objects, and lists as objects of their places. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Puts texts into each other's place, all at once, the longest first, and only where whole words stand. */
export function exchangeTexts(text: string, pairs: TextPairs): string {
  const texts = [...pairs.keys()].filter((one) => one !== '').sort((left, right) => right.length - left.length);
  if (texts.length === 0) return text;
  const any = texts.map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return text.replace(
    new RegExp(`(?<![A-Za-z0-9])(?:${any})(?![A-Za-z0-9])`, 'g'),
    (found) => pairs.get(found) ?? found,
  );
}
