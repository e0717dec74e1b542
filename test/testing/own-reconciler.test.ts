import {
  assertPassed,
  buildScenario,
  createReconciler,
  defineScenario,
  type Landscape,
  recordsOf,
  runScenario,
  writeRecords,
} from 'dibs';
import { dnsEndpoints, sharedZones, zoneLines } from 'dibs/arbitraries';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, setup } from 'xstate';

/*
 * The worked example: a controller of one's own, written as an xstate machine, let loose on a zone that external-dns
 * works in as well. It removes ownership TXT records whose record is gone, but only after it has seen them twice: a
 * record and its TXT are not written in one call, so an orphan seen once may be a pair in the making.
 */

const janitor = setup({
  types: { context: {} as { suspects: string[] }, events: {} as { type: 'SAW'; orphans: string[] } },
  actions: { sweep: (_, _params: { names: string[] }) => {} },
}).createMachine({
  context: { suspects: [] },
  on: {
    SAW: {
      actions: [
        {
          type: 'sweep',
          params: ({ context, event }) => ({ names: event.orphans.filter((name) => context.suspects.includes(name)) }),
        },
        assign({ suspects: ({ event }) => event.orphans }),
      ],
    },
  },
});

function janitorOf({ zones }: Landscape) {
  const zone = zones[0];
  if (zone === undefined) throw new Error('a scenario has a zone');
  return createReconciler({
    name: 'janitor',
    machine: janitor,
    reads: zone.records.components,
    writes: zone.records.components,
    intervalMs: 60_000,
    observe: (reader) => {
      const records = recordsOf(zone, reader);
      const orphans = records
        .filter(({ name, type }) => type === 'TXT' && name.startsWith('a-'))
        .map(({ name }) => name)
        .filter((name) => !records.some((record) => record.type === 'A' && `a-${record.name}` === name));
      return { type: 'SAW', orphans } as const;
    },
    perform: ({ params }, reader) => {
      const { names } = params as { names: string[] };
      if (names.length === 0) return {};
      return {
        writes: writeRecords(zone, reader, new Map(names.map((name) => [name, []]))),
        events: names.map((name) => ({ type: 'janitor.swept', actor: 'janitor', name })),
      };
    },
  });
}

const orphanStory = {
  title: 'An orphaned ownership TXT is swept away, and the next cluster gets the name',
  zone: {
    name: 'example.org',
    records:
      'a-app 300 IN TXT "heritage=external-dns,external-dns/owner=gone,external-dns/resource=ingress/default/app"',
  },
  clusters: {
    east: {
      'load-balancer': '192.0.2.10',
      'external-dns': {
        flags: ['--source=ingress', '--provider=cloudflare', '--policy=sync', '--txt-owner-id=east'],
        starts: '5m',
      },
      manifests: [
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: { name: 'app' },
          spec: { rules: [{ host: 'app.example.org' }] },
        },
      ],
    },
  },
  expect: [{ owners: { 'app.example.org A': 'east' } }, { holds: ['no-orphaned-ownership', 'zone-settles'] }],
};

describe("a controller of one's own", () => {
  it('frees a name that an orphaned TXT would have given to a dead owner', () => {
    const [scenario] = defineScenario(orphanStory);
    const built = buildScenario(scenario, (landscape) => [janitorOf(landscape)]);
    const run = runScenario(built);
    assertPassed(run, built);
    expect(run.story.filter(({ event }) => event.type === 'janitor.swept')).toHaveLength(1);
  });

  it('is missed where it does not run, and the failure tells the story', () => {
    const [scenario] = defineScenario(orphanStory);
    const built = buildScenario(scenario);
    expect(() => assertPassed(runScenario(built), built)).toThrow(
      /app\.example\.org A has owner gone, expected owner east[\s\S]*what happened:[\s\S]*east/,
    );
  });

  it('is told all mistakes of a scenario at once', () => {
    const mistaken = { ...orphanStory, zon: 'x', steps: [{ wait: 'soon' }] };
    expect(() => defineScenario(mistaken as never)).toThrow(/"zon"[\s\S]*"soon"/);
  });
});

describe('clusters that share a zone', () => {
  it('leave alone what stands in it already and is not theirs, whatever they want', () => {
    const zone = 'example.org';
    const story = fc.record({ records: zoneLines(zone), wanted: fc.array(dnsEndpoints(zone), { maxLength: 1 }) });
    fc.assert(
      fc.property(story, ({ records, wanted }) => {
        const [scenario] = defineScenario({
          title: 'A cluster meets a zone',
          zone: { name: zone, records },
          clusters: {
            east: {
              'load-balancer': '192.0.2.10',
              'external-dns': ['--source=crd', '--provider=aws', '--policy=sync', '--txt-owner-id=east'],
              manifests: wanted,
            },
          },
          expect: [{ holds: ['record-changed-by-owner-only'] }],
        });
        const built = buildScenario(scenario);
        assertPassed(runScenario(built), built);
      }),
      { seed: 20, numRuns: 100 },
    );
  });

  it('never change what another owner has, if their owner ids differ and they do not start at once', () => {
    fc.assert(
      fc.property(sharedZones({ owners: 'distinct', providers: ['aws'] }), (document) => {
        const [scenario] = defineScenario({ ...document, expect: [{ holds: ['record-changed-by-owner-only'] }] });
        const built = buildScenario(scenario);
        assertPassed(runScenario(built), built);
      }),
      { seed: 20, numRuns: 40 },
    );
  });
});
