import type { Event } from '../../kernel/action.ts';
import { describeEvent } from '../describe-event.ts';
import { textOf } from '../event-facts.ts';
import { logLineOf } from '../log-line.ts';
import type { PageEvent } from './page-data.ts';

/** An event for the page; `undefined` for metrics, which have a table of their own. */
export function pageEventOf(event: Event): PageEvent | undefined {
  if (event.type === 'metric') return undefined;
  const { type, actor } = event;
  return { type, actor, text: describeEvent(event), log: logLineOf(event) ?? null, isQuiet: isQuiet(event) };
}

/** What goes on all the time while nothing happens. Whether a client is served anew, its path tells. */
function isQuiet(event: Event): boolean {
  switch (event.type) {
    case 'client.served':
    case 'process.started':
    case 'resolver.asked':
    case 'resolver.expired':
    case 'sync.started':
      return true;
    case 'log':
      return event.level === 'debug' || (event.level === 'info' && isRoutine(textOf(event, 'message') ?? ''));
    case 'sync.finished':
      return event.result === 'up-to-date';
    case 'zone.call':
      return event.result === 'ok';
    default:
      return false;
  }
}

/** What external-dns logs in every round, whether there is something to do or not. */
function isRoutine(message: string): boolean {
  return (
    message.startsWith('All records are already up to date') ||
    message.startsWith('Applying provider record filter') ||
    message.startsWith('Records cache provider: refreshing')
  );
}
