import { describe, expect, it } from 'vitest';
import { changeObjects } from '../../src/kubernetes/apply-object.ts';
import { createCertManager, foreseenCertificates } from '../../src/kubernetes/cert-manager.ts';
import { createCertificateQuota } from '../../src/kubernetes/certificate-quota.ts';
import { ClusterWorld, east, objectsOf } from './cluster-world.ts';

const issue = 'east.issue kura/acme-public-tls';
const refill = 'letsencrypt.refill example.org';

function certificate(host: string, name = 'acme-public-tls'): string {
  return `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: ${name}, namespace: kura }
spec: { secretName: ${name}, dnsNames: [${host}] }
---
`;
}

function worldWith(manifests: string, quota?: ReturnType<typeof createCertificateQuota>) {
  const cluster = east(manifests);
  const certificates = foreseenCertificates(objectsOf(manifests));
  const part = createCertManager(cluster, { certificates, ...(quota === undefined ? {} : { quota }) });
  const world = new ClusterWorld(cluster, quota === undefined ? [part] : [part, quota.part]);
  return { cluster, part, world };
}

describe('cert-manager', () => {
  it('stores a certificate for the names that were asked for, a minute after the Certificate was applied', () => {
    const { part, world } = worldWith(certificate('acme.example.org'));
    expect(part.timers).toEqual([{ action: issue, afterMs: 60_000 }]);
    const { events } = world.fire(issue);
    expect(world.object('Secret/kura/acme-public-tls')?.data).toEqual({ dnsNames: ['acme.example.org'] });
    expect(events).toEqual([
      {
        type: 'kubernetes.certificate-issued',
        actor: 'east.cert-manager',
        cluster: 'east',
        certificate: 'Certificate/kura/acme-public-tls',
        secret: 'Secret/kura/acme-public-tls',
        dnsNames: ['acme.example.org'],
      },
    ]);
    expect(world.outcomesOf(issue)).toEqual([]);
  });

  it('keeps the certificate for the old name until the one for the new name is issued', () => {
    const { cluster, world } = worldWith(certificate('old.example.org'));
    world.fire(issue);
    const apply = objectsOf(certificate('new.example.org'));
    world.change(changeObjects({ cluster, reader: world.reader, actor: 'kura', apply }));
    expect(world.object('Secret/kura/acme-public-tls')?.data).toEqual({ dnsNames: ['old.example.org'] });
    world.fire(issue, 'refused');
    expect(world.object('Secret/kura/acme-public-tls')?.data).toEqual({ dnsNames: ['old.example.org'] });
    world.fire(issue);
    expect(world.object('Secret/kura/acme-public-tls')?.data).toEqual({ dnsNames: ['new.example.org'] });
  });

  it('may be refused, which is a fault, and tries again an hour later', () => {
    const { world } = worldWith(certificate('acme.example.org'));
    const refused = world.outcomesOf(issue)[1];
    expect(refused).toMatchObject({
      label: 'refused',
      fault: 'certificate-refused',
      writes: [],
      timers: [{ action: issue, afterMs: 3_600_000 }],
    });
  });

  it('orders nothing for a Certificate that is gone, and leaves its Secret', () => {
    const { cluster, world } = worldWith(certificate('acme.example.org'));
    world.fire(issue);
    const gone = ['Certificate/kura/acme-public-tls'];
    world.change(changeObjects({ cluster, reader: world.reader, actor: 'kura', delete: gone }));
    expect(world.outcomesOf(issue)).toEqual([]);
    expect(world.object('Secret/kura/acme-public-tls')).toBeDefined();
  });

  it('touches nothing but the Certificate and the Secrets that it may name', () => {
    const { world } = worldWith(certificate('acme.example.org') + certificate('b.example.org', 'acme-grpc-tls'));
    expect(world.model.action(issue)?.reads.map(({ id }) => id)).toEqual([
      'cluster/east/Certificate/kura/acme-public-tls',
      'cluster/east/*',
    ]);
  });
});

describe('a quota of a certificate authority', () => {
  const quotaOf = (usedCount: number) =>
    createCertificateQuota({ authority: 'letsencrypt', domain: 'example.org', limitCount: 2, usedCount });

  it('refuses what is above it, as the only thing that can happen', () => {
    const { world } = worldWith(
      certificate('a.example.org') + certificate('b.example.org', 'acme-grpc-tls'),
      quotaOf(1),
    );
    world.fire(issue);
    const outcomes = world.outcomesOf('east.issue kura/acme-grpc-tls');
    expect(outcomes).toMatchObject([
      { label: 'refused', writes: [], events: [{ type: 'kubernetes.certificate-refused', reason: 'quota' }] },
    ]);
    expect(outcomes[0]?.fault).toBeUndefined();
  });

  it('does not count names of other domains', () => {
    const { world } = worldWith(certificate('a.example.com'), quotaOf(2));
    expect(world.outcomesOf(issue)[0]?.label).toBe('issued');
  });

  it('comes back one certificate at a time', () => {
    const { world } = worldWith(certificate('a.example.org'), quotaOf(2));
    expect(world.model.timers.filter(({ action }) => action === refill)).toEqual([
      { action: refill, afterMs: 302_400_000 },
    ]);
    expect(world.outcomesOf(issue)[0]?.label).toBe('refused');
    expect(world.fire(refill).timers).toEqual([{ action: refill, afterMs: 302_400_000 }]);
    expect(world.fire(issue).label).toBe('issued');
    world.fire(refill);
    expect(world.fire(refill).timers).toEqual([]);
    expect(world.outcomesOf(refill)).toEqual([]);
  });

  it('sets its clock with the first certificate only, so that others do not put the refill off', () => {
    const { world } = worldWith(
      certificate('a.example.org') + certificate('b.example.org', 'acme-grpc-tls'),
      quotaOf(0),
    );
    expect(world.fire(issue).timers).toEqual([{ action: refill, afterMs: 302_400_000 }]);
    expect(world.fire('east.issue kura/acme-grpc-tls').timers).toEqual([]);
  });

  it('is by default fifty certificates a week, one back every 201.6 minutes', () => {
    const { part } = createCertificateQuota({ authority: 'letsencrypt', domain: 'example.org', usedCount: 50 });
    expect(part.timers).toEqual([{ action: refill, afterMs: 12_096_000 }]);
  });
});
