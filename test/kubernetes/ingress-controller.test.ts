import { describe, expect, it } from 'vitest';
import { applyObject } from '../../src/kubernetes/apply-object.ts';
import { createIngressController } from '../../src/kubernetes/ingress-controller.ts';
import { ClusterWorld, east, ingressFor, objectsOf } from './cluster-world.ts';

const controller = 'east.ingress-controller';
const web = 'Ingress/shop/web';

describe('an ingress controller', () => {
  it.each([
    ['its class', 'ingressClassName: internal', {}, [{ ip: '10.0.0.1' }]],
    ['a class without a load balancer of its own', 'ingressClassName: other', {}, [{ ip: '192.0.2.1' }]],
    ['no class', '', {}, [{ ip: '192.0.2.1' }]],
    ['addresses and names', 'ingressClassName: alb', {}, [{ ip: '192.0.2.7' }, { hostname: 'lb.example.net' }]],
  ])('publishes the load balancer of %s', (_, spec, __, ingress) => {
    const cluster = east(ingressFor('app.example.org', { spec }), {
      loadBalancers: {
        '': { ips: ['192.0.2.1'], hostnames: [] },
        internal: { ips: ['10.0.0.1'], hostnames: [] },
        alb: { ips: ['192.0.2.7'], hostnames: ['lb.example.net'] },
      },
    });
    const world = new ClusterWorld(cluster, [createIngressController(cluster)]);
    world.fire(controller);
    expect(world.object(web)?.status).toEqual({ loadBalancer: { ingress } });
    expect(world.outcomesOf(controller)).toEqual([]);
  });

  it('knows the class by the legacy annotation where the spec names none', () => {
    const manifest = ingressFor('app.example.org').replace(
      'namespace: shop',
      'namespace: shop, annotations: {kubernetes.io/ingress.class: internal}',
    );
    const cluster = east(manifest, { loadBalancers: { internal: { ips: ['10.0.0.1'], hostnames: [] } } });
    const world = new ClusterWorld(cluster, [createIngressController(cluster)]);
    world.fire(controller);
    expect(world.object(web)?.status).toEqual({ loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } });
  });

  it('leaves an Ingress waiting that no load balancer serves', () => {
    const cluster = east(ingressFor('app.example.org'), { loadBalancers: {} });
    const part = createIngressController(cluster);
    expect(new ClusterWorld(cluster, [part]).outcomesOf(controller)).toEqual([]);
    expect(part.timers).toEqual([]);
  });

  it('serves all that wait in one go: Ingresses and Services of type LoadBalancer, no others', () => {
    const cluster = east(`${ingressFor('a.example.org')}---
apiVersion: v1
kind: Service
metadata: { name: public, namespace: shop }
spec: { type: LoadBalancer }
---
apiVersion: v1
kind: Service
metadata: { name: private, namespace: shop }
spec: { type: ClusterIP }
`);
    const part = createIngressController(cluster);
    expect(part.timers).toEqual([{ action: controller, afterMs: 1000 }]);
    const world = new ClusterWorld(cluster, [part]);
    const { events } = world.fire(controller);
    expect(events.map(({ object }) => object)).toEqual([web, 'Service/shop/public']);
    expect(world.object('Service/shop/private')?.status).toBeUndefined();
  });

  it('keeps the status that a manifest brought along', () => {
    const cluster = east(
      ingressFor('app.example.org', { extra: 'status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}' }),
    );
    expect(new ClusterWorld(cluster, [createIngressController(cluster)]).outcomesOf(controller)).toEqual([]);
  });

  it('gives the address back after a manifest with an empty status took it away', () => {
    const cluster = east(ingressFor('app.example.org'));
    const world = new ClusterWorld(cluster, [createIngressController(cluster)]);
    world.fire(controller);
    const [blinking] = objectsOf(ingressFor('app.example.org', { extra: 'status: {loadBalancer: {}}' }));
    if (blinking === undefined) throw new Error('no manifest');
    world.change(applyObject({ cluster, reader: world.reader, actor: 'rollout', object: blinking }));
    expect(world.object(web)?.status).toEqual({ loadBalancer: {} });
    world.fire(controller);
    expect(world.object(web)?.status).toEqual({ loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } });
  });

  it('moves the status of an Ingress whose class changed to the other load balancer', () => {
    const cluster = east(ingressFor('app.example.org'), {
      loadBalancers: { '': { ips: ['192.0.2.1'], hostnames: [] }, dedicated: { ips: ['192.0.2.2'], hostnames: [] } },
    });
    const world = new ClusterWorld(cluster, [createIngressController(cluster)]);
    world.fire(controller);
    const [moved] = objectsOf(ingressFor('app.example.org', { spec: 'ingressClassName: dedicated' }));
    if (moved === undefined) throw new Error('no manifest');
    world.change(applyObject({ cluster, reader: world.reader, actor: 'rollout', object: moved }));
    expect(world.object(web)?.status).toEqual({ loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } });
    world.fire(controller);
    expect(world.object(web)?.status).toEqual({ loadBalancer: { ingress: [{ ip: '192.0.2.2' }] } });
  });
});
