import { encode } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { decodeAnswers } from '../../src/dns/dns-message.ts';
import { respond } from '../../src/dns/name-server.ts';
import { worldHash } from '../../src/kernel/model.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { LookBack } from '../../src/trace/look-back.ts';
import { traceOf } from '../../src/trace/write-trace.ts';

const TEXT = `
title: A name comes and goes
zone:
  name: example.org
  records: |
    at-5m 300 IN A 192.0.2.55
clusters:
  east:
    load-balancer: 192.0.2.1
    external-dns: [--source=ingress, --provider=cloudflare, --policy=sync, --txt-owner-id=east]
steps:
  - wait: 5m
  - name: Roll out!
    apply:
      cluster: east
      manifests: |
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: app }
        spec: { rules: [{ host: app.example.org }] }
  - { name: a while, wait: 5m }
  - { name: it is there, expect: [{ records: { app.example.org A: 192.0.2.1 } }] }
  - { name: take-away, delete: { cluster: east, objects: [Ingress/app] } }
  - wait: 20m
expect:
  - records: { app.example.org A: absent }
`;

function lookBack({ isRunKnown = true } = {}): LookBack {
  const { variants = [], problems } = loadScenario({
    path: 'app.yaml',
    text: TEXT,
    readFile: () => undefined,
    invariants: Object.keys(invariants),
  });
  expect(problems).toEqual([]);
  const built = buildScenario(variants[0] as NonNullable<(typeof variants)[0]>);
  const run = runScenario(built);
  expect(run.verdict).toBe('passed');
  const found = LookBack.of(traceOf(run, { version: '1.0.0' }), built, isRunKnown ? run.taken : []);
  expect(found).toBeInstanceOf(LookBack);
  return found as LookBack;
}

function addressesOf(look: LookBack, name: string): readonly string[] {
  const server = look.nameServer(
    () => look.end,
    ({ code }) => code,
  );
  const message = encode({ type: 'query', questions: [{ name, type: 'A' }] });
  const [response] = respond(server, { message, transport: 'udp' });
  return decodeAnswers(response as Uint8Array).flatMap(({ values }) => values);
}

describe('a trace looked back at', () => {
  test('has the recorded world after every step', () => {
    const look = lookBack();
    const hashes = look.trace.steps.map((_, index) => worldHash(look.worldAt({ stepIndex: index + 1, atMs: 0 })));
    expect(hashes.length).toBeGreaterThan(64);
    expect(hashes).toEqual(look.trace.steps.map(({ hash }) => hash));
  });

  test('says where it differs from what was recorded', () => {
    const { trace, built } = lookBack();
    const steps = trace.steps.map((step, index) => (index === 9 ? { ...step, hash: '0' } : step));
    expect(LookBack.of({ ...trace, steps }, built)).toMatchObject({ divergence: { stepIndex: 10 } });
  });

  test.each([
    ['app.example.org', []],
    ['at-7m.app.example.org', ['192.0.2.1']],
    ['before-roll-out.app.example.org', []],
    ['3m-after-roll-out.app.example.org', ['192.0.2.1']],
    ['before-take-away.app.example.org', ['192.0.2.1']],
    ['3m-after-take-away.app.example.org', []],
    ['at-roll-out.app.example.org', []],
    ['before-a-while.app.example.org', []],
    ['at-a-while.app.example.org', ['192.0.2.1']],
    ['at-it-is-there.app.example.org', ['192.0.2.1']],
    ['6m-after-it-is-there.app.example.org', []],
  ])('answers %s with the moment in it', (name, addresses) => {
    expect(addressesOf(lookBack(), name)).toEqual(addresses);
  });

  test('calls the moments of steps by their names, also of those that only wait or look', () => {
    const namesOf = (look: LookBack) => look.namedSteps.map(({ name }) => name);
    expect(namesOf(lookBack())).toEqual(['roll-out', 'a-while', 'it-is-there', 'take-away']);
    expect(namesOf(lookBack({ isRunKnown: false }))).toEqual(['roll-out', 'take-away']);
  });

  test('takes a name of the run for that name, and the one with an underscore for the moment', () => {
    expect(addressesOf(lookBack(), 'at-5m.example.org')).toEqual(['192.0.2.55']);
    expect(addressesOf(lookBack(), '_at-7m.at-5m.example.org')).toEqual(['192.0.2.55']);
    expect(addressesOf(lookBack(), '_at-7m.app.example.org')).toEqual(['192.0.2.1']);
  });
});
