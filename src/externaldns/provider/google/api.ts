import type { StoredRecord } from '../../../dns/stored-record.ts';
import { zoneKey } from '../../../dns/zone.ts';
import { byCodeUnit } from '../../../kernel/json.ts';
import type { Answer, Call, RecordChange, Stored } from '../call.ts';

/**
 * Cloud DNS's side: a change happens as a whole or not at all. What it deletes must exist exactly as given, TTL included;
 * what it adds must not exist, once the deletions are made. A CNAME stands alone under its name and has one value.
 * Names are taken to be kept in lower case.
 *
 * *Source:* Cloud DNS API, Changes: create; error texts as external-dns logs and the API's documentation have shown them.
 */
export function perform(call: Call, stored: Stored): Answer {
  const records = new Map([...stored.values()].flat().map((record) => [keyOf(record), record]));
  const problems: Problem[] = [];
  for (const { action, record } of call.changes) {
    if (action !== 'DELETE') continue;
    const existing = records.get(keyOf(record));
    const entity = `entity.change.deletions[${dotted(record.name)}][${record.type}]`;
    if (existing === undefined) {
      const message = `The '${entity}' resource named '${dotted(record.name)} (${record.type})' does not exist.`;
      problems.push({ status: 404, reason: 'notFound', message });
    } else if (!isSame(existing, record)) {
      problems.push({ status: 412, reason: 'conditionNotMet', message: `Precondition not met for '${entity}'` });
    }
    records.delete(keyOf(record));
  }
  for (const { action, record } of call.changes) {
    if (action === 'DELETE') continue;
    const problem = additionProblem(record, [...records.values()]);
    if (problem !== undefined) problems.push(problem);
    records.set(keyOf(record), { ...record, name: zoneKey(record.name) });
  }
  if (problems.length > 0) return { result: 'refused', error: apiError(problems), missing: [] };
  const after = new Map<string, StoredRecord[]>([...stored.keys()].map((key) => [key, []]));
  for (const record of records.values()) after.get(zoneKey(record.name))?.push(record);
  return { result: 'applied', records: after, missing: [] };
}

/** One thing that the API objects to. */
export interface Problem {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
}

/** The client library's error (googleapi.Error). */
export function apiError(problems: readonly Problem[]): string {
  const [first] = problems as readonly [Problem, ...Problem[]];
  const head = `googleapi: Error ${first.status}: ${first.message}`;
  if (problems.length === 1) return `${head}, ${first.reason}`;
  const details = problems.map(({ reason, message }) => `Reason: ${reason}, Message: ${message}\n`);
  return `${head}\nMore details:\n${details.join('')}`;
}

/** A name with its final dot. */
export function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

function additionProblem(record: StoredRecord, existing: readonly StoredRecord[]): Problem | undefined {
  const name = dotted(record.name);
  const sameName = existing.filter((other) => zoneKey(other.name) === zoneKey(record.name));
  const entity = `entity.change.additions[${name}][${record.type}]`;
  if (sameName.some(({ type }) => type === record.type)) {
    const message = `The resource '${entity}' named '${name} (${record.type})' already exists`;
    return { status: 409, reason: 'alreadyExists', message };
  }
  const other = sameName.find(({ type }) => type === 'CNAME' || record.type === 'CNAME');
  if (other !== undefined) {
    const message = `The resource record set '${entity}' is invalid because the DNS name '${name}' has a resource record set of the type '${other.type}'. A DNS name may have either one CNAME resource record set or resource record sets of other types, but not both.`;
    return { status: 400, reason: 'cnameResourceRecordSetConflict', message };
  }
  if (record.type === 'CNAME' && record.values.length > 1) {
    const message = `Invalid value for '${entity}.rrdata': a CNAME has one value`;
    return { status: 400, reason: 'invalid', message };
  }
  return undefined;
}

function keyOf({ name, type }: StoredRecord): string {
  return `${zoneKey(name)}\u0000${type}`;
}

/** Values in any order, and the TTL. */
function isSame(left: StoredRecord, right: StoredRecord): boolean {
  const text = ({ ttl, values }: RecordChange['record']) => JSON.stringify([ttl, [...values].sort(byCodeUnit)]);
  return text(left) === text(right);
}
