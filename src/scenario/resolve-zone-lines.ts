import { isWithin } from '../dns/name.ts';
import type { StoredRecord } from '../dns/stored-record.ts';
import { zoneKey } from '../dns/zone.ts';
import { zoneConflicts } from '../dns/zone-conflicts.ts';
import { readZoneFile } from '../dns/zone-file-reader.ts';
import type { PlacedText } from './located.ts';
import type { ZoneLineMistake } from './problem.ts';
import type { Resolution } from './resolution.ts';

/** The records of master-file lines. */
export interface ZoneLines {
  /** Without SOA records. */
  readonly records: readonly StoredRecord[];
  /** From a SOA record, if there is one. */
  readonly negativeTtlSeconds: number | null;
}

/**
 * Reads master-file lines. Mistakes are reported at their place; so are records that do not lie in the zone. The root,
 * written as an empty text, is for names outside the zones: it takes every name but those in a zone.
 */
export function resolveZoneLines(resolution: Resolution, placed: PlacedText, zone: string): ZoneLines {
  const { records, problems } = readZoneFile(placed.text, { origin: zone });
  for (const { line, column, ...mistake } of problems) {
    resolution.report({
      code: 'SCENARIO_BAD_ZONE_LINE',
      at: placed.place(line, column),
      mistake: mistake as ZoneLineMistake,
    });
  }
  for (const record of records) reportPlacement(resolution, placed, { record, zone });
  const soa = records.find(({ type }) => type === 'SOA');
  return {
    records: records.filter(({ type }) => type !== 'SOA'),
    negativeTtlSeconds: soa === undefined ? null : negativeTtl(soa),
  };
}

/** Reports what breaks a rule of DNS: a CNAME beside other records, two values where one may be. */
export function reportConflicts(
  resolution: Resolution,
  placed: PlacedText,
  { zone, records }: { readonly zone: string; readonly records: readonly StoredRecord[] },
): void {
  for (const conflict of zoneConflicts(zone, records)) {
    // Names outside are reported when read; what lies below a delegation is hidden, which real zones do have.
    if (conflict.code === 'ZONE_NAME_OUTSIDE' || conflict.code === 'ZONE_NAME_DELEGATED') continue;
    const at = placed.place(lineOf(placed.text, { name: conflict.name, zone }), 1);
    resolution.report({ code: 'SCENARIO_ZONE_CONFLICT', at, conflict });
  }
}

function reportPlacement(
  resolution: Resolution,
  placed: PlacedText,
  { record, zone }: { readonly record: StoredRecord; readonly zone: string },
): void {
  const name = zoneKey(record.name);
  // Looked up only for a mistake: zones can be large.
  const at = () => placed.place(lineOf(placed.text, { name, zone }), 1);
  if (zone !== '' && !isWithin(name, zone)) {
    resolution.report({ code: 'SCENARIO_OUTSIDE_ZONES', at: at(), name, zones: [zone] });
  }
  const around = zone === '' ? resolution.names.zones.find((known) => isWithin(name, known)) : undefined;
  if (around !== undefined) resolution.report({ code: 'SCENARIO_INSIDE_ZONE', at: at(), name, zone: around });
}

/** The first line that begins with a name, written whole or relative to the zone. */
function lineOf(text: string, { name, zone }: { readonly name: string; readonly zone: string }): number {
  const relative = name === zone ? '@' : name.slice(0, -(zone.length + 1));
  const spellings = [`${name}.`, zone === '' ? name : relative];
  const firstWords = text.split('\n').map((line) => line.split(/\s/, 1)[0]?.toLowerCase() ?? '');
  return (
    Math.max(
      firstWords.findIndex((word) => spellings.includes(word)),
      0,
    ) + 1
  );
}

/** *Source:* RFC 2308 section 5: the lesser of the SOA record's own TTL and its last field. */
function negativeTtl(soa: StoredRecord): number {
  const minimum = Number(soa.values[0]?.split(' ').at(-1));
  return soa.ttl === 0 ? minimum : Math.min(soa.ttl, minimum);
}
