import { describe, expect, test } from 'vitest';
import { readZoneFile } from '../../../src/dns/zone-file-reader.ts';
import { parseFlags } from '../../../src/externaldns/flags/parse-flags.ts';
import type { AuditController } from '../../../src/incident/audit/audit-input.ts';
import { auditZone } from '../../../src/incident/audit/audit-zone.ts';
import { RecordTable } from '../../../src/incident/zone-export/record-table.ts';
import { readManifests } from '../../../src/kubernetes/manifest.ts';
import { manualWords, reasonText } from '../../../src/report/audit/audit-words.ts';

/** A cluster with one Ingress for each host, behind one address. */
function cluster(
  name: string,
  parts: {
    readonly hosts?: readonly string[] | null;
    readonly ip?: string;
    readonly flags?: readonly string[];
    readonly owner?: string;
    readonly version?: string;
  },
): AuditController {
  const { hosts = [], ip = '192.0.2.1', flags = [], owner = name, version } = parts;
  const policy = flags.some((flag) => flag.startsWith('--policy')) ? [] : ['--policy=sync'];
  const parsed = parseFlags(
    ['--source=ingress', '--provider=cloudflare', ...policy, `--txt-owner-id=${owner}`, ...flags],
    version === undefined ? {} : { version },
  );
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const manifests = (hosts ?? []).map(
    (host, index) =>
      `{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: i${index}, namespace: web }, spec: { rules: [{ host: ${host} }] }, status: { loadBalancer: { ingress: [{ ip: ${ip} }] } } }`,
  );
  const objects = hosts === null ? null : readManifests(manifests.join('\n---\n')).objects;
  return { name, cluster: name, configuration: parsed.configuration, objects };
}

const heritage = (owner: string) => `TXT "heritage=external-dns,external-dns/owner=${owner}"`;

function auditOf(lines: readonly string[], controllers: readonly AuditController[]) {
  const { records, problems } = readZoneFile(lines.join('\n'), { origin: 'example.org' });
  expect(problems).toEqual([]);
  const result = auditZone({ zoneName: 'example.org', records: RecordTable.of(records), controllers });
  const found = [...result.recordSets()];
  return {
    result,
    classes: Object.fromEntries(
      found.map(({ name, type, class: auditClass }) => [`${name.replace('.example.org', '')} ${type}`, auditClass]),
    ),
    reasonOf: (name: string) =>
      reasonText(found.find((each) => each.name === `${name}.example.org`) ?? (undefined as never)),
    manual: [...result.manual()].map((item) => manualWords(item).what),
    checks: [...result.manual()].map((item) => manualWords(item).check),
  };
}

const app = (owner: string, ip = '192.0.2.1') => [`app A ${ip}`, `a-app ${heritage(owner)}`];

