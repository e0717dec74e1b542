import type { AuditedRecordSet, AuditResult, ManualItem } from '../../incident/audit/audit-result.ts';
import { visibleJsonText as text, visibleJson } from '../visible-json.ts';
import { manualWords, reasonText } from './audit-words.ts';

/**
 * An audit for machines, in pieces, so that it never need be held as a whole: one object, one record set and one thing
 * to do a line.
 *
 * The lines are put together here: for a million of them, objects for JSON.stringify took three times as long.
 */
export function* auditJson(result: AuditResult): Generator<string> {
  yield `{\n"summary": ${JSON.stringify(result.summary)},\n"recordSets": [`;
  yield* list(result.recordSets(), recordSetObject);
  yield '],\n"manual": [';
  yield* list(result.manual(), manualObject);
  yield `],\n"nextSync": ${visibleJson(JSON.stringify(result.nextSync))}\n}\n`;
}

function recordSetObject(audited: AuditedRecordSet): string {
  const { name, type, setIdentifier, class: auditClass, owner, cluster } = audited;
  const set = setIdentifier === '' ? '' : `,"setIdentifier":${text(setIdentifier)}`;
  const holder = `"owner":${textOrNull(owner)},"cluster":${textOrNull(cluster)}`;
  const key = `"name":${text(name)},"type":${text(type)}${set}`;
  return `{${key},"class":"${auditClass}",${holder},"reason":${text(reasonText(audited))}}`;
}

function manualObject(item: ManualItem): string {
  const { what, why, check } = manualWords(item);
  const key =
    item.action === 'separate' ? `"owner":${text(item.owner)}` : `"name":${text(item.name)},"type":${text(item.type)}`;
  const words = `"what":${text(what)},"reason":${text(why)},"check":${text(check)}`;
  return `{"action":"${item.action}",${key},${words}}`;
}

function textOrNull(value: string | null): string {
  return value === null ? 'null' : text(value);
}

function* list<Item>(items: Iterable<Item>, shown: (item: Item) => string): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield separator + shown(item);
    separator = ',\n';
  }
  yield '\n';
}
