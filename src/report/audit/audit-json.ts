import type { AuditedRecordSet, AuditReason, AuditResult, ManualItem } from '../../incident/audit/audit-result.ts';
import { visibleJsonText as text, visibleJson } from '../visible-json.ts';
import { manualWords, reasonText, subjectText } from './audit-words.ts';

/**
 * An audit for machines, in pieces, so that it never need be held as a whole: one object, one record set and one thing
 * to do a line.
 *
 * The lines are put together here: for a million of them, objects for JSON.stringify took three times as long.
 */
export function* auditJson(result: AuditResult): Generator<string> {
  yield `{\n"summary": ${JSON.stringify(result.summary)},\n"recordSets": [`;
  const verdicts = new VerdictTexts();
  yield* list(result.recordSets(), (audited) => recordSetObject(audited, verdicts));
  yield '],\n"manual": [';
  yield* list(result.manual(), manualObject);
  yield `],\n"nextSync": ${visibleJson(JSON.stringify(result.nextSync))}\n}\n`;
}

function recordSetObject(audited: AuditedRecordSet, verdicts: VerdictTexts): string {
  const { name, type, setIdentifier } = audited;
  const set = setIdentifier === '' ? '' : `,"setIdentifier":${text(setIdentifier)}`;
  const { head, reason } = verdicts.of(audited);
  const subject = text(subjectText(audited)).slice(1, -1);
  return `{"name":${text(name)},"type":${text(type)}${set}${head}${subject}${reason}`;
}

/** The two parts of a line that all record sets share which are alike: before what a TXT speaks for, and behind it. */
interface VerdictText {
  readonly head: string;
  readonly reason: string;
}

/** Most record sets are like many others: remembering what is said about them halves the time that their lines take. */
class VerdictTexts {
  readonly #known = new Map<AuditReason, Map<string | null, VerdictText>>();

  of({ class: auditClass, owner, cluster, reason }: AuditedRecordSet): VerdictText {
    let byOwner = this.#known.get(reason);
    const known = byOwner?.get(owner);
    if (known !== undefined) return known;
    const holder = `"owner":${textOrNull(owner)},"cluster":${textOrNull(cluster)}`;
    const said = text(reasonText({ reason, owner, speaksFor: null }));
    const made = { head: `,"class":"${auditClass}",${holder},"reason":"`, reason: `${said.slice(1)}}` };
    if (byOwner === undefined) {
      // Reasons that are about one record set alone would fill the memory.
      if (this.#known.size === KNOWN_MAX) this.#known.clear();
      byOwner = new Map();
      this.#known.set(reason, byOwner);
    }
    byOwner.set(owner, made);
    return made;
  }
}

const KNOWN_MAX = 1000;

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

/** In pieces of many lines: each piece passes through several generators. */
function* list<Item>(items: Iterable<Item>, shown: (item: Item) => string): Generator<string> {
  let separator = '\n';
  let piece = '';
  for (const item of items) {
    piece += separator + shown(item);
    separator = ',\n';
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n`;
}

const PIECE_LENGTH = 16 * 1024;
