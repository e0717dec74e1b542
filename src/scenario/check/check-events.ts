import type { Finding } from '../../properties/finding.ts';
import type { TimedEvent } from '../../properties/invariant.ts';
import { servedOf } from '../../properties/served.ts';
import type { CountRange, ExpectedCalls, ExpectedLog } from '../expectation.ts';
import { logLineOf } from './log-lines.ts';
import type { Moment } from './moment.ts';

/** `log`: how often an actor has logged something. */
export function checkLog({ actor, contains, level, count }: ExpectedLog, { events }: Moment): readonly Finding[] {
  const found = events.filter(({ event }) => {
    const line = logLineOf(event);
    return line?.actor === actor && (level === null || line.level === level) && line.message.includes(contains);
  }).length;
  return isWithin(count, found) ? [] : [{ code: 'LOG_COUNT_DIFFERS', actor, contains, level, ...count, found }];
}

/** `served`: who answered a client's last attempt. */
export function checkServed(
  expected: readonly { readonly client: string; readonly by: string }[],
  { events }: Moment,
): readonly Finding[] {
  return expected.flatMap(({ client, by }): readonly Finding[] => {
    const found = lastServer(events, client);
    return found === by ? [] : [{ code: 'SERVED_BY_OTHER', client, expected: by, found }];
  });
}

/** `calls`: how many calls a controller has made to its provider. */
export function checkCalls(expected: readonly ExpectedCalls[], { events }: Moment): readonly Finding[] {
  return expected.flatMap(({ controller, operation, count }): readonly Finding[] => {
    const found = events.filter(
      ({ event }) =>
        event.type === 'zone.call' &&
        event.actor === controller &&
        (operation === null ? event.operation !== 'list' : event.operation === operation),
    ).length;
    return isWithin(count, found) ? [] : [{ code: 'CALL_COUNT_DIFFERS', controller, operation, ...count, found }];
  });
}

function lastServer(events: readonly TimedEvent[], client: string): string {
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const served = servedOf((events[index] as TimedEvent).event);
    if (served?.client !== client) continue;
    return served.isFallback ? 'fallback' : (served.servedBy ?? 'nobody');
  }
  return 'nobody';
}

function isWithin({ atLeast, atMost }: CountRange, found: number): boolean {
  return found >= atLeast && (atMost === null || found <= atMost);
}
