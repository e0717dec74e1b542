import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StoredRecord } from '../../../src/dns/stored-record.ts';
import { auditZone } from '../../../src/incident/audit/audit-zone.ts';
import { controllerOfOwner } from '../../../src/incident/desired/read-controllers.ts';
import { RecordTable } from '../../../src/incident/zone-export/record-table.ts';
import { auditCsv } from '../../../src/report/audit/audit-csv.ts';
import { auditHtml } from '../../../src/report/audit/audit-html.ts';
import { auditJson } from '../../../src/report/audit/audit-json.ts';
import { auditTable } from '../../../src/report/audit/audit-table.ts';
import { createPaint } from '../../../src/report/paint.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</style><script>alert(1)</script>',
  'javascript:alert(1)',
  '\u202egro.elpmaxe',
  '\u001b]0;owned\u0007\u001b[31m',
  '::error::injected',
  '=HYPERLINK("http://evil.example")',
];

/** Controls and invisible formatting, line ends aside. */
const unseen = /\p{Cf}|(?![\r\n])\p{Cc}/u;

function auditOfStrangers() {
  const records = hostile.flatMap((text, index): readonly StoredRecord[] => [
    { name: `${text}.example.org`, type: 'A', ttl: 300, values: ['192.0.2.1'], setIdentifier: text },
    {
      name: `a-app-${index}.example.org`,
      type: 'TXT',
      ttl: 300,
      values: [`"heritage=external-dns,external-dns/owner=${text.replaceAll('"', '')}"`],
    },
    { name: `app-${index}.example.org`, type: 'A', ttl: 300, values: [text] },
  ]);
  const controller = controllerOfOwner('east', 'webhook');
  if (!('configuration' in controller)) throw new Error('east is an owner id');
  const { configuration } = controller;
  return auditZone({
    zoneName: 'example.org',
    records: RecordTable.of(records),
    controllers: [{ name: 'east', cluster: 'east', configuration, objects: [] }],
  });
}

describe('an audit of names and texts from strangers', () => {
  test('is a page in which nothing of theirs is more than text', () => {
    const page = [...auditHtml(auditOfStrangers())].join('');
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag?.toLowerCase()));
    for (const tag of ['script', 'img', 'iframe', 'svg', 'object', 'form', 'link']) expect(tags).not.toContain(tag);
    expect(
      [...page.matchAll(/<(?!meta)[a-z0-9]+ ([^>]*)>/gi)].filter(([, attributes]) =>
        /\bon[a-z]+=|javascript:/i.test(attributes ?? ''),
      ),
    ).toEqual([]);
    expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(page).not.toMatch(unseen);
  });

  test('has a policy that allows its own style and nothing else', () => {
    const page = [...auditHtml(auditOfStrangers())].join('');
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<[^>]* (?:style|src)=|<link/);
  });

  test('is harmless on a terminal, to CI systems and in spreadsheets', () => {
    const table = [...auditTable(auditOfStrangers(), { paint: createPaint(false), isComplete: true })].join('');
    const csv = [...auditCsv(auditOfStrangers())].join('');
    const json = [...auditJson(auditOfStrangers())].join('');
    for (const text of [table, csv, json]) expect(text).not.toMatch(unseen);
    expect(table).not.toMatch(/^\s*::/m);
    expect(csv).not.toMatch(/(^|,)"?=/m);
    expect(JSON.parse(json).recordSets).toHaveLength(hostile.length * 3);
  });
});
