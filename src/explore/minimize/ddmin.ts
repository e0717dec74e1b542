/** What minimizing came to. */
export interface Minimized<Item> {
  readonly items: readonly Item[];
  /** False: the effort allowed was spent before it was certain that none of the items can be left out. */
  readonly isMinimal: boolean;
}

/**
 * Leaves out as many items as it can while the test still fails: what remains is 1-minimal, which means that without any
 * single one of them the test does not fail. `fails` must say yes for all items, and is asked once about each subset.
 *
 * `mayGoOn` is asked before every test; once it says no, what was found so far is given back.
 *
 * *Source:* ddmin: A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (IEEE Transactions on
 * Software Engineering 28(2), 2002), figure 5, without the tests of single chunks alone where there are more than two
 * (they rarely fail, and minimality does not need them).
 */
export function ddmin<Item>(
  items: readonly Item[],
  fails: (items: readonly Item[]) => boolean,
  mayGoOn: () => boolean = () => true,
): Minimized<Item> {
  const known = new Map<string, boolean>();
  const numbers = items.map((_, index) => index);
  const isFailing = (kept: readonly number[]): boolean => {
    const key = kept.join();
    const result = known.get(key) ?? fails(kept.map((index) => items[index] as Item));
    known.set(key, result);
    return result;
  };
  let kept: readonly number[] = numbers;
  let chunkCount = Math.min(2, kept.length);
  while (kept.length > 0) {
    const chunks = chunksOf(kept, chunkCount);
    const smaller = firstFailing(chunks, { kept, isFailing, mayGoOn });
    if (smaller === 'given up') return { items: kept.map((index) => items[index] as Item), isMinimal: false };
    if (smaller !== undefined) {
      kept = smaller;
      chunkCount = Math.max(Math.min(2, kept.length), Math.min(chunkCount - 1, kept.length));
    } else if (chunkCount >= kept.length) {
      break;
    } else {
      chunkCount = Math.min(2 * chunkCount, kept.length);
    }
  }
  return { items: kept.map((index) => items[index] as Item), isMinimal: true };
}

/** The items without one of the chunks, if that still fails; the last chunks first, since what comes last often matters least. */
function firstFailing(
  chunks: readonly (readonly number[])[],
  about: {
    readonly kept: readonly number[];
    isFailing(kept: readonly number[]): boolean;
    mayGoOn(): boolean;
  },
): readonly number[] | 'given up' | undefined {
  for (const chunk of [...chunks].reverse()) {
    if (!about.mayGoOn()) return 'given up';
    const left = new Set(chunk);
    const rest = about.kept.filter((index) => !left.has(index));
    if (about.isFailing(rest)) return rest;
  }
  return undefined;
}

/** So many chunks of about the same length, in order. */
function chunksOf(kept: readonly number[], count: number): readonly (readonly number[])[] {
  const bound = (chunk: number) => Math.floor((chunk * kept.length) / count);
  return Array.from({ length: count }, (_, chunk) => kept.slice(bound(chunk), bound(chunk + 1)));
}
