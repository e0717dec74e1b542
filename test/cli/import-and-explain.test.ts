import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedIncidentFolder } from '../incident/seed-incident.ts';
import { dibs, folderWith } from './dibs-process.ts';

const clusters = ['production', 'canary', 'staging'];

/** A folder with the files of the seed incident. */
function incident(): string {
  const folder = folderWith({});
  cpSync(seedIncidentFolder, folder, { recursive: true });
  return folder;
}

const logs = clusters.flatMap((cluster) => ['--log', `${cluster}=${cluster}.log`]);
const artefacts = [
  ...['--zone', 'zone.txt'],
  ...logs,
  ...clusters.flatMap((cluster) => ['--desired', `${cluster}=${cluster}-ingresses.json`]),
  ...clusters.flatMap((cluster) => ['--deployment', `${cluster}=${cluster}-external-dns.yaml`]),
  ...clusters.flatMap((cluster) => ['--endpoints', `${cluster}=${cluster}-endpoints.csv`]),
];

describe('dibs import', () => {
  it('writes a scenario that fails as the incident did, and writes over nothing', () => {
    const cwd = incident();
    const imported = dibs(['import', ...artefacts], { cwd });
    expect({ code: imported.exitCode, err: imported.err }).toEqual({ code: 0, err: 'wrote incident.yaml\n' });
    expect(imported.out).toContain('2026-06-13T10:00:00Z is 0s of the scenario');
    const run = dibs(['run', 'incident.yaml'], { cwd });
    expect(run.exitCode).toBe(1);
    expect(run.out).toContain('staging wants acme-eu-central-1.kura.tuist.dev A to be 192.0.2.30');
    const again = dibs(['import', ...artefacts], { cwd });
    expect(again.exitCode).toBe(2);
    expect(again.err).toContain('USAGE_FILE_EXISTS');
  });

  it('says what is missing on the command line, all at once', () => {
    const { exitCode, err } = dibs(
      ['import', '--zone', 'zone.txt', '--log', 'east=production.log', '--owner', 'east'],
      { cwd: incident() },
    );
    expect(exitCode).toBe(2);
    expect(err).toContain('error[INCIDENT_NO_PAIR]: --owner takes CLUSTER=VALUE, found "east"');
    expect(err).toContain(
      'error[INCIDENT_NO_CONTROLLER]: --log names east, and nothing says how external-dns runs there',
    );
  });
});

describe('dibs explain', () => {
  it('explains the logs by the artefacts, and by the scenario made of them', () => {
    const cwd = incident();
    const first = dibs(['explain', ...artefacts, '--out', 'incident.yaml'], { cwd });
    expect(first.exitCode).toBe(0);
    expect(first.out).toMatch(/^explained: a schedule of the model gives all 41 lines and the zone/);
    expect(first.out).toContain('nothing had to be assumed');
    const second = dibs(['explain', 'incident.yaml', ...logs, '--zone', 'zone.txt', '--reporter', 'json'], { cwd });
    expect(second.exitCode).toBe(0);
    const document = JSON.parse(second.out);
    expect(document).toMatchObject({
      verdict: 'explained',
      origin: '2026-06-13T10:00:00Z',
      zonesCompared: ['tuist.dev'],
    });
    expect(document.explanations[0].steps.length).toBeGreaterThan(41);
  });

  it('names a line that was forged, and where it is', () => {
    const cwd = incident();
    const log = readFileSync(join(cwd, 'staging.log'), 'utf8').split('\n');
    log[6] =
      'time="2026-06-13T10:03:40Z" level=info msg="Changing record." action=DELETE record=acme.kura.tuist.dev ttl=1 type=A zone=x';
    writeFileSync(join(cwd, 'staging.log'), log.join('\n'));
    const { exitCode, out } = dibs(['explain', ...artefacts], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('either the configuration given is not the one that ran, or the model is wrong');
    expect(out).toContain('staging.log:7 2026-06-13T10:03:40Z: info Changing record. action=DELETE');
    expect(out).toContain('in its place the model writes: info All records are already up to date');
    expect(out.match(/staging\.log:7 /g)).toHaveLength(1);
  });

  it('stops at damaged artefacts, and with --lenient uses all that can be read', () => {
    const cwd = incident();
    const good = readFileSync(join(cwd, 'canary.log'), 'utf8');
    const damage = [
      'Defaulted container "external-dns" out of: external-dns, linkerd-proxy',
      good.trimEnd(),
      `{"level":"info","msg":"${'x'.repeat(10_000_000)}`,
      '{"level":"info","msg":"cut',
    ];
    writeFileSync(join(cwd, 'canary.log'), damage.join('\n'));
    const zone = readFileSync(join(cwd, 'zone.txt'), 'utf8');
    writeFileSync(
      join(cwd, 'zone.txt'),
      Buffer.concat([Buffer.from(zone), Buffer.from('bro\u00dfken.tuist.dev. 1 IN', 'latin1')]),
    );
    const strict = dibs(['explain', ...artefacts], { cwd });
    expect(strict.exitCode).toBe(2);
    expect(strict.err).toContain('error[LOG_NOT_LOGRUS]');
    expect(strict.err).toContain('error[LOG_LINE_TOO_LONG]');
    expect(strict.err).toMatch(/error\[LOG_LINE_CUT\]: .*\n {2}at canary\.log:13:27\n/);
    expect(strict.err).toMatch(/at zone\.txt:\d+:\d+\n/);
    expect(strict.out).toBe('');
    const lenient = dibs(['explain', ...artefacts, '--lenient'], { cwd });
    expect(lenient.err).toContain('passed over[LOG_LINE_TOO_LONG]');
    expect(lenient.exitCode).toBe(0);
    expect(lenient.out).toContain('explained');
  });

  it('refuses a scenario together with what a scenario says', () => {
    const cwd = incident();
    const { exitCode, err } = dibs(['explain', 'scenario.yaml', ...artefacts], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('INCIDENT_SCENARIO_AND_ARTEFACTS');
  });
});
