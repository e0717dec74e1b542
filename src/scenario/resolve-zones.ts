import type { StoredRecord } from '../dns/stored-record.ts';
import type { PlacedText } from './located.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import { reportConflicts, resolveZoneLines } from './resolve-zone-lines.ts';
import type { ZoneSetup } from './scenario.ts';
import type { ScenarioDocument } from './shape/document-shape.ts';

/** As long as zone SOA records commonly say: half an hour. */
const DEFAULT_NEGATIVE_TTL_SECONDS = 1800;

type WrittenZone = Exclude<ScenarioDocument['zone'], string | readonly unknown[]>;

/** The zones of a scenario, in the order of the file. */
export function resolveZones(resolution: Resolution, document: ScenarioDocument): readonly ZoneSetup[] {
  const { zone } = document;
  if (typeof zone === 'string') return [zoneOf(resolution, { name: zone }, ['zone'])];
  if (!Array.isArray(zone)) return [zoneOf(resolution, zone, ['zone'])];
  const names = new Set<string>();
  return zone.map((one, index) => {
    const path = ['zone', index];
    if (names.has(one.name)) {
      resolution.report({ code: 'SCENARIO_DUPLICATE_ZONE', at: resolution.at([...path, 'name']), name: one.name });
    }
    names.add(one.name);
    return zoneOf(resolution, one, path);
  });
}

/** What the rest of the internet answers. */
export function resolveElsewhere(resolution: Resolution, document: ScenarioDocument): readonly StoredRecord[] {
  if (document.elsewhere === undefined) return [];
  return resolveZoneLines(resolution, resolution.inline(document.elsewhere, ['elsewhere']), '').records;
}

function zoneOf(resolution: Resolution, written: WrittenZone, path: TreePath): ZoneSetup {
  const { name, id = name } = written;
  const placed = textOf(resolution, written, path);
  const lines = placed === undefined ? undefined : resolveZoneLines(resolution, placed, name);
  if (placed !== undefined && lines !== undefined) {
    reportConflicts(resolution, placed, { zone: name, records: lines.records });
  }
  const negativeTtlSeconds = written['negative-ttl'] ?? lines?.negativeTtlSeconds ?? DEFAULT_NEGATIVE_TTL_SECONDS;
  const recordCountMax = written['record-limit'];
  return {
    name,
    id,
    records: lines?.records ?? [],
    negativeTtlSeconds,
    ...(recordCountMax === undefined ? {} : { recordCountMax }),
    at: resolution.at(path),
  };
}

function textOf(resolution: Resolution, written: WrittenZone, path: TreePath): PlacedText | undefined {
  const { records, file } = written;
  if (records !== undefined && file !== undefined) {
    const at = resolution.keyAt([...path, 'file']);
    resolution.report({ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', at, keys: ['records', 'file'] });
  }
  if (records !== undefined) return resolution.inline(records, [...path, 'records']);
  return file === undefined ? undefined : resolution.file(file, [...path, 'file']);
}
