import { distance } from 'fastest-levenshtein';

/**
 * The known name that a mistyped one most likely stands for: the least edit distance, the first of equals; none if
 * more than a third of the longer name (and more than two characters) differs.
 */
export function nearest(found: string, known: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const name of known) {
    const edits = distance(found.toLowerCase(), name.toLowerCase());
    const tolerated = Math.max(2, Math.floor(Math.max(found.length, name.length) / 3));
    const isShorterThanItself = edits < Math.max(found.length, name.length);
    if (edits <= tolerated && isShorterThanItself && (best === undefined || edits < best.edits)) best = { name, edits };
  }
  return best?.name;
}

/** `{ nearest }` if there is one: to be spread into a problem. */
export function nearestFact(found: string, known: readonly string[]): { readonly nearest?: string } {
  const name = nearest(found, known);
  return name === undefined ? {} : { nearest: name };
}
