import type { Action, Outcome } from '../../kernel/action.ts';
import type { Model } from '../../kernel/model.ts';
import type { Assumption } from './explanation.ts';
import { costs } from './schedule-costs.ts';
import type { Situation } from './situation.ts';

/** Something that nobody logs goes otherwise than it goes by itself: another outcome, or another moment. */
export interface Deviation {
  readonly cost: number;
  /** `null`: within the tolerance, nothing has to be assumed. */
  readonly assumption: Assumption | null;
}

/** So far at most is something assumed to come off its time: the loops of controllers take a minute. */
export const offTimeMsMax = 60_000;

/** An outcome that is not the usual one. */
export function otherOutcome(action: Action, { label, fault }: Outcome, atMs: number): Deviation {
  const about = { action: action.id, outcome: label, controller: action.actor, atMs };
  return fault === undefined
    ? { cost: costs.choice, assumption: { kind: 'choice', ...about } }
    : { cost: costs.unseenFault, assumption: { kind: 'fault', fault, ...about } };
}

/** Another moment than the one at which it is due; `null`: that is too far away. */
export function otherMoment(
  action: Action,
  { dueMs, atMs, toleranceMs }: { readonly dueMs: number; readonly atMs: number; readonly toleranceMs: number },
): Deviation | null {
  const offMs = Math.abs(atMs - dueMs);
  if (offMs <= toleranceMs) return { cost: 0, assumption: null };
  if (offMs > offTimeMsMax) return null;
  return {
    cost: costs.offTime,
    assumption: { kind: 'off-time', action: action.id, controller: action.actor, atMs, dueMs },
  };
}

/** The situation in which a deviation is made: not the first thing that comes to mind. */
export function deviating(situation: Situation, { cost, assumption }: Deviation): Situation {
  return {
    ...situation,
    cost: situation.cost + cost,
    disorder: situation.disorder + 1,
    ...(assumption === null ? {} : { trail: { assumption, before: situation.trail } }),
  };
}

/** The actions of a model that can make a difference to what some of them do, by what they read and write. */
export function influential(model: Model, watched: (action: Action) => boolean): ReadonlySet<string> {
  const found = new Set<string>();
  const read = new Set<string>();
  const add = (action: Action) => {
    found.add(action.id);
    for (const { id } of action.reads) read.add(id);
  };
  for (const action of model.actions) if (watched(action)) add(action);
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const action of model.actions) {
      if (found.has(action.id) || !action.writes.some(({ id }) => read.has(id))) continue;
      add(action);
      isNew = true;
    }
  }
  return found;
}
