import type { AuditResult } from '../../incident/audit/audit-result.ts';
import { printable } from '../printable.ts';
import { reasonText } from './audit-words.ts';

/**
 * An audit as CSV (RFC 4180), in pieces: one record set a line. A cell that a spreadsheet would take for a formula
 * begins with an apostrophe.
 */
export function* auditCsv(result: AuditResult): Generator<string> {
  yield 'name,type,set_identifier,class,owner,cluster,reason,values\r\n';
  for (const audited of result.recordSets()) {
    const { name, type, setIdentifier, class: auditClass, owner, cluster, values } = audited;
    const key = `${cell(name)},${cell(type)},${cell(setIdentifier)},${auditClass}`;
    const holder = `${cell(owner ?? '')},${cell(cluster ?? '')}`;
    yield `${key},${holder},${cell(reasonText(audited))},${cell(values.join(' '))}\r\n`;
  }
}

function cell(text: string): string {
  const shown = printable(text);
  const harmless = /^[=+\-@]/.test(shown) ? `'${shown}` : shown;
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
