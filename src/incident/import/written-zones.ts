import { isWithin } from '../../dns/name.ts';
import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import { writeZoneFile, zoneFileLines } from '../../dns/zone-file-writer.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import type { Incident, IncidentZone } from './incident.ts';

type Written = Readonly<Record<string, unknown>>;

/** So many lines of a zone stand in the scenario itself; more have a file of their own. */
const lineCountMax = 8;

/** The zones at the beginning, as a scenario writes them: one alone by itself, several as a list. */
export function writtenZones(
  { zones, lines }: Incident,
  found: {
    readonly before: ReadonlyMap<string, readonly StoredRecord[]>;
    readonly configurations: readonly Configuration[];
  },
  file: (name: string, content: string) => string,
): unknown {
  const written = zones.map((zone) => {
    const id = idOf(zone, { zones, lines, configurations: found.configurations });
    const records = found.before.get(zone.name) ?? [];
    const frame = { name: zone.name, ...(id === undefined ? {} : { id }) };
    if (records.length === 0) return frame;
    const own = zoneFileLines(records);
    if (own.length <= lineCountMax) return { ...frame, records: `${own.join('\n')}\n` };
    const stem = zones.length === 1 ? 'zone-before' : `${zone.name}-before`;
    return { ...frame, file: file(`${stem}.db`, writeZoneFile(records)) };
  });
  const [only] = written;
  if (only === undefined || written.length > 1) return written;
  return Object.keys(only).length === 1 ? only.name : only;
}

/**
 * What `--zone-id-filter` must mean by a zone, where a controller has one: the id that a log names beside its records,
 * or the only one there is.
 */
function idOf(
  zone: IncidentZone,
  known: {
    readonly zones: readonly IncidentZone[];
    readonly lines: readonly ObservedLine[];
    readonly configurations: readonly Configuration[];
  },
): string | undefined {
  const ids = [...new Set(known.configurations.flatMap(({ zoneIdFilter }) => zoneIdFilter))].filter((id) => id !== '');
  const logged = known.lines.find(
    ({ fields = {} }) => ids.includes(String(fields.zone)) && isWithin(zoneKey(String(fields.record ?? '')), zone.name),
  );
  if (logged !== undefined) return String(logged.fields?.zone);
  return ids.length === 1 && known.zones.length === 1 ? ids[0] : undefined;
}

/** The zones as exported, as expectations: all of a zone if it is small, else what the logs touched of it. */
export function exportedZones(zones: readonly IncidentZone[], touched: ReadonlySet<string>): readonly Written[] {
  return zones.flatMap(({ name, records }, index): readonly Written[] => {
    const lines = zoneFileLines(records.map((record) => ({ ...record, ttl: 0 })));
    const origin = index === 0 ? [] : [`$ORIGIN ${name}.`];
    if (lines.length > 0 && lines.length <= lineCountMax) return [{ zone: `${[...origin, ...lines].join('\n')}\n` }];
    const own = new Set([...touched].filter((key) => isWithin(key.slice(0, key.lastIndexOf(' ')), name)));
    const touchedNow = touchedRecords(records, own);
    return Object.keys(touchedNow).length === 0 ? [] : [{ records: touchedNow }];
  });
}

function touchedRecords(records: readonly StoredRecord[], touched: ReadonlySet<string>): Written {
  const values = new Map<string, string[]>([...touched].map((key) => [key, []]));
  for (const { name, type, setIdentifier = '', values: own } of records) {
    const key = `${zoneKey(name)} ${type}`;
    if (!touched.has(key)) continue;
    // Of a routing policy each set is one of its own.
    if (setIdentifier !== '') values.delete(key);
    const full = `${key} ${setIdentifier}`.trim();
    values.set(full, [...(values.get(full) ?? []), ...own]);
  }
  const written = [...values].sort(([left], [right]) => byCodeUnit(left, right)).slice(0, 2 * lineCountMax);
  return Object.fromEntries(
    written.map(([key, own]) => [key, own.length === 0 ? 'absent' : own.length === 1 ? own[0] : own]),
  );
}
