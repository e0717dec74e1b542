import {
  type AuditClass,
  type AuditedRecordSet,
  type AuditResult,
  auditClasses,
  type PlannedSync,
} from '../../incident/audit/audit-result.ts';
import type { Paint } from '../paint.ts';
import { counted, recordName } from '../phrase.ts';
import { terminalLine } from '../printable.ts';
import { columnLines } from '../table-lines.ts';
import { classWords, manualWords, reasonText } from './audit-words.ts';
import { manualList } from './manual-list.ts';
import { foreignWords, type OwnerGroup, OwnerGroups, ownerGroupWords } from './owner-groups.ts';

/** What a report for people shows of a long list before it says how much more there is. */
const SHOWN_MAX = 50;

/**
 * An audit for people: what there is to worry about, class by class, then what to do by hand, then what the next syncs
 * do. With `isComplete`, every record set and every change.
 */
export function* auditTable(
  result: AuditResult,
  options: { readonly paint: Paint; readonly isComplete: boolean },
): Generator<string> {
  const { paint } = options;
  const shownMax = options.isComplete ? Number.POSITIVE_INFINITY : SHOWN_MAX;
  const total = Object.values(result.summary).reduce((sum, count) => sum + count, 0);
  yield line(paint.strong(terminalLine(`${result.zoneName}: ${counted(total, 'record set')}`)));
  const present = auditClasses.filter((each) => result.summary[each] > 0);
  yield* lines(columnLines(present.map((each) => [`  ${each}`, String(result.summary[each]), classWords[each]])));
  const { shown, foreign } = collect(result, { shownMax, isComplete: options.isComplete });
  for (const [each, found] of shown) {
    const groups = each === 'foreign' ? foreign : [];
    if (found.length === 0 && groups.length === 0) continue;
    yield line('');
    yield line(paint.strong(`${each}: ${classWords[each]}`));
    for (const audited of found) yield* entry(audited, paint);
    yield* lines(groups.slice(0, shownMax).map((group) => `  ${terminalLine(ownerGroupWords(group))}`));
    const groupedCount = groups.reduce((sum, { count }) => sum + count, 0);
    const hiddenCount = result.summary[each] - groupedCount - found.length;
    if (groups.length > shownMax) yield* more(groups.length - shownMax, 'owner', paint);
    if (found.length >= shownMax) yield* more(hiddenCount, 'record set', paint);
    else if (hiddenCount > 0)
      yield line(
        paint.faint(
          `  and ${counted(hiddenCount, 'other')} with nothing new to say, such as a TXT of these; see --all`,
        ),
      );
  }
  yield* manualPart(result, { paint, shownMax, isComplete: options.isComplete });
  yield* nextSyncPart(result, { paint, shownMax });
}

interface Collected {
  readonly shown: ReadonlyMap<AuditClass, readonly AuditedRecordSet[]>;
  readonly foreign: readonly OwnerGroup[];
}

/** What is shown of each class. Nobody has to do anything about the quiet ones. */
function collect(
  result: AuditResult,
  { shownMax, isComplete }: { readonly shownMax: number; readonly isComplete: boolean },
): Collected {
  const shown = new Map<AuditClass, AuditedRecordSet[]>(auditClasses.map((each) => [each, []]));
  const foreign = new OwnerGroups<AuditedRecordSet>();
  let index = 0;
  for (const audited of result.recordSets()) {
    index += 1;
    if (audited.reason.code === 'NO_SUCH_OWNER' && !isComplete) {
      foreign.add(audited.reason.owner, { index, item: audited });
      continue;
    }
    const list = shown.get(audited.class) ?? [];
    if (list.length < shownMax && (isComplete || !isQuiet(audited))) list.push(audited);
  }
  const few = [...foreign.few].sort((left, right) => left.index - right.index);
  if (!isComplete) shown.set('foreign', few.flatMap(({ item }) => (isQuiet(item) ? [] : [item])).slice(0, shownMax));
  return { shown, foreign: foreign.many };
}

/** Nothing to worry about; and TXT records about which there is no more to say than about what they speak for. */
function isQuiet({ class: auditClass, reason, speaksFor }: AuditedRecordSet): boolean {
  if (speaksFor !== null && auditClass !== 'legacy') return true;
  if (reason.code === 'NO_OWNER') return reason.matches.length + reason.victims.length === 0;
  return auditClass === 'owned';
}

function* entry(audited: AuditedRecordSet, paint: Paint): Generator<string> {
  const { owner, cluster } = audited;
  const holder = owner === null ? '' : cluster === null ? ` (owner ${owner})` : ` (owner ${owner}, ${cluster})`;
  yield line(`  ${terminalLine(recordName(audited))}${paint.faint(terminalLine(holder))}`);
  yield line(`      ${terminalLine(reasonText(audited))}`);
}

function* manualPart(
  result: AuditResult,
  options: { readonly paint: Paint; readonly shownMax: number; readonly isComplete: boolean },
): Generator<string> {
  const { paint } = options;
  const { items, hiddenCount, foreign } = manualList(result, options);
  yield line('');
  if (items.length + foreign.length === 0) {
    yield line(paint.strong('by hand: nothing'));
    return;
  }
  yield line(paint.strong('by hand: delete nothing else'));
  for (const item of items) {
    const { what, why, check } = manualWords(item);
    yield line(`  [ ] ${terminalLine(what)}`);
    yield line(`      ${terminalLine(why)}`);
    yield line(`      ${paint.faint(terminalLine(check))}`);
  }
  yield* more(hiddenCount, 'item', paint);
  if (foreign.length === 0) return;
  const { what, check } = foreignWords(foreign);
  yield line(`  [ ] ${what}`);
  yield line(`      ${paint.faint(check)}`);
}

function* nextSyncPart(
  result: AuditResult,
  { paint, shownMax }: { readonly paint: Paint; readonly shownMax: number },
): Generator<string> {
  yield line('');
  yield line(paint.strong('next sync'));
  for (const [name, sync] of Object.entries(result.nextSync)) {
    yield line(`  ${terminalLine(`${name}: ${syncWords(sync)}`)}`);
    if (sync === null) continue;
    const changes = (['delete', 'update', 'create'] as const).flatMap((verb) =>
      sync[verb].map((record) => ({ verb, record })),
    );
    for (const { verb, record } of changes.slice(0, shownMax)) {
      const values = record.type === 'TXT' ? '' : ` ${record.targets.join(' ')}`;
      yield line(`      ${terminalLine(`${verb} ${record.name} ${record.type}${values}`)}`);
    }
    yield* more(changes.length - shownMax, 'change', paint);
  }
}

/** What a sync does, in numbers. */
export function syncWords(sync: PlannedSync | null): string {
  if (sync === null) return 'not known, for want of --desired';
  const { create, update, delete: deleted } = sync;
  if (create.length + update.length + deleted.length === 0) return 'nothing to do';
  return `create ${create.length}, update ${update.length}, delete ${deleted.length}`;
}

function* more(count: number, noun: string, paint: Paint): Generator<string> {
  const reporter = noun === 'record set' || noun === 'owner' ? 'csv' : 'json';
  if (count > 0)
    yield line(
      paint.faint(`  and ${counted(count, `more ${noun}`)} (--all shows all, --reporter ${reporter} lists them)`),
    );
}

function* lines(texts: readonly string[]): Generator<string> {
  for (const text of texts) yield line(text);
}

function line(text: string): string {
  return `${text}\n`;
}
