import { isWithin } from '../dns/name.ts';
import { zoneKey } from '../dns/zone.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, RunView, TimedEvent } from './invariant.ts';
import { changesOf } from './zone-change.ts';

/** When nobody changes anything any more, the controllers come to rest. */
export const zoneSettles: Invariant = {
  name: 'zone-settles',
  sentence: 'left alone, the zone stops changing',
  premise: {
    absence: 'no zone ever changed',
    over: 'step',
    isMet: ({ events }) => events.some((event) => changesOf(event).length > 0),
  },
  judge: { over: 'run', check: unsettled },
};

function unsettled({ landscape, leftAlone, isSettled, nowMs }: RunView): readonly InvariantFinding[] {
  if (isSettled) return [];
  const history = historyOf(leftAlone);
  return landscape.zones.flatMap((zone): readonly InvariantFinding[] => {
    const names = [...history.keys()].filter(
      (name) => isWithin(name, zone.name) && isFlapping(history.get(name), nowMs),
    );
    if (names.length === 0) return [];
    const actors = [...new Set(names.flatMap((name) => [...(history.get(name)?.actors ?? [])]))].sort();
    const sorted = names.sort();
    return [{ code: 'KEEPS_CHANGING', invariant: 'zone-settles', zone: zone.name, names: sorted, actors }];
  });
}

interface History {
  /** The moments at which something under a name changed, each once. */
  readonly momentsMs: number[];
  readonly actors: Set<string>;
}

function historyOf(events: readonly TimedEvent[]): ReadonlyMap<string, History> {
  const history = new Map<string, History>();
  for (const { atMs, event } of events) {
    for (const { before, after, actor } of changesOf(event)) {
      const name = zoneKey((before ?? after)?.name ?? '');
      const { momentsMs, actors } = history.get(name) ?? { momentsMs: [], actors: new Set<string>() };
      if (momentsMs.at(-1) !== atMs) momentsMs.push(atMs);
      actors.add(actor);
      history.set(name, { momentsMs, actors });
    }
  }
  return history;
}

/** Whether it changed more than once, and not so long ago, compared with the time between, that it seems to have ended. */
function isFlapping(history: History | undefined, nowMs: number): boolean {
  const [before, last] = history?.momentsMs.slice(-2) ?? [];
  return before !== undefined && last !== undefined && nowMs - last <= 2 * (last - before);
}
