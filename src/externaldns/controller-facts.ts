import type { StoredRecord } from '../dns/stored-record.ts';
import type { Event } from '../kernel/action.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { ControllerEffect } from './controller-machine.ts';
import { gauge, increment } from './controller-metrics.ts';
import type { LogLine } from './endpoint.ts';
import type { Answer, Call, RecordChange, Stored } from './provider/call.ts';

/** Facts that a controller's actions give: what it logged, called and changed. */

/** A line of its log. */
export function logFact(actor: string, { level, message, fields }: LogLine): Event {
  return { type: 'log', actor, level, message, ...(fields === undefined ? {} : { fields }) };
}

/** Where a run can fail (RunOnce): the registry when it lists or applies, the sources in between. */
export type FailingSide = 'registry' | 'source';

/** What the machine wants done, as facts. `side`: whose error it is, if one ended the run. */
export function effectFacts(
  actor: string,
  effects: readonly ControllerEffect[],
  side: FailingSide = 'registry',
): readonly Event[] {
  return effects.flatMap((effect) => factsOf(actor, effect, side));
}

function factsOf(actor: string, effect: ControllerEffect, side: FailingSide): readonly Event[] {
  switch (effect.type) {
    case 'log':
      return [logFact(actor, effect.line)];
    case 'soft-errors':
      return [gauge(actor, 'controller_consecutive_soft_errors', effect.count)];
    case 'finished': {
      const finished = { type: 'sync.finished', actor, result: effect.result };
      const isError = effect.result === 'soft-error' || effect.result === 'hard-error';
      return isError ? [increment(actor, `${side}_errors_total`), finished] : [finished];
    }
  }
}

/** The fact that a process starts: it remembers and shows nothing of what the one before it did. */
export function startFact(actor: string): Event {
  return { type: 'process.started', actor };
}

/** What was asked of the host and what came of it: one fact per record of the call. */
export function callFacts(actor: string, call: Call, answer: Answer): readonly Event[] {
  return call.changes.flatMap(({ action, record }, index): readonly Event[] => {
    if (action === 'EXPECT') return [];
    const isMissing = answer.missing.includes(index);
    return [
      {
        type: 'zone.call',
        actor,
        operation: operations[action],
        zone: call.zone,
        name: record.name,
        recordType: record.type,
        ...(record.setIdentifier === undefined ? {} : { setIdentifier: record.setIdentifier }),
        result: isMissing ? 'not-found' : answer.result === 'applied' ? 'ok' : 'refused',
        ...(answer.result === 'refused' ? { error: answer.error } : {}),
      },
    ];
  });
}

const operations: Readonly<Record<Exclude<RecordChange['action'], 'EXPECT'>, string>> = {
  CREATE: 'create',
  UPDATE: 'update',
  UPSERT: 'update',
  DELETE: 'delete',
};

/** One record set that is not what it was. */
export interface RecordSetChange {
  readonly name: string;
  readonly recordType: string;
  readonly setIdentifier?: string;
  readonly before: StoredRecord | null;
  readonly after: StoredRecord | null;
}

/** What makes the difference between what was stored under some keys and what is now. */
export function storedChanges(before: Stored, after: Stored): readonly RecordSetChange[] {
  return [...after].flatMap(([key, records]) => changesUnder(before.get(key) ?? [], records));
}

function changesUnder(before: readonly StoredRecord[], after: readonly StoredRecord[]): readonly RecordSetChange[] {
  const afterTexts = new Set(after.map(canonicalJson));
  const beforeTexts = new Set(before.map(canonicalJson));
  const gone = before.filter((record) => !afterTexts.has(canonicalJson(record)));
  const come = after.filter((record) => !beforeTexts.has(canonicalJson(record)));
  const changes: RecordSetChange[] = [];
  for (const old of gone) {
    const same = come.filter((record) => record.type === old.type && record.setIdentifier === old.setIdentifier);
    // Where a host keeps several records of a set, the one with the same values is the same one.
    const match = same.find((record) => record.values.join('\n') === old.values.join('\n')) ?? same[0];
    if (match !== undefined) come.splice(come.indexOf(match), 1);
    changes.push(changeOf(old, match ?? null));
  }
  return [...changes, ...come.map((record) => changeOf(null, record))];
}

function changeOf(before: StoredRecord | null, after: StoredRecord | null): RecordSetChange {
  const { name, type, setIdentifier } = (after ?? before) as StoredRecord;
  return { name, recordType: type, ...(setIdentifier === undefined ? {} : { setIdentifier }), before, after };
}
