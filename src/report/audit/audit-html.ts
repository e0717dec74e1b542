import { createHash } from 'node:crypto';
import {
  type AuditClass,
  type AuditedRecordSet,
  type AuditResult,
  auditClasses,
  type PlannedSync,
} from '../../incident/audit/audit-result.ts';
import { escapeHtml } from '../escape-html.ts';
import { counted, recordName } from '../phrase.ts';
import { syncWords } from './audit-table.ts';
import { classWords, manualWords, reasonText } from './audit-words.ts';
import { manualList } from './manual-list.ts';
import { foreignWords, ownerGroupWords } from './owner-groups.ts';

/** What the page shows of a long list: a browser should still scroll. */
const SHOWN_MAX = 1000;

/**
 * An audit as one page, in pieces: no script, nothing loaded, light or dark as the reader has it, printed with all
 * sections open. Names and texts come from strangers and are escaped; the page's policy forbids whatever might get by.
 */
export function* auditHtml(result: AuditResult): Generator<string> {
  const zone = escapeHtml(result.zoneName);
  const total = Object.values(result.summary).reduce((sum, count) => sum + count, 0);
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Audit of ${zone}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Audit of ${zone}</h1>
<p>${counted(total, 'record set')}.</p>
`;
  yield* summaryTable(result);
  yield* manualSection(result);
  yield* syncSections(result);
  yield* classSections(result);
  yield '</main>\n</body>\n</html>\n';
}

function* summaryTable({ summary }: AuditResult): Generator<string> {
  yield '<table class="summary"><caption>By class</caption><thead><tr><th scope="col">Class</th><th scope="col">Count</th><th scope="col">What it means</th></tr></thead><tbody>\n';
  for (const each of auditClasses) {
    yield `<tr><th scope="row"><a href="#${each}">${each}</a></th><td class="count">${summary[each]}</td><td>${classWords[each]}</td></tr>\n`;
  }
  yield '</tbody></table>\n';
}

function* manualSection(result: AuditResult): Generator<string> {
  yield '<section aria-labelledby="manual"><h2 id="manual">To do by hand</h2>\n';
  const { items, hiddenCount, foreign } = manualList(result, { shownMax: SHOWN_MAX, isComplete: false });
  const count = items.length + foreign.length;
  if (count === 0) yield '<p>Nothing.</p>\n';
  else
    yield '<p>Delete nothing else: all other records are wanted, their owner sees to them, or nothing is known against them.</p>\n<ul class="todo">\n';
  for (const item of items) {
    const { what, why, check } = manualWords(item);
    yield `<li><strong>${escapeHtml(what)}</strong><br>${escapeHtml(why)}<br><small>${escapeHtml(check)}</small></li>\n`;
  }
  if (foreign.length > 0) {
    const { what, check } = foreignWords(foreign);
    const owners = foreign.slice(0, SHOWN_MAX).map((group) => `${escapeHtml(ownerGroupWords(group))}<br>`);
    yield `<li><strong>${what}</strong><br>${owners.join('')}<small>${check}</small></li>\n`;
  }
  if (count > 0) yield '</ul>\n';
  yield `${more(hiddenCount, 'item', 'json')}</section>\n`;
}

function* syncSections(result: AuditResult): Generator<string> {
  yield '<section aria-labelledby="sync"><h2 id="sync">Next syncs</h2>\n';
  for (const [name, sync] of Object.entries(result.nextSync)) {
    yield `<h3>${escapeHtml(name)}</h3>\n<p>${escapeHtml(syncWords(sync))}.</p>\n`;
    if (sync !== null) yield* changeTable(sync);
  }
  yield '</section>\n';
}

function* changeTable(sync: PlannedSync): Generator<string> {
  const changes = (['delete', 'update', 'create'] as const).flatMap((verb) =>
    sync[verb].map((record) => ({ verb, ...record })),
  );
  if (changes.length === 0) return;
  yield `<table><thead><tr><th scope="col">Change</th><th scope="col">Record set</th><th scope="col">Values</th></tr></thead><tbody>\n`;
  for (const { verb, name, type, targets } of changes.slice(0, SHOWN_MAX)) {
    yield `<tr><td>${verb}</td><td><code>${escapeHtml(recordName({ name, type }))}</code></td><td><code>${escapeHtml(targets.join(' '))}</code></td></tr>\n`;
  }
  yield `</tbody></table>\n${more(changes.length - SHOWN_MAX, 'change', 'json')}`;
}

function* classSections(result: AuditResult): Generator<string> {
  const shown = new Map<AuditClass, AuditedRecordSet[]>(auditClasses.map((each) => [each, []]));
  for (const audited of result.recordSets()) {
    const list = shown.get(audited.class) ?? [];
    if (list.length < SHOWN_MAX) list.push(audited);
  }
  for (const [each, found] of shown) {
    const isOpen = found.length > 0 && each !== 'owned' && each !== 'unowned';
    yield `<section aria-labelledby="${each}"><details${isOpen ? ' open' : ''}><summary><h2 id="${each}">${each} <small>(${result.summary[each]})</small></h2></summary>\n<p>${classWords[each]}.</p>\n`;
    if (found.length > 0) yield* recordTable(found);
    yield `${more(result.summary[each] - found.length, 'record set', 'csv')}</details></section>\n`;
  }
}

function* recordTable(found: readonly AuditedRecordSet[]): Generator<string> {
  yield '<table><thead><tr><th scope="col">Record set</th><th scope="col">Owner</th><th scope="col">Why</th><th scope="col">Values</th></tr></thead><tbody>\n';
  for (const audited of found) {
    const { owner, cluster, values } = audited;
    const holder = owner === null ? '' : cluster === null ? owner : `${owner} (${cluster})`;
    const cells = [
      `<code>${escapeHtml(recordName(audited))}</code>`,
      escapeHtml(holder),
      escapeHtml(reasonText(audited)),
    ];
    yield `<tr><td>${cells.join('</td><td>')}</td><td><code>${escapeHtml(values.join(' '))}</code></td></tr>\n`;
  }
  yield '</tbody></table>\n';
}

function more(count: number, noun: string, reporter: 'csv' | 'json'): string {
  return count > 0 ? `<p>And ${counted(count, `more ${noun}`)}: the reporter ${reporter} lists them.</p>\n` : '';
}

const style = `
:root { color-scheme: light dark; --text: #1b1f24; --ground: #ffffff; --faint: #57606a; --line: #d0d7de; --link: #0550ae; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --ground: #0d1117; --faint: #9198a1; --line: #3d444d; --link: #79c0ff; }
}
body { margin: 0; color: var(--text); background: var(--ground); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1rem; margin-bottom: 0; }
summary h2 { display: inline; } details { margin: 1.5rem 0; } summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); }
td.count { text-align: right; font-variant-numeric: tabular-nums; }
code { font: 0.85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
a { color: var(--link); } small { color: var(--faint); }
ul.todo { list-style: none; padding: 0; } ul.todo li { margin: 0 0 0.8rem 1.8rem; }
ul.todo li::before { content: "\\2610"; float: left; margin-left: -1.6rem; font-size: 1.1rem; }
@media print { main { max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } tr { break-inside: avoid; } details:not([open])::details-content { content-visibility: visible; block-size: auto; } }
`;
