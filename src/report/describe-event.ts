import type { Event } from '../kernel/action.ts';
import { byCodeUnit, canonicalJson } from '../kernel/json.ts';
import { kuraEventWords } from './describe-kura-event.ts';
import { membersOf, recordOf, textOf, textsOf, textsWithin } from './event-facts.ts';
import { logLineOf } from './log-line.ts';
import { listed } from './phrase.ts';
import { shortRecordText } from './record-text.ts';

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
  ['sync.finished', (event) => `finishes its sync${resultOf(event)}`],
  ['resolver.asked', askedWords],
  ['resolver.expired', (event) => `forgets ${questionOf(event)}`],
  ['client.served', servedWords],
  ['client.endpoint-chosen', (event) => `chooses ${textOf(event, 'endpoint') ?? 'an endpoint'}`],
  ['kubernetes.object-applied', (event) => objectWords('applies', event)],
  ['kubernetes.object-deleted', (event) => objectWords('deletes', event)],
  ['kubernetes.status-published', (event) => objectWords('publishes the address of', event)],
  ['kubernetes.certificate-issued', (event) => certificateWords('is issued', event)],
  ['kubernetes.certificate-refused', (event) => certificateWords('is refused', event)],
  ...kuraEventWords,
]);

function logWords(event: Event): string | undefined {
  const log = logLineOf(event);
  return log === undefined ? undefined : `logs ${log.level}: ${log.line}`;
}

/** One request to the provider, of one record set or for the whole list. */
function callWords(event: Event): string | undefined {
  const operation = textOf(event, 'operation');
  if (operation === undefined) return undefined;
  if (operation === 'list') return `lists ${textOf(event, 'zone') ?? 'the zone'}${resultOf(event)}`;
  return `asks its provider to ${operation} ${questionOf(event)}${resultOf(event)}`;
}

/** What is stored now, beside what was: a sign for what went, and for what came. */
function zoneChangeWords(event: Event): string | undefined {
  const changes = membersOf(event, 'changes').flatMap((change) => {
    const gone = recordOf(change.before);
    const come = recordOf(change.after);
    return [
      ...(gone === undefined ? [] : [`- ${shortRecordText(gone)}`]),
      ...(come === undefined ? [] : [`+ ${shortRecordText(come)}`]),
    ];
  });
  return changes.length === 0 ? undefined : `changes ${textOf(event, 'zone') ?? 'the zone'}: ${changes.join('  ')}`;
}

function askedWords(event: Event): string | undefined {
  const status = textOf(event, 'status');
  if (status === undefined) return undefined;
  const answers = textsOf(event, 'answers');
  const answer = answers.length === 0 ? status : listed(answers);
  const from = textOf(event, 'from') === 'cache' ? ' from its cache' : '';
  return `asks ${textOf(event, 'resolver') ?? 'a resolver'} for ${questionOf(event)}: ${answer}${from}`;
}

function servedWords(event: Event): string {
  const host = textOf(event, 'host');
  const at = host === undefined || host === '' ? '' : ` at ${host}`;
  const by = textOf(event, 'servedBy');
  if (by !== undefined) return `is served by ${by}${at}`;
  const result = textOf(event, 'result') ?? reachOf(event);
  return `is served by nobody${at}${result === undefined ? '' : ` (${result})`}`;
}

/** How far a request came that nobody served: the kind, and what else is known of it. */
function reachOf(event: Event): string | undefined {
  const [reach] = membersOf({ ...event, reach: [event.reach] }, 'reach');
  if (reach === undefined) return undefined;
  return textsWithin(reach).join(', ');
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

function resultOf(event: Event): string {
  const result = textOf(event, 'result');
  const error = textOf(event, 'error');
  if (error !== undefined) return `, ${result ?? 'refused'}: ${error}`;
  return result === undefined || result === 'ok' ? '' : `, ${result}`;
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
