import type { AuditResult } from '../../incident/audit/audit-result.ts';
import { visibleJson } from '../visible-json.ts';
import { manualWords, reasonText } from './audit-words.ts';

/**
 * An audit for machines, in pieces, so that it never need be held as a whole: one object, one record set and one thing
 * to do a line.
 */
export function* auditJson(result: AuditResult): Generator<string> {
  yield `{\n"summary": ${JSON.stringify(result.summary)},\n"recordSets": [`;
  yield* list(result.recordSets(), (audited) => {
    const { name, type, setIdentifier, class: auditClass, owner, cluster } = audited;
    const reason = reasonText(audited);
    return setIdentifier === ''
      ? { name, type, class: auditClass, owner, cluster, reason }
      : { name, type, setIdentifier, class: auditClass, owner, cluster, reason };
  });
  yield '],\n"manual": [';
  yield* list(result.manual(), (item) => {
    const { what, why, check } = manualWords(item);
    const key = item.action === 'separate' ? { owner: item.owner } : { name: item.name, type: item.type };
    return { action: item.action, ...key, what, reason: why, check };
  });
  yield `],\n"nextSync": ${visibleJson(JSON.stringify(result.nextSync))}\n}\n`;
}

function* list<Item>(items: Iterable<Item>, shown: (item: Item) => unknown): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield separator + visibleJson(JSON.stringify(shown(item)));
    separator = ',\n';
  }
  yield '\n';
}