describe('an audit says of a record that it is', () => {
  test('owned and wanted', () => {
    const { classes, manual, result } = auditOf(app('east'), [cluster('east', { hosts: ['app.example.org'] })]);
    expect(classes).toEqual({ 'app A': 'owned', 'a-app TXT': 'owned' });
    expect(manual).toEqual([]);
    expect(result.nextSync).toEqual({ east: { create: [], update: [], delete: [] } });
  });

  test('owned and about to change', () => {
    const { reasonOf, result } = auditOf(app('east', '192.0.2.9'), [cluster('east', { hosts: ['app.example.org'] })]);
    expect(reasonOf('app')).toBe('its owner wants it otherwise and changes it at its next sync');
    expect(result.nextSync.east?.update).toContainEqual({ name: 'app.example.org', type: 'A', targets: ['192.0.2.1'] });
  });

  test('no longer wanted, and goes at the next sync', () => {
    const { classes, reasonOf, manual, result } = auditOf(app('east'), [cluster('east', {})]);
    expect(classes).toEqual({ 'app A': 'unwanted', 'a-app TXT': 'unwanted' });
    expect(reasonOf('app')).toBe('east wants it no longer and deletes it at its next sync');
    expect(manual).toEqual([]);
    expect(result.nextSync.east?.delete.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'app.example.org A',
      'a-app.example.org TXT',
    ]);
  });

  test.each([
    ['--policy=upsert-only', 'its policy is upsert-only'],
    ['--policy=create-only', 'its policy is create-only'],
    ['--exclude-domains=app.example.org', 'its domain filter leaves the name out'],
    ['--domain-filter=example.net', 'its filters leave the zone out'],
    ['--exclude-record-types=A', 'it does not manage this type'],
    ['--dry-run', 'it is in a dry run'],
  ])('no longer wanted, and stays for ever with %s', (flag, why) => {
    const { classes, reasonOf, manual } = auditOf(app('east'), [cluster('east', { flags: [flag] })]);
    expect(classes['app A']).toBe('unwanted');
    expect(reasonOf('app')).toBe(`east wants it no longer and never deletes it: ${why}`);
    expect(manual).toEqual(['delete app.example.org A 192.0.2.1', 'delete a-app.example.org TXT']);
  });

  test('foreign, if nobody here has its owner id', () => {
    const { classes, manual, checks } = auditOf(app('gone'), [cluster('east', {})]);
    expect(classes).toEqual({ 'app A': 'foreign', 'a-app TXT': 'foreign' });
    expect(manual).toEqual(['delete app.example.org A 192.0.2.1', 'delete a-app.example.org TXT']);
    expect(checks[0]).toBe('make sure that no external-dns anywhere runs with --txt-owner-id=gone');
  });

  test('unowned, and left alone unless it is in the way', () => {
    const { classes, manual, reasonOf } = auditOf(
      ['mail A 192.0.2.5', 'app A 192.0.2.1', 'www A 192.0.2.9'],
      [cluster('east', { hosts: ['app.example.org', 'www.example.org'] })],
    );
    expect(classes).toEqual({ 'mail A': 'unowned', 'app A': 'unowned', 'www A': 'unowned' });
    expect(manual).toEqual(['decide about app.example.org A', 'decide about www.example.org A']);
    expect(reasonOf('app')).toContain('east wants exactly this and will not touch it: its TXT may be lost');
    expect(reasonOf('www')).toContain('east wants 192.0.2.1 there');
  });

  test('an orphaned TXT, which nobody takes away unless its owner makes the record again', () => {
    const orphan = [`a-app ${heritage('east')}`];
    expect(auditOf(orphan, [cluster('east', {})])).toMatchObject({
      classes: { 'a-app TXT': 'orphaned' },
      manual: ['delete a-app.example.org TXT'],
    });
    const taken = auditOf(orphan, [cluster('west', { hosts: ['app.example.org'] })]);
    expect(taken.reasonOf('a-app')).toBe(
      'there is no A record app.example.org for it to speak for; west wants that name',
    );
  });

  test('shadowed, with who goes where', () => {
    const east = cluster('east', { hosts: ['app.example.org'] });
    const west = cluster('west', { hosts: ['app.example.org'], ip: '192.0.2.2' });
    const { classes, reasonOf, manual, result } = auditOf(app('east'), [east, west]);
    expect(classes).toEqual({ 'app A': 'shadowed', 'a-app TXT': 'shadowed' });
    expect(reasonOf('app')).toBe(
      'east owns the name and wants it, too; west wants 192.0.2.2 there, its clients go to east',
    );
    expect(manual).toEqual(['decide about app.example.org A']);
    expect(result.nextSync.west).toEqual({ create: [], update: [], delete: [] });
  });

  test('shadowed by an owner that is gone: deleted by hand, and made again by who wants it', () => {
    const { manual, checks } = auditOf(app('gone', '192.0.2.9'), [cluster('west', { hosts: ['app.example.org'] })]);
    expect(manual).toEqual(['delete app.example.org A 192.0.2.9', 'delete a-app.example.org TXT']);
    expect(checks[0]).toContain('the next sync of west creates the name');
  });

  test('shadowed by an owner that lets it go: nothing to do', () => {
    const west = cluster('west', { hosts: ['app.example.org'], ip: '192.0.2.2' });
    expect(auditOf(app('east'), [cluster('east', {}), west])).toMatchObject({
      classes: { 'app A': 'shadowed' },
      manual: [],
    });
  });

  test('contested: two clusters with one owner id, or two owners in the TXT', () => {
    const hosts = ['app.example.org'];
    const same = auditOf(app('prod'), [cluster('east', { hosts, owner: 'prod' }), cluster('west', { owner: 'prod' })]);
    expect(same.classes).toEqual({ 'app A': 'contested', 'a-app TXT': 'contested' });
    expect(same.manual).toEqual(['give east and west an owner id each']);
    const both = auditOf(
      [...app('east'), `a-app ${heritage('west')}`],
      [cluster('east', { hosts }), cluster('west', {})],
    );
    expect(both.classes['app A']).toBe('contested');
    expect(both.manual).toEqual(['decide about app.example.org A']);
  });

  test('a TXT of old releases, unless a controller here still writes such', () => {
    const lines = ['app A 192.0.2.1', `app ${heritage('east')}`, `a-app ${heritage('east')}`];
    const old = cluster('east', { hosts: ['app.example.org'], version: 'v0.14.2' });
    expect(auditOf(lines, [cluster('east', { hosts: ['app.example.org'] })]).classes['app TXT']).toBe('legacy');
    expect(auditOf(lines, [old]).classes['app TXT']).toBe('owned');
  });

  test('unreadable: encrypted for somebody else, or broken', () => {
    const encrypted = `a-app TXT "${'Q0lQSEVSVEVYVA'.repeat(6)}=="`;
    const { classes, manual } = auditOf(['app A 192.0.2.1', encrypted], [cluster('east', {})]);
    expect(classes).toEqual({ 'app A': 'unreadable', 'a-app TXT': 'unreadable' });
    expect(manual).toEqual(['decide about a-app.example.org TXT']);
    expect(
      auditOf(['a-app TXT "heritage=external-dns;external-dns/owner=east"'], [cluster('east', {})]).classes,
    ).toEqual({ 'a-app TXT': 'unreadable' });
  });

  test('owned, where nothing is known about what its cluster wants', () => {
    const { classes, result } = auditOf(app('east'), [cluster('east', { hosts: null })]);
    expect(classes['app A']).toBe('owned');
    expect(result.nextSync).toEqual({ east: null });
  });
});

test('a controller without a registry would delete the zone, and the next sync says so', () => {
  const { result } = auditOf([...app('east'), 'mail A 192.0.2.5'], [cluster('wild', { flags: ['--registry=noop'] })]);
  expect(result.nextSync.wild?.delete.map(({ name }) => name)).toContain('mail.example.org');
});
