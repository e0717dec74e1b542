import fc from 'fast-check';
import { canonicalJson } from '../../src/kernel/json.ts';
import type { Judge } from './judge.ts';
import { caseOf, differingPlaces, type Kind, type Place } from './kind.ts';

/** A case that the model answers otherwise than external-dns, as small as shrinking made it. */
export interface Difference {
  /** The members of the answer that differ: differences with equal members are taken for one sort. */
  readonly members: readonly string[];
  readonly case: object;
  /** Where the answers differ and what stands there. */
  readonly places: readonly Place[];
}

export interface Hunt {
  readonly caseCount: number;
  readonly differenceCount: number;
  /** One of every sort. */
  readonly smallest: readonly Difference[];
}

/**
 * How often a case is put again before it counts as different: where the order of Go's maps shows, any answer will do.
 * Most are cleared by a few hearings; several maps with several keys each take many.
 */
const hearings = [16, 1024];
const batchSize = 500;

/** Puts so many cases of one kind to model and judge. Equal seeds give equal cases. */
export function hunt(options: {
  readonly kind: Kind<object>;
  readonly judge: Judge;
  readonly caseCount: number;
  readonly seed: number;
  readonly onBatch?: (doneCount: number, differenceCount: number) => void;
}): Hunt {
  const { kind, judge, caseCount, seed, onBatch } = options;
  const smallest = new Map<string, Difference>();
  let differenceCount = 0;
  for (let done = 0; done < caseCount; done += batchSize) {
    const numRuns = Math.min(batchSize, caseCount - done);
    const batch = { seed: seed + done, numRuns };
    const cases = fc.sample(kind.cases, batch);
    for (const index of differingIn(kind, judge, cases)) {
      const found = differenceOf(kind, judge, cases[index] as object);
      if (found === undefined) continue; // one more hearing, and it was one of Go's orders after all
      differenceCount += 1;
      if (smallest.has(found.members.join())) continue;
      const least = shrink({ kind, judge, seed: batch.seed, index, given: cases[index] as object });
      smallest.set(found.members.join(), least);
      smallest.set(least.members.join(), least);
    }
    onBatch?.(done + numRuns, differenceCount);
  }
  return { caseCount, differenceCount, smallest: [...new Set(smallest.values())] };
}

/** The positions of the cases whose answers differ, after as many hearings as it takes to be sure. */
function differingIn(kind: Kind<object>, judge: Judge, cases: readonly object[]): readonly number[] {
  const expected = cases.map((given) => textOf(kind, given, modelAnswer(kind, given)));
  const ask = (positions: readonly number[]) =>
    judge
      .ask(
        kind.program,
        positions.map((position) => caseOf(kind, cases[position] as object)),
      )
      .map((answer, index) => textOf(kind, cases[positions[index] as number] as object, answer));
  const all = cases.map((_, position) => position);
  const first = ask(all);
  let suspects = all.filter((position) => first[position] !== expected[position]);
  for (const count of hearings) {
    suspects = suspects.filter((position) =>
      ask(Array<number>(count).fill(position)).every((answer) => answer !== expected[position]),
    );
  }
  return suspects;
}

function shrink(options: {
  readonly kind: Kind<object>;
  readonly judge: Judge;
  readonly seed: number;
  readonly index: number;
  readonly given: object;
}): Difference {
  const { kind, judge, seed, index, given } = options;
  const property = fc.property(kind.cases, (candidate) => differingIn(kind, judge, [candidate]).length === 0);
  const { counterexample } = fc.check(property, { seed, path: String(index), numRuns: index + 1 });
  const least = counterexample?.[0] ?? given;
  return differenceOf(kind, judge, least) ?? (differenceOf(kind, judge, given) as Difference);
}

function differenceOf(kind: Kind<object>, judge: Judge, given: object): Difference | undefined {
  const model = normal(kind, given, modelAnswer(kind, given));
  const [answer] = judge.ask(kind.program, [caseOf(kind, given)]);
  const judged = normal(kind, given, answer);
  const places = differingPlaces(judged, model);
  const members = [...new Set(places.map(({ path }) => path.replace(/\[\d+\]/g, '')))].sort();
  return places.length === 0 ? undefined : { members, case: caseOf(kind, given), places };
}

/** The model's answer; an exception is an answer too, and never the judge's. */
export function modelAnswer(kind: Kind<object>, given: object): unknown {
  try {
    return kind.model(given);
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** An answer in the form in which answers are compared and kept. */
export function normal(kind: Kind<object>, given: object, answer: unknown): unknown {
  const { error, panic, thrown } = answer as { error?: unknown; panic?: unknown; thrown?: unknown };
  if (typeof error === 'string') return { error: 'refused' };
  if (panic !== undefined || thrown !== undefined) return answer;
  return JSON.parse(canonicalJson(kind.normalise(answer, given))) as unknown;
}

function textOf(kind: Kind<object>, given: object, answer: unknown): string {
  return canonicalJson(normal(kind, given, answer));
}
