import { parse } from 'yaml';
import { readDesired } from '../../src/incident/desired/read-desired.ts';
import { readEndpointTable } from '../../src/incident/endpoints/endpoint-table.ts';
import { explainLogs } from '../../src/incident/explain/explain-logs.ts';
import { modelForExplaining } from '../../src/incident/explain/model-for-explaining.ts';
import { importIncident } from '../../src/incident/import/import-incident.ts';
import type { Incident } from '../../src/incident/import/incident.ts';
import { readLog } from '../../src/incident/logs/read-log.ts';
import { parseTimestamp } from '../../src/incident/logs/timestamp.ts';
import { readZoneExport } from '../../src/incident/zone-export/read-zone-export.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import type { Artefacts } from './artefacts-of-run.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** An incident as the command line reads it from the files that these texts are. */
export function readArtefacts({ zoneName, zone, zoneBefore, clusters, deeds }: Artefacts): Incident {
  const records = (content: string) => readZoneExport({ content, path: 'zone', zoneName }).records;
  return {
    zones: [{ name: zoneName, records: records(zone), before: records(zoneBefore) }],
    clusters: clusters.map(({ name, flags, version, objects, objectsBefore, endpoints, release }) => ({
      name,
      controllers: [{ name, flags, version: `v${version.replace(/^v/, '')}` }],
      objects: readDesired({ content: objects, path: name }).objects,
      objectsBefore: readDesired({ content: objectsBefore, path: name }).objects,
      ...(endpoints === null ? {} : { endpoints: readEndpointTable(bytes(endpoints), name).endpoints }),
      ...(release === null ? {} : { release }),
    })),
    lines: clusters.flatMap(({ name, log }) => readLog(bytes(log), { file: `${name}.log`, controller: name }).lines),
    deeds: (parse(deeds) as Record<string, unknown>[]).map(({ time, ...step }) => {
      const moment = parseTimestamp(String(time));
      return { timeMs: 'timeMs' in moment ? moment.timeMs : 0, step };
    }),
  };
}

/** Imports an incident and explains its logs by what was imported. */
export function explainIncident(incident: Incident) {
  const imported = importIncident(incident, { folder: 'incident', heading: () => [] });
  const { variants, problems } = loadScenario({
    path: 'incident.yaml',
    text: imported.text,
    readFile: (file) => imported.files[file],
    invariants: Object.keys(invariants),
  });
  const [scenario] = variants ?? [];
  if (scenario === undefined) throw new Error(`${JSON.stringify(problems.slice(0, 3))}\n${imported.text}`);
  const built = modelForExplaining(scenario);
  return {
    imported,
    scenario,
    built,
    result: explainLogs({ built, lines: incident.lines, originMs: imported.originMs, zones: incident.zones }),
  };
}
