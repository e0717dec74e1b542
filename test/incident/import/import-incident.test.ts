import { describe, expect, it } from 'vitest';
import { importIncident } from '../../../src/incident/import/import-incident.ts';
import type { Incident } from '../../../src/incident/import/incident.ts';
import { readLog } from '../../../src/incident/logs/read-log.ts';
import { artefactsOfRun } from '../artefacts-of-run.ts';
import { explainIncident, readArtefacts } from '../read-artefacts.ts';
import { shuffledScenario } from '../shuffled-scenario.ts';

const flags = ['--source=ingress', '--provider=cloudflare', '--policy=sync', '--txt-owner-id=east-id'];

function ingress(name: string, created?: string) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default', ...(created === undefined ? {} : { creationTimestamp: created }) },
    spec: { rules: [{ host: `${name}.example.org` }] },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } },
  };
}

const at = (clock: string, message: string) => `time="2026-06-13T${clock}Z" level=info msg=${JSON.stringify(message)}`;
const change = (clock: string, action: string, record: string, type = 'A') =>
  `${at(clock, 'Changing record.')} action=${action} record=${record}.example.org ttl=1 type=${type} zone=z`;
const idle = (clock: string) => at(clock, 'All records are already up to date');

function imported(
  log: readonly string[],
  more: Partial<Incident> & { readonly objects?: Incident['clusters'][number]['objects'] } = {},
) {
  const { objects = [ingress('app')], ...rest } = more;
  const { lines } = readLog(new TextEncoder().encode(log.join('\n')), { file: 'east.log', controller: 'east' });
  const incident: Incident = {
    zones: [{ name: 'example.org', records: [] }],
    clusters: [{ name: 'east', controllers: [{ name: 'east', flags }], objects }],
    lines,
    deeds: [],
    ...rest,
  };
  return importIncident(incident, { folder: 'incident', heading: () => [] });
}

const record = (name: string, type: string, value: string) => ({
  name: `${name}.example.org`,
  type,
  ttl: 0,
  values: [value],
});

describe('an imported scenario', () => {
  it('begins without what the log created, and with what it deleted', () => {
    const { text, guesses } = imported(
      [
        idle('10:00:00'),
        change('10:01:00', 'DELETE', 'old'),
        change('10:01:00', 'DELETE', 'a-old', 'TXT'),
        change('10:01:00', 'CREATE', 'app'),
      ],
      {
        zones: [
          { name: 'example.org', records: [record('app', 'A', '192.0.2.10'), record('mail', 'A', '192.0.2.25')] },
        ],
      },
    );
    const [before = ''] = text.split('clusters:');
    expect(before).toContain('mail.example.org. IN A 192.0.2.25');
    expect(before).not.toContain('app.example.org. IN A');
    expect(before).toContain('old.example.org. IN A 192.0.2.10');
    expect(before).toContain('a-old.example.org. IN TXT "heritage=external-dns,external-dns/owner=east-id');
    expect(guesses.map(({ kind }) => kind).sort()).toEqual(['moment', 'object', 'record-values', 'record-values']);
  });

  it('does not undo what was refused', () => {
    const refused = `${at('10:00:01', 'failed to create record: already exists')} action=CREATE record=app.example.org type=A`;
    const { text } = imported([change('10:00:00', 'CREATE', 'app'), refused], {
      zones: [{ name: 'example.org', records: [record('app', 'A', '192.0.2.99')] }],
    });
    expect(text.split('clusters:')[0]).toContain('app.example.org. IN A 192.0.2.99');
  });

  it('applies an object when it was created, and takes away one that the log shows to be gone', () => {
    const { text } = imported(
      [
        change('10:00:00', 'CREATE', 'app'),
        change('10:00:00', 'CREATE', 'old'),
        idle('10:01:00'),
        change('10:02:00', 'CREATE', 'new'),
        change('10:02:00', 'DELETE', 'old'),
      ],
      { objects: [ingress('app'), ingress('new', '2026-06-13T10:01:30Z')] },
    );
    const steps = text.slice(text.indexOf('steps:'));
    expect(steps).toMatch(/at: 1m30s\n {4}apply:\n {6}cluster: east\n.* name: new/);
    expect(steps).toContain('old.example.org A: absent');
    expect(steps).toContain('{ at: 1m59s, delete: { cluster: east, objects: [ Ingress/default/old.example.org ] } }');
  });

  it('stops a process that was told to end, and starts the next one', () => {
    const { text } = imported([
      idle('10:00:00'),
      at('10:00:30', 'Received SIGTERM. Terminating...'),
      at('10:00:30', 'Terminating main controller loop'),
      idle('10:00:50'),
    ]);
    expect(text).toContain('{ at: 30s, stop: east }');
    expect(text).toContain('{ at: 50s, start: east }');
  });

  it('made of what there is afterwards alone still explains a process that died', () => {
    const scenario = shuffledScenario({
      path: 'scenarios/ownership-lost/crash-between-record-and-txt.yaml',
      variant: 'died-after-batch',
      seed: 'afterwards',
    });
    const { zones, deeds: _, clusters, ...rest } = readArtefacts(artefactsOfRun(scenario));
    const exported = zones.map(({ before: _before, ...zone }) => zone);
    const afterwards = clusters.map(({ objectsBefore: _before, ...cluster }) => cluster);
    const { result } = explainIncident({ ...rest, zones: exported, deeds: [], clusters: afterwards });
    expect(result.verdict).toBe('explained');
    expect(result.explanations[0]?.assumptions).toMatchObject([{ kind: 'fault', outcome: 'crash-after' }]);
  });
});
