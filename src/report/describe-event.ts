import type { Event } from '../kernel/action.ts';
import { byCodeUnit, canonicalJson } from '../kernel/json.ts';
import { recordsOf, textOf, textsOf } from './event-facts.ts';
import { listed, quoted } from './phrase.ts';
import { recordText } from './record-text.ts';

/**
 * What somebody did, in the field's words and without the actor's name, which stands before it: `deletes
 * app.example.org A`. Events without words of their own are shown as their type and details, so that nothing is hidden.
 */
export function describeEvent(event: Event): string {
  return words.get(event.type)?.(event) ?? plainWords(event);
}

type Words = (event: Event) => string | undefined;

const words: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['log', logWords],
  ['zone.call', callWords],
  ['zone.changed', zoneChangeWords],
  ['sync.started', () => 'starts a sync'],
  ['sync.finished', (event) => endWords('finishes its sync', event)],
  ['controller.started', () => 'starts'],
  ['controller.stopped', () => 'stops'],
  ['controller.crashed', () => 'crashes'],
  ['resolver.asked', askedWords],
  ['resolver.expired', (event) => `forgets ${questionOf(event)}`],
  ['client.served', servedWords],
  ['client.unserved', (event) => `is served by nobody${reasonOf(event)}`],
  ['kubernetes.object-applied', (event) => objectWords('applies', event)],
  ['kubernetes.object-deleted', (event) => objectWords('deletes', event)],
  ['kubernetes.status-published', (event) => objectWords('publishes the address of', event)],
  ['kubernetes.certificate-issued', (event) => certificateWords('is issued', event)],
  ['kubernetes.certificate-refused', (event) => certificateWords('is refused', event)],
]);

/** A log line as the process prints it: level, message, then the fields in order. */
function logWords(event: Event): string | undefined {
  const message = textOf(event, 'message');
  if (message === undefined) return undefined;
  const fields = event.fields !== null && typeof event.fields === 'object' ? Object.entries(event.fields) : [];
  const shown = fields.map(([key, value]) => ` ${key}=${typeof value === 'string' ? quoted(value) : String(value)}`);
  return `logs ${textOf(event, 'level') ?? 'info'}: ${message}${shown.join('')}`;
}

function callWords(event: Event): string | undefined {
  const { changes } = event;
  if (!Array.isArray(changes)) return undefined;
  const shown = changes.map((change: { readonly action?: unknown; readonly record?: unknown }) => {
    const [record] = recordsOf({ ...event, record: change.record }, 'record');
    const action = String(change.action ?? 'change').toLowerCase();
    return record === undefined ? action : `${action} ${recordText(record)}`;
  });
  const zone = textOf(event, 'zone');
  return `calls its provider${zone === undefined ? '' : ` for ${zone}`}: ${shown.join('; ')}${endOf(event)}`;
}

/** What is stored under a name now, beside what was. */
function zoneChangeWords(event: Event): string | undefined {
  const before = recordsOf(event, 'before').map(recordText);
  const after = recordsOf(event, 'after').map(recordText);
  const gone = before.filter((record) => !after.includes(record)).map((record) => `- ${record}`);
  const come = after.filter((record) => !before.includes(record)).map((record) => `+ ${record}`);
  const changes = [...gone, ...come];
  return changes.length === 0 ? undefined : `changes the zone: ${changes.join('; ')}`;
}

function askedWords(event: Event): string | undefined {
  const status = textOf(event, 'status');
  if (status === undefined) return undefined;
  const answers = textsOf(event, 'answers');
  const answer = answers.length === 0 ? status : listed(answers);
  const from = textOf(event, 'from') === 'cache' ? ' from its cache' : '';
  return `asks ${textOf(event, 'resolver') ?? 'a resolver'} for ${questionOf(event)}: ${answer}${from}`;
}

function servedWords(event: Event): string | undefined {
  const by = textOf(event, 'by');
  if (by === undefined) return undefined;
  const host = textOf(event, 'host') ?? textOf(event, 'url');
  return `is served by ${by}${host === undefined ? '' : ` at ${host}`}${reasonOf(event)}`;
}

function objectWords(verb: string, event: Event): string | undefined {
  const object = textOf(event, 'object');
  if (object === undefined) return undefined;
  const owner = textOf(event, 'owner');
  const because = owner === undefined ? '' : ` after its owner ${owner}`;
  return `${verb} ${object} in ${textOf(event, 'cluster') ?? 'a cluster'}${because}`;
}

function certificateWords(verb: string, event: Event): string | undefined {
  const certificate = textOf(event, 'certificate');
  if (certificate === undefined) return undefined;
  return `${certificate} ${verb} for ${listed(textsOf(event, 'dnsNames'))}${reasonOf(event)}`;
}

function questionOf(event: Event): string {
  return `${textOf(event, 'name') ?? '?'} ${textOf(event, 'recordType') ?? ''}`.trimEnd();
}

function endWords(verb: string, event: Event): string {
  return `${verb}${endOf(event)}`;
}

function endOf(event: Event): string {
  const error = textOf(event, 'error');
  if (error !== undefined) return `, which fails: ${error}`;
  const result = textOf(event, 'result');
  return result === undefined ? '' : `, ${result}`;
}

function reasonOf(event: Event): string {
  const reason = textOf(event, 'reason');
  return reason === undefined ? '' : ` (${reason})`;
}

/** `kura.server-activated account=acme region=eu-central`: the type and every detail, in code-unit order. */
function plainWords(event: Event): string {
  const { type, actor: _, ...details } = event;
  const shown = Object.keys(details)
    .sort(byCodeUnit)
    .filter((key) => details[key] !== undefined && details[key] !== null)
    .map((key) => {
      const value = details[key];
      return ` ${key}=${typeof value === 'string' ? value : canonicalJson(value)}`;
    });
  return `${type}${shown.join('')}`;
}
