import type { Action, HeldMachine, Outcome, Part } from '../kernel/action.ts';
import { byCodeUnit } from '../kernel/json.ts';
import type { Model, World } from '../kernel/model.ts';
import type { Marker } from './real-code.ts';

/** What can be exercised: actions, ways in which they turn out, states of machines, branches of code that decides. */
export const coverageKinds = ['action', 'outcome', 'state', 'branch'] as const;

export type CoverageKind = (typeof coverageKinds)[number];

/** One thing that can be exercised. In a {@link totalCoverage} the actor is empty. */
export interface Exercisable {
  readonly kind: CoverageKind;
  /** Whose it is. */
  readonly actor: string;
  /** `sync`, `sync crash`, `controller exited`, `plan conflict-foreign-owner`. */
  readonly name: string;
}

/** What was exercised, and what could have been and never was; each in the order of kind, name and actor. */
export interface Coverage {
  readonly exercised: readonly Exercisable[];
  readonly never: readonly Exercisable[];
}

/** A world's parts, as far as coverage looks at them. */
export interface CoveredModel {
  readonly model: Model;
  readonly parts: readonly Part[];
}

/**
 * Marks what an action exercises when it turns out in these ways. Every outcome that is possible is marked as such; those
 * that count, because they are taken, with all that they bring about.
 */
export function coverageMarker({ parts }: Pick<CoveredModel, 'parts'>, isTaken: (outcome: Outcome) => boolean): Marker {
  const machines = new Map(machinesOf(parts).map((machine) => [machine.component.id, machine]));
  return (action, outcomes) =>
    outcomes.flatMap((outcome) => [
      markOf('possible', outcomeItem(action, outcome)),
      ...(isTaken(outcome) ? exercisedBy(action, outcome, machines).map((item) => markOf('taken', item)) : []),
    ]);
}

/** The coverage that such marks tell, of a search or a run that begins in `initial`. */
export function coverageOf({ model, parts }: CoveredModel, marks: Iterable<string>, initial: World): Coverage {
  const all = new Map<string, Exercisable>();
  const taken = new Set<string>();
  const add = (item: Exercisable, isTaken: boolean) => {
    const key = keyOf(item);
    all.set(key, item);
    if (isTaken) taken.add(key);
  };
  for (const action of model.actions) add(actionItem(action), false);
  const reader = model.reader(initial);
  for (const machine of machinesOf(parts)) {
    for (const state of machine.states) add(stateItem(machine, state), false);
    for (const state of machine.statesOf(reader.get(machine.component))) add(stateItem(machine, state), true);
  }
  for (const { actor, names } of parts.flatMap(({ branches = [] }) => branches)) {
    for (const name of names) add({ kind: 'branch', actor, name }, false);
  }
  for (const mark of marks) {
    const read = readMark(mark);
    if (read !== undefined) add(read.item, read.sign === 'taken');
  }
  return coverageFrom(all, taken);
}

/**
 * What several explorations or runs exercised together, whoever the actors were. Of actions and outcomes only the kind
 * counts, not the name or the server that they are about: `expire`, not `expire app.example.org A`.
 */
export function totalCoverage(coverages: Iterable<Coverage>): Coverage {
  const all = new Map<string, Exercisable>();
  const taken = new Set<string>();
  for (const { exercised, never } of coverages) {
    for (const item of exercised.map(inGeneral)) {
      all.set(keyOf(item), item);
      taken.add(keyOf(item));
    }
    for (const item of never.map(inGeneral)) all.set(keyOf(item), item);
  }
  return coverageFrom(all, taken);
}

function coverageFrom(all: ReadonlyMap<string, Exercisable>, taken: ReadonlySet<string>): Coverage {
  const sorted = [...all].sort(([, left], [, right]) => byKindAndName(left, right));
  const itemsWhere = (isTaken: boolean) => sorted.flatMap(([key, item]) => (taken.has(key) === isTaken ? [item] : []));
  return { exercised: itemsWhere(true), never: itemsWhere(false) };
}

function byKindAndName(left: Exercisable, right: Exercisable): number {
  return (
    coverageKinds.indexOf(left.kind) - coverageKinds.indexOf(right.kind) ||
    byCodeUnit(left.name, right.name) ||
    byCodeUnit(left.actor, right.actor)
  );
}

function exercisedBy(
  action: Action,
  outcome: Outcome,
  machines: ReadonlyMap<string, HeldMachine>,
): readonly Exercisable[] {
  const states = outcome.writes.flatMap(({ component, value }) => {
    const machine = machines.get(component.id);
    return machine === undefined ? [] : machine.statesOf(value).map((state) => stateItem(machine, state));
  });
  const { actor } = action;
  const branches = (outcome.branches ?? []).map((name): Exercisable => ({ kind: 'branch', actor, name }));
  return [actionItem(action), outcomeItem(action, outcome), ...states, ...branches];
}

/**
 * Whose an action is, as its id says: `<actor>.<verb> …`. That may not be who does it: a step's name stands in the place
 * of the person or pipeline that takes the step, an environment's in that of its reconciler.
 */
function actionItem({ id, actor }: Action): Exercisable {
  const dot = id.startsWith(`${actor}.`) ? actor.length : (id.split(' ')[0] as string).lastIndexOf('.');
  return { kind: 'action', actor: dot < 0 ? actor : id.slice(0, dot), name: id.slice(dot + 1) };
}

function outcomeItem(action: Action, { label }: Outcome): Exercisable {
  const { actor, name } = actionItem(action);
  return { kind: 'outcome', actor, name: `${name} ${label}` };
}

function stateItem({ actor, name }: HeldMachine, state: string): Exercisable {
  return { kind: 'state', actor, name: `${name} ${state}` };
}

function inGeneral({ kind, name }: Exercisable): Exercisable {
  return { kind, actor: '', name: kind === 'action' || kind === 'outcome' ? kindOfAction(name, kind) : name };
}

/** `expire app.example.org A` is an `expire`, and `expire app.example.org A expired` one that is `expired`. */
function kindOfAction(name: string, kind: 'action' | 'outcome'): string {
  const [verb = '', ...rest] = name.split(' ');
  return kind === 'action' || rest.length === 0 ? verb : `${verb} ${rest[0]}`;
}

function machinesOf(parts: readonly Part[]): readonly HeldMachine[] {
  return parts.flatMap(({ machines = [] }) => machines);
}

function keyOf({ kind, actor, name }: Exercisable): string {
  return [kind, actor, name].join('\t');
}

function markOf(sign: 'possible' | 'taken', item: Exercisable): string {
  return `${sign}\t${keyOf(item)}`;
}

function readMark(mark: string): { readonly sign: string; readonly item: Exercisable } | undefined {
  const [sign = '', kind = '', actor = '', name = ''] = mark.split('\t');
  const known = coverageKinds.find((one) => one === kind);
  return known === undefined ? undefined : { sign, item: { kind: known, actor, name } };
}
