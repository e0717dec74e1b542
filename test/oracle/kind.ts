import type fc from 'fast-check';
import { canonicalJson } from '../../src/kernel/json.ts';
import type { Program } from './judge.ts';

/** A kind of question that is put to external-dns and to the model. */
export interface Kind<Case = never> {
  readonly name: string;
  readonly program: Program;
  /** How many of a thousand cases are of this kind. */
  readonly share: number;
  readonly cases: fc.Arbitrary<Case>;
  /** What the model says, in the form of the judge's answers. */
  model(given: Case): unknown;
  /** Puts lists whose order is that of Go's maps into one order; `model` and judge both go through it. */
  normalise(answer: unknown, given: Case): unknown;
}

/** A case as it is sent and kept. */
export function caseOf<Case extends object>(kind: Kind<Case>, given: Case): object {
  return { kind: kind.name, ...given };
}

/** A list in the order of its elements' canonical JSON. */
export function sorted<T>(list: readonly T[]): readonly T[] {
  const keyed = list.map((element) => ({ element, key: canonicalJson(element) }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0)).map((k) => k.element);
}

interface ChangeLists {
  readonly create: readonly unknown[];
  readonly updateOld: readonly unknown[];
  readonly updateNew: readonly unknown[];
  readonly delete: readonly unknown[];
}

/** Creates and deletes sorted; updates sorted with their old and new side together. */
export function sortedChanges(changes: ChangeLists): ChangeLists {
  const { create, updateOld, updateNew } = changes;
  const lists = { create: sorted(create), delete: sorted(changes.delete) };
  if (updateOld.length !== updateNew.length) {
    return { ...lists, updateOld: sorted(updateOld), updateNew: sorted(updateNew) };
  }
  const pairs = sorted(updateOld.map((old, index) => [old, updateNew[index]] as const));
  return { ...lists, updateOld: pairs.map(([old]) => old), updateNew: pairs.map(([, wanted]) => wanted) };
}

/** A place in an answer at which two answers differ. */
export interface Place {
  readonly path: string;
  readonly judge: unknown;
  readonly model: unknown;
}

/** The innermost places in which two answers differ. */
export function differingPlaces(judge: unknown, model: unknown, path = ''): readonly Place[] {
  if (canonicalJson(judge) === canonicalJson(model)) return [];
  const areLists = Array.isArray(judge) && Array.isArray(model) && judge.length === model.length;
  if (!isObject(judge) || !isObject(model) || (!areLists && (Array.isArray(judge) || Array.isArray(model)))) {
    return [{ path, judge, model }];
  }
  const members = [...new Set([...Object.keys(judge), ...Object.keys(model)])].sort();
  return members.flatMap((member) =>
    differingPlaces(judge[member], model[member], areLists ? `${path}[${member}]` : `${path}.${member}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
