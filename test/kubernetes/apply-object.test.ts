import { describe, expect, it } from 'vitest';
import { applyObject, changeFootprint, changeObjects, deleteObject } from '../../src/kubernetes/apply-object.ts';
import { ClusterWorld, east, ingressFor, objectsOf } from './cluster-world.ts';

const status = 'status: {loadBalancer: {ingress: [{ip: 192.0.2.1}]}}';

describe('applying objects', () => {
  it('replaces the spec and keeps the status that a controller gave', () => {
    const cluster = east(ingressFor('old.example.org', { extra: status }));
    const world = new ClusterWorld(cluster);
    const [object] = objectsOf(ingressFor('new.example.org'));
    if (object === undefined) throw new Error('no manifest');
    const change = applyObject({ cluster, reader: world.reader, actor: 'rollout', object });
    world.change(change);
    expect(world.object('Ingress/shop/web')).toMatchObject({
      spec: { rules: [{ host: 'new.example.org' }] },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    });
    expect(change.events).toEqual([
      { type: 'kubernetes.object-applied', actor: 'rollout', cluster: 'east', object: 'Ingress/shop/web' },
    ]);
  });

  it('does nothing for a manifest that changes nothing', () => {
    const cluster = east(ingressFor('app.example.org', { extra: status }));
    const { reader } = new ClusterWorld(cluster);
    const apply = objectsOf(ingressFor('app.example.org'));
    expect(changeObjects({ cluster, reader, actor: 'rollout', apply })).toEqual({ writes: [], events: [] });
  });

  it('applies a foreseen object without looking at any other', () => {
    const cluster = east(ingressFor('app.example.org'), { foreseenObjects: ['Ingress/shop/api'] });
    expect(changeFootprint(cluster, { apply: ['Ingress/shop/api'], delete: [] }).map(({ id }) => id)).toEqual([
      'cluster/east/Ingress/shop/api',
    ]);
  });
});

describe('deleting objects', () => {
  const owned = (kind: string, name: string, owners: string) =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: kura, ownerReferences: [${owners}]}\nspec: {}\n---\n`;
  const family = `apiVersion: tuist.dev/v1
kind: KuraInstance
metadata: { name: acme, namespace: kura }
---
${owned('Ingress', 'acme', '{kind: KuraInstance, name: acme}')}${owned('Job', 'renewal', '{kind: Ingress, name: acme}')}${owned(
  'Service',
  'shared',
  '{kind: KuraInstance, name: acme}, {kind: KuraInstance, name: other}',
)}apiVersion: tuist.dev/v1
kind: KuraInstance
metadata: { name: other, namespace: kura }
---
apiVersion: tuist.dev/v1
kind: KuraInstance
metadata: { name: acme, namespace: elsewhere }
---
${owned('Ingress', 'stranger', '{kind: KuraInstance, name: acme}').replace('namespace: kura', 'namespace: elsewhere')}`;

  it('takes along what the object owns, level by level, and leaves what has another owner or namespace', () => {
    const cluster = east(family);
    const world = new ClusterWorld(cluster);
    const change = deleteObject({ cluster, reader: world.reader, actor: 'kura', key: 'KuraInstance/kura/acme' });
    world.change(change);
    expect(change.events.map(({ object, owner }) => ({ object, owner }))).toEqual([
      { object: 'KuraInstance/kura/acme', owner: undefined },
      { object: 'Ingress/kura/acme', owner: 'KuraInstance/kura/acme' },
      { object: 'Job/kura/renewal', owner: 'Ingress/kura/acme' },
    ]);
    expect(cluster.objects.entries(world.reader).map(([key]) => key)).toEqual([
      'Ingress/elsewhere/stranger',
      'KuraInstance/elsewhere/acme',
      'KuraInstance/kura/other',
      'Service/kura/shared',
    ]);
  });

  it('takes a jointly owned object along when the last owner goes', () => {
    const cluster = east(family);
    const world = new ClusterWorld(cluster);
    const both = ['KuraInstance/kura/acme', 'KuraInstance/kura/other'];
    world.change(changeObjects({ cluster, reader: world.reader, actor: 'kura', delete: both }));
    expect(world.object('Service/kura/shared')).toBeUndefined();
  });

  it('is no mistake for an object that is not there', () => {
    const cluster = east('');
    const { reader } = new ClusterWorld(cluster);
    expect(deleteObject({ cluster, reader, actor: 'kura', key: 'Ingress/shop/gone' })).toEqual({
      writes: [],
      events: [],
    });
  });
});
