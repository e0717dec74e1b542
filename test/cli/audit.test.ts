import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dibs, folderWith } from './dibs-process.ts';

const cwd = fileURLToPath(new URL('../fixtures/seed-incident/', import.meta.url));
const clusters = ['production', 'canary', 'staging'];
const wishes = clusters.flatMap((name) => ['--desired', `${name}=${name}-ingresses.json`]);
const deployments = clusters.flatMap((name) => ['--deployment', `${name}=${name}-external-dns.yaml`]);

describe('dibs audit of the seed incident', () => {
  it('names every shadowed record, whose clients go to production, and the list of the runbook', () => {
    const { exitCode, out } = dibs(['audit', '--zone', 'zone.txt', ...wishes, ...deployments, '--reporter', 'json'], {
      cwd,
    });
    const audit = JSON.parse(out);
    expect(exitCode).toBe(0);
    expect(audit.summary).toMatchObject({ shadowed: 4, foreign: 2, unowned: 4, owned: 8 });
    const shadowed = audit.recordSets.filter(
      (each: { class: string; type: string }) => each.class === 'shadowed' && each.type === 'A',
    );
    expect(shadowed).toEqual(
      ['acme-eu-central-1', 'grpc.acme-eu-central-1'].map((label) => ({
        name: `${label}.kura.tuist.dev`,
        type: 'A',
        class: 'shadowed',
        owner: 'tuist-platform',
        cluster: 'production',
        reason:
          'production owns the name and wants it, too; canary wants 192.0.2.20 there, its clients go to production; staging wants 192.0.2.30 there, its clients go to production',
      })),
    );
    const deleted = audit.manual.filter(({ action }: { action: string }) => action === 'delete');
    expect(deleted.map(({ name, type }: { name: string; type: string }) => `${name} ${type}`)).toEqual([
      'old-us-east-1.kura.tuist.dev A',
      'a-old-us-east-1.kura.tuist.dev TXT',
    ]);
    expect(audit.nextSync).toEqual(
      Object.fromEntries(clusters.map((name) => [name, { create: [], update: [], delete: [] }])),
    );
  });

  it('says the same of the pages of the API, with owner ids alone', () => {
    const owners = ['tuist-platform', 'tuist-canary-platform', 'tuist-staging-platform'].flatMap((id, index) => [
      '--owner',
      `${clusters[index]}=${id}`,
    ]);
    const { out } = dibs(
      ['audit', '--zone', 'zone.json', '--zone-name', 'tuist.dev', ...wishes, ...owners, '--reporter', 'json'],
      { cwd },
    );
    expect(JSON.parse(out).summary).toMatchObject({ shadowed: 4, foreign: 2, owned: 8 });
  });

  it('fails a nightly job on what it is told to, and on nothing else', () => {
    const audit = ['audit', '--zone', 'zone.txt', ...wishes, ...deployments];
    expect(dibs([...audit, '--fail-on', 'shadowed,orphaned'], { cwd }).exitCode).toBe(1);
    expect(dibs([...audit, '--fail-on', 'orphaned'], { cwd }).exitCode).toBe(0);
    const { exitCode, err } = dibs([...audit, '--fail-on', 'shadowd'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('did you mean "shadowed"?');
  });

  it('writes its table', () => {
    const { out } = dibs(['audit', '--zone', 'zone.txt', ...wishes, ...deployments], { cwd });
    expect(out).toMatchSnapshot();
  });

  it('writes several reports at once', () => {
    const scratch = folderWith({});
    const files = ['csv', 'html'].map((name) => `${name}=${join(scratch, `audit.${name}`)}`);
    const { exitCode, out } = dibs(
      [
        'audit',
        '--zone',
        'zone.txt',
        ...wishes,
        ...deployments,
        '--reporter',
        files[0] as string,
        '--reporter',
        files[1] as string,
      ],
      { cwd },
    );
    expect([exitCode, out]).toEqual([0, '']);
    const csv = readFileSync(join(scratch, 'audit.csv'), 'utf8').split('\r\n');
    expect(csv[0]).toBe('name,type,set_identifier,class,owner,cluster,reason,values');
    expect(csv).toHaveLength(18 + 2);
    expect(readFileSync(join(scratch, 'audit.html'), 'utf8')).toContain('<h1>Audit of tuist.dev</h1>');
  });
});

describe('dibs audit of broken files', () => {
  const broken = { 'broken.txt': '$ORIGIN example.org.\napp 300 IN A 192.0.2.1\nwww 300 IN A 192.0.2\n' };

  it('says where, and goes no further', () => {
    const { exitCode, out, err } = dibs(['audit', '--zone', 'broken.txt', '--owner', 'east=east'], {
      cwd: folderWith(broken),
    });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('error[ZONE_FILE_BAD_RDATA]');
    expect(err).toContain('broken.txt:3:14');
  });

  it('goes on with the rest if it is told to', () => {
    const { exitCode, out, err } = dibs(
      ['audit', '--zone', 'broken.txt', '--owner', 'east=east', '--lenient', '--reporter', 'json'],
      { cwd: folderWith(broken) },
    );
    expect(exitCode).toBe(0);
    expect(err).toContain('passed over[ZONE_FILE_BAD_RDATA]');
    expect(JSON.parse(out).recordSets.map(({ name }: { name: string }) => name)).toEqual(['app.example.org']);
  });

  it.each([
    [['--owner', 'east=east'], 'INCIDENT_NO_ZONE'],
    [['--zone', 'nowhere.txt'], 'USAGE_CANNOT_READ'],
    [['--zone', 'zone.txt', '--desired', 'east=staging-ingresses.json'], 'INCIDENT_NO_CONTROLLER'],
    [['--zone', 'zone.txt', '--owner', 'east'], 'INCIDENT_NO_PAIR'],
    [['--zone', 'zone.txt', '--owner', 'east=a', '--owner', 'east=b'], 'USAGE_OWNER_TWICE'],
    [['--zone', 'zone.json', '--owner', 'east=a'], 'INCIDENT_NO_ZONE_NAME'],
    [['--zone', 'zone.txt', '--format', 'binde'], 'USAGE_UNKNOWN_FORMAT'],
    [['--zone', 'zone.txt', '--reporter', 'pretty'], 'USAGE_UNKNOWN_REPORTER'],
    [['--zone', 'zone.txt', '--reporter', 'json', '--reporter', 'csv'], 'USAGE_REPORTERS_COLLIDE'],
  ])('%j is refused', (args, problem) => {
    const { exitCode, err } = dibs(['audit', ...args], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain(`error[${problem}]`);
  });
});
