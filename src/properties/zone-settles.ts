import { zoneKey } from '../dns/zone.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, RunView } from './invariant.ts';
import { changesOf } from './zone-change.ts';

/** When nobody changes anything any more, the controllers come to rest. */
export const zoneSettles: Invariant = {
  name: 'zone-settles',
  sentence: 'left alone, the zone stops changing',
  judge: { over: 'run', check: unsettled },
};

function unsettled({ landscape, events, isSettled, lastChangeMs }: RunView): readonly InvariantFinding[] {
  if (isSettled) return [];
  const recent = events.filter(({ atMs }) => atMs > lastChangeMs - recentMs).flatMap(({ event }) => changesOf(event));
  const names = recent.flatMap(({ before, after }) => (before ?? after)?.name ?? []).map(zoneKey);
  return landscape.zones.flatMap((zone): readonly InvariantFinding[] => {
    const changed = [...new Set(names.filter((name) => name === zone.name || name.endsWith(`.${zone.name}`)))].sort();
    if (changed.length === 0) return [];
    const actors = [...new Set(recent.map(({ actor }) => actor))].sort();
    return [{ code: 'KEEPS_CHANGING', invariant: 'zone-settles', zone: zone.name, names: changed, actors }];
  });
}

/** How far back from the last change the changes count that are named in the finding. */
const recentMs = 10 * 60_000;
