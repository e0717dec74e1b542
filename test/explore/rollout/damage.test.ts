import { describe, expect, it } from 'vitest';
import { type Damage, damageGauge, type NameDamage } from '../../../src/explore/rollout/damage.ts';
import { measured, prolonged } from '../../../src/explore/rollout/damage-spans.ts';
import { exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import type { InvariantName } from '../../../src/properties/invariant.ts';
import { damageTexts } from '../../../src/report/exploration/damage-lines.ts';
import type { BuiltScenario } from '../../../src/scenario/built-scenario.ts';
import { builtFrom } from './bundled.ts';

const minutes = (count: number) => 60_000 * count;

/** From its listing to its first call a controller takes so long. */
const CALL_MS = 100;

const ingress = (rest: string) =>
  `{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web }, spec: { ${rest}rules: [{ host: app.example.org }] } }`;

/** A name in service. When the rollout begins all is at rest, and its owner has just listed the zone. */
function inService(options: {
  readonly interval: string;
  readonly ttl: number;
  readonly negativeTtl: string;
  readonly rollout: string;
  readonly more?: string;
}): BuiltScenario {
  return builtFrom(`
title: a name in service
zone:
  name: example.org
  negative-ttl: ${options.negativeTtl}
  records: |
    app    ${options.ttl} IN A 192.0.2.20
    a-app  ${options.ttl} IN TXT "heritage=external-dns,external-dns/owner=west"
clusters:
  west:
    load-balancer: { new: 192.0.2.21, "*": 192.0.2.20 }
    external-dns: [--source=ingress, --provider=aws, --policy=sync, --txt-owner-id=west, --interval=${options.interval}]
    manifests: [${ingress('')}]
rollout: { step: ${options.rollout} }
${options.more ?? ''}
`);
}

const deletedByHand = '{ edit-zone: { remove: [app.example.org A] } }';
const moved = `{ apply: { cluster: west, manifests: [${ingress('ingressClassName: new, ')}] } }`;

/** What the shortest way to a harm that heals costs. */
function damageFrom(built: BuiltScenario, invariant: InvariantName): Damage {
  const { orderings = [], wayTo, scene } = exploreScenario(built);
  const way = wayTo?.(orderings[0]?.orderings[0] ?? [], { invariant, harm: 'transient' }) ?? [];
  expect(way.length).toBeGreaterThan(0);
  return damageGauge(built, scene.seed)(way);
}

function of(damage: Damage, kind: NameDamage['kind'], client: string | null = null): NameDamage | undefined {
  return damage.names.find((one) => one.kind === kind && one.client === client);
}

function healing(damage: Damage, invariant: InvariantName): number | null | undefined {
  return damage.heals.find((one) => one.invariant === invariant)?.afterMs;
}

describe('the damage of a harm that heals by itself', () => {
  it.each([
    { interval: '1m', negativeTtl: '5m', absentMs: minutes(1) + CALL_MS, keptMs: minutes(5) },
    { interval: '1m', negativeTtl: '1m', absentMs: minutes(1) + CALL_MS, keptMs: minutes(1) },
    { interval: '10s', negativeTtl: '30s', absentMs: 10_000 + CALL_MS, keptMs: 30_000 },
    { interval: '10m', negativeTtl: '5m', absentMs: minutes(10) + CALL_MS, keptMs: minutes(5) },
  ])(
    'is a name that is absent until its owner lists the zone, and for some as long again as negative answers are kept: %o',
    ({ interval, negativeTtl, absentMs, keptMs }) => {
      const built = inService({ interval, negativeTtl, ttl: 60, rollout: deletedByHand });
      const damage = damageFrom(built, 'no-shadowing');
      expect(healing(damage, 'no-shadowing')).toBe(absentMs);
      expect(damage.names).toEqual([
        {
          name: 'app.example.org',
          of: 'west',
          client: null,
          kind: 'absent',
          isOlder: false,
          spans: [{ fromMs: 0, toMs: absentMs }],
          longestMs: absentMs,
          totalMs: absentMs,
          atMostMs: absentMs + keptMs,
          keptMs,
        },
      ]);
    },
  );

  it.each([60, 300])(
    'is an address that is wrong until its owner changes it, and for some a TTL of %i s longer',
    (ttl) => {
      const built = inService({ interval: '1m', negativeTtl: '30m', ttl, rollout: moved });
      const damage = damageFrom(built, 'no-shadowing');
      const wrongMs = minutes(1) + CALL_MS;
      expect(of(damage, 'wrong')).toMatchObject({
        spans: [{ fromMs: 0, toMs: wrongMs }],
        atMostMs: wrongMs + 1000 * ttl,
        keptMs: 1000 * ttl,
      });
      expect(of(damage, 'absent')).toBeUndefined();
    },
  );

  describe('as a client sees it that asks every 10 s through a resolver', () => {
    const more = `
resolvers: { isp: {} }
clients: { user: { asks: app.example.org, resolver: isp, expects: west, every: 10s } }`;
    // The address has just been cached for 60 s when it is deleted; 60.1 s later it is created again.
    const built = inService({ interval: '1m', negativeTtl: '5m', ttl: 60, rollout: deletedByHand, more });

    it('begins when the address runs out in the cache, and lasts as long as "does not exist" is kept', () => {
      const damage = damageFrom(built, 'no-shadowing');
      expect(of(damage, 'absent', 'user')?.spans).toEqual([{ fromMs: 60_000, toMs: 360_000 }]);
      // For 60 s the cache has an address that the zone has no more, then for 300 s none, though the zone has it again.
      expect(of(damage, 'stale', 'user')?.spans).toEqual([
        { fromMs: 0, toMs: 60_000 },
        { fromMs: 60_000 + CALL_MS, toMs: 360_000 },
      ]);
      expect(of(damage, 'stale', 'user')).toMatchObject({ longestMs: 299_900, totalMs: 359_900, atMostMs: null });
    });

    it('begins at once if the way empties the cache, and the client asks 10 s later', () => {
      const damage = damageFrom(built, 'nobody-unserved');
      expect(healing(damage, 'nobody-unserved')).toBe(310_000);
      expect(of(damage, 'absent', 'user')?.spans).toEqual([{ fromMs: 0, toMs: 310_000 }]);
    });

    it('is shorter behind a resolver that keeps "does not exist" for less', () => {
      const capped = more.replace('isp: {}', 'isp: { max-negative-ttl: 30s }');
      const damage = damageFrom(
        inService({ interval: '1m', negativeTtl: '5m', ttl: 60, rollout: deletedByHand, more: capped }),
        'nobody-unserved',
      );
      // Asked after 10 s and kept to 40 s; asked again and kept to 70 s, when the address is there again.
      expect(of(damage, 'absent', 'user')?.spans).toEqual([{ fromMs: 0, toMs: 70_000 }]);
    });
  });

  it('does not count what was wrong before and stays so', () => {
    const shadowed = `
resolvers: {}
clients: { user: { asks: other.example.org, expects: west } }`;
    const built = inService({
      interval: '1m',
      negativeTtl: '5m',
      ttl: 60,
      rollout: deletedByHand,
      more: shadowed,
    });
    const damage = damageFrom(built, 'no-shadowing');
    expect(damage.names.map(({ name }) => name)).toEqual(['app.example.org']);
  });

  it('is told in words', () => {
    const built = inService({ interval: '1m', negativeTtl: '5m', ttl: 60, rollout: deletedByHand });
    expect(damageTexts(damageFrom(built, 'no-shadowing'), 'no-shadowing')).toEqual([
      'heals after 1m100ms',
      'app.example.org for clients of west: absent for 1m100ms, by TTL at most 6m100ms ("does not exist" is kept for 5m)',
    ]);
  });
});

describe('stretches of time', () => {
  it('grow by what is kept, and those that meet are one', () => {
    const spans = prolonged([
      { fromMs: 0, toMs: 10, keptMs: 5 },
      { fromMs: 14, toMs: 20, keptMs: 0 },
      { fromMs: 40, toMs: 41, keptMs: 5 },
    ]);
    expect(spans).toEqual([
      { fromMs: 0, toMs: 20 },
      { fromMs: 40, toMs: 46 },
    ]);
    expect(measured(spans, 100)).toEqual({ longestMs: 20, totalMs: 26 });
  });

  it('that have no end are counted up to the end of the watch', () => {
    const spans = prolonged([
      { fromMs: 0, toMs: 10, keptMs: 5 },
      { fromMs: 12, toMs: null, keptMs: 5 },
    ]);
    expect(spans).toEqual([{ fromMs: 0, toMs: null }]);
    expect(measured(spans, 100)).toEqual({ longestMs: 100, totalMs: 100 });
  });
});
