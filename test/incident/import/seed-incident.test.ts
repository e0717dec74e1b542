import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readControllers } from '../../../src/incident/desired/read-controllers.ts';
import { readDesired } from '../../../src/incident/desired/read-desired.ts';
import { readEndpointTable } from '../../../src/incident/endpoints/endpoint-table.ts';
import { importIncident } from '../../../src/incident/import/import-incident.ts';
import type { Incident, IncidentController } from '../../../src/incident/import/incident.ts';
import { readLog } from '../../../src/incident/logs/read-log.ts';
import { readZoneExport } from '../../../src/incident/zone-export/read-zone-export.ts';
import { invariants } from '../../../src/properties/invariants.ts';
import { describeFinding } from '../../../src/report/describe-finding.ts';
import { buildScenario } from '../../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../../src/scenario/load-scenario.ts';
import { runScenario } from '../../../src/timeline/run-scenario.ts';
import { explainIncident } from '../read-artefacts.ts';
import { seedIncidentFolder } from '../seed-incident.ts';

const file = (name: string) => readFileSync(new URL(name, seedIncidentFolder));

/** The incident as its files say it. */
function seedIncident(): Incident {
  const zone = readZoneExport({ content: file('zone.txt'), path: 'zone.txt' });
  const clusters = ['production', 'canary', 'staging'];
  return {
    zones: [{ name: zone.zoneName ?? '', records: zone.records }],
    clusters: clusters.map((name) => ({
      name,
      controllers: readControllers({ content: file(`${name}-external-dns.yaml`), path: name }).controllers.map(
        ({ flags }) => ({ name, flags }),
      ),
      objects: readDesired({ content: file(`${name}-ingresses.json`), path: name }).objects,
      endpoints: readEndpointTable(file(`${name}-endpoints.csv`), name).endpoints,
    })),
    lines: clusters.flatMap((name) => readLog(file(`${name}.log`), { file: `${name}.log`, controller: name }).lines),
    deeds: [],
  };
}

/** What comes of running the imported scenario, with steps put before its last one. */
function runWith(steps: readonly string[]) {
  const { text, files } = importIncident(seedIncident(), { folder: 'incident', heading: () => [] });
  const mended = text.replace(/^( {2}- \{ settle: 6h \})$/m, [...steps, '$1'].join('\n'));
  const { variants, problems } = loadScenario({
    path: 'incident.yaml',
    text: mended,
    readFile: (name) => files[name],
    invariants: Object.keys(invariants),
  });
  const [scenario] = variants ?? [];
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return runScenario(buildScenario(scenario));
}

const deploys = (release: string) =>
  ['staging', 'canary'].map((environment) => `  - { deploy: { environment: ${environment}, release: ${release} } }`);

describe('the scenario imported from the seed incident', () => {
  it('is short enough to be read, and begins with the zone as it was before any controller wrote', () => {
    const { text, guesses } = importIncident(seedIncident(), { folder: 'incident', heading: () => [] });
    expect(text.split('\n').length).toBeLessThan(60);
    expect(guesses).toEqual([]);
    expect(text).toContain('old-us-east-1.kura.tuist.dev. 300 IN A 192.0.2.99');
    expect(text).not.toMatch(/^ +acme-eu-central-1\.kura\.tuist\.dev\. .* IN A/m);
  });

  it('fails as the incident did: two clusters are shadowed by production', () => {
    const run = runWith([]);
    expect(run.verdict).toBe('failed');
    expect(run.troubles).toEqual([]);
    const failed = run.expectations.filter(({ ok }) => !ok);
    expect(failed.map(({ expectation }) => expectation.form)).toEqual(['holds']);
    const why = failed.flatMap(({ findings }) => findings.flatMap(describeFinding));
    for (const cluster of ['canary', 'staging']) {
      expect(why.join('\n')).toContain(`${cluster} wants acme-eu-central-1.kura.tuist.dev A`);
    }
    expect(why.join('\n')).toContain('owner tuist-platform holds it');
  });

  it('passes with both commits, and not with the first alone', () => {
    expect(runWith(deploys('second-commit')).verdict).toBe('passed');
    expect(runWith(deploys('first-commit')).verdict).toBe('failed');
  });

  it('explains every line of the three logs and the zone, assuming nothing', () => {
    const { result } = explainIncident(seedIncident());
    expect(result.verdict).toBe('explained');
    const [best] = result.explanations;
    expect(best?.assumptions).toEqual([]);
    expect(best?.steps.flatMap(({ lines }) => lines)).toHaveLength(result.comparedCount);
    const writers = best?.steps.filter(({ action }) => action.endsWith('.call')).map(({ actor }) => actor);
    expect([...new Set(writers)]).toEqual(['production', 'staging']);
  });

  it('does not explain the log of a staging that was configured otherwise', () => {
    const incident = seedIncident();
    const withoutTrial = (one: IncidentController) => {
      return { ...one, flags: [...one.flags, '--exclude-domains=trial-eu-central-1.kura.tuist.dev'] };
    };
    const clusters = incident.clusters.map((cluster) =>
      cluster.name === 'staging' ? { ...cluster, controllers: cluster.controllers.map(withoutTrial) } : cluster,
    );
    const { result } = explainIncident({ ...incident, clusters });
    expect(result.verdict).toBe('contradicted');
    expect(result.explanations[0]?.unexplained.map(({ line }) => line.controller)).toContain('staging');
  });
});
