import type { LogLine } from '../../externaldns/endpoint.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { comparableLine } from './comparable-line.ts';

/** A line that can be compared with one of the model's. */
export interface BookLine {
  readonly line: ObservedLine;
  /** From the beginning of the run. */
  readonly atMs: number;
  /** {@link comparableLine} of it. */
  readonly says: string;
}

/** The logs as a search reads them: by controller, in order, without what cannot be compared. */
export interface LogBook {
  readonly controllers: readonly string[];
  readonly lines: readonly (readonly BookLine[])[];
  readonly comparedCount: number;
  readonly otherCount: number;
  /** Whose lines there are though no controller is called so. */
  readonly strangers: readonly string[];
}

/** Sorts the lines of all logs by controller. */
export function openLogBook(
  lines: readonly ObservedLine[],
  { controllers, originMs }: { readonly controllers: readonly string[]; readonly originMs: number },
): LogBook {
  const books: BookLine[][] = controllers.map(() => []);
  const strangers = new Set<string>();
  let otherCount = 0;
  for (const line of lines) {
    const says = comparableLine(line);
    const book = books[controllers.indexOf(line.controller)];
    if (book === undefined) strangers.add(line.controller);
    else if (says === null) otherCount += 1;
    else book.push({ line, says, atMs: line.timeMs - originMs });
  }
  for (const book of books) book.sort((left, right) => left.atMs - right.atMs);
  const comparedCount = books.reduce((sum, book) => sum + book.length, 0);
  return { controllers, lines: books, comparedCount, otherCount, strangers: [...strangers].sort() };
}

/** One way to lay what the model writes beside what comes next in the log. */
export interface Alignment {
  /** How many lines of the log are behind us then. */
  readonly consumedCount: number;
  readonly explained: readonly BookLine[];
  readonly unexplained: readonly { readonly line: BookLine; readonly expected: LogLine | null }[];
  readonly missing: readonly LogLine[];
}

/** So many lines of the log are passed over at most to find those that an action writes. */
const passedCountMax = 2;

/**
 * The ways in which an action's lines can be those that come next. Lines of one action may come in any order: Go takes
 * maps in any order. If they fit, that is the only way.
 */
export function alignments(written: readonly LogLine[], next: readonly BookLine[]): readonly Alignment[] {
  const said = written.flatMap((line) => {
    const says = comparableLine(line);
    return says === null ? [] : [{ line, says }];
  });
  if (said.length === 0) return [{ consumedCount: 0, explained: [], unexplained: [], missing: [] }];
  const whole: Alignment[] = [];
  for (let passed = 0; passed <= passedCountMax; passed += 1) {
    const taken = next.slice(passed, passed + said.length);
    const { left, open } = pairUp(said, taken);
    if (left.length > 0 || open.length > 0) continue;
    const unexplained = next.slice(0, passed).map((line) => ({ line, expected: null }));
    whole.push({ consumedCount: passed + taken.length, explained: taken, unexplained, missing: [] });
    if (passed === 0) return whole;
  }
  const taken = next.slice(0, said.length);
  const { left, open } = pairUp(said, taken);
  const unexplained = open.map((line, index) => ({ line, expected: left[index]?.line ?? null }));
  const explained = taken.filter((line) => !open.includes(line));
  const missing = left.slice(open.length).map(({ line }) => line);
  const replaced: Alignment = { consumedCount: taken.length, explained, unexplained, missing };
  return [...whole, replaced, ...shorter(said, next)];
}

interface Said {
  readonly line: LogLine;
  readonly says: string;
}

/** The log has the first of these lines and then goes on with something else: the others are missing in it. */
function shorter(said: readonly Said[], next: readonly BookLine[]): readonly Alignment[] {
  let count = 0;
  let left = said;
  for (const line of next) {
    const index = left.findIndex(({ says }) => says === line.says);
    if (index === -1) break;
    left = left.toSpliced(index, 1);
    count += 1;
  }
  if (count === Math.min(said.length, next.length)) return [];
  const missing = left.map(({ line }) => line);
  return [{ consumedCount: count, explained: next.slice(0, count), unexplained: [], missing }];
}

function pairUp(said: readonly Said[], lines: readonly BookLine[]) {
  const left = [...said];
  const open: BookLine[] = [];
  for (const line of lines) {
    const index = left.findIndex(({ says }) => says === line.says);
    if (index === -1) open.push(line);
    else left.splice(index, 1);
  }
  return { left, open };
}
