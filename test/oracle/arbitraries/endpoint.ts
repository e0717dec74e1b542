import fc from 'fast-check';
import { sameTargets } from '../../../src/externaldns/endpoint/targets.ts';
import type { Endpoint, Labels, ProviderProperty } from '../../../src/externaldns/endpoint.ts';
import { pick } from './name.ts';
import { mixedTargets, targetsOf } from './target.ts';

export const recordType: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('A') },
  { weight: 3, arbitrary: fc.constant('AAAA') },
  { weight: 3, arbitrary: fc.constant('CNAME') },
  { weight: 1, arbitrary: fc.constantFrom('MX', 'NS', 'TXT', 'CAA', 'a') },
);

export const setIdentifier: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('s1', 's2') },
);

export const recordTTL: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(60, 300, -1) },
);

const property: fc.Arbitrary<ProviderProperty> = fc.record({
  name: fc.constantFrom('alias', 'aws/weight', 'external-dns.kubernetes.io/cloudflare-proxied', 'txt/force-update', ''),
  value: fc.constantFrom('true', 'false', 'A', '10', ''),
});

/** Nil, empty, a few, one of them twice. */
export const providerSpecific: fc.Arbitrary<readonly ProviderProperty[] | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.array(property, { minLength: 1, maxLength: 2 }) },
);

export const ownerId: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('east', 'west') },
  { weight: 1, arbitrary: fc.constantFrom('old', 'East', 'a,b', 'x=y', 'q"', '') },
);

/** The labels that a source gives, custom ones of a DNSEndpoint among them. */
export const labels: fc.Arbitrary<Labels> = fc
  .record(
    {
      owner: ownerId,
      resource: fc.constantFrom('ingress/default/r0', 'ingress/default/r1', 'service/x/s', ''),
      Zed: fc.constantFrom('z', 'a=b', 'a,b'),
      custom: fc.constantFrom('v', '"'),
    },
    { requiredKeys: [] },
  )
  .map((record) => ({ ...record }));

/** An endpoint under one of the names of a pool, with labels from `labelled`. */
export function endpointIn(pool: readonly string[], labelled: fc.Arbitrary<Labels>): fc.Arbitrary<Endpoint> {
  return recordType.chain((type) =>
    fc.record({
      dnsName: fc.nat({ max: pool.length - 1 }).map((index) => pick(pool, index)),
      targets: targetsOf(type),
      recordType: fc.constant(type),
      setIdentifier,
      recordTTL,
      labels: labelled,
      providerSpecific,
    }),
  );
}

/** Endpoints of which some are others' doubles, but for a member or two: so that updates are of every sort. */
export function endpointsLike(
  originals: readonly Endpoint[],
  fresh: fc.Arbitrary<Endpoint>,
  maxLength: number,
): fc.Arbitrary<readonly Endpoint[]> {
  if (originals.length === 0) return fc.array(fresh, { maxLength });
  const tweak = fc.record(
    {
      labels,
      recordTTL,
      providerSpecific,
      targets: fc.oneof(mixedTargets, fc.array(fc.constantFrom('1.1.1.1', 'a.lb'), { maxLength: 2 })),
      setIdentifier,
      recordType,
    },
    { requiredKeys: [] },
  );
  const double = fc
    .record({ index: fc.nat({ max: originals.length - 1 }), tweak, count: fc.nat({ max: 2 }) })
    .map(({ index, tweak: tweaks, count }) => ({
      ...pick(originals, index),
      ...Object.fromEntries(Object.entries(tweaks).slice(0, count)),
    }));
  return fc.oneof(fc.array(fc.oneof(fresh, double), { maxLength }), fc.array(double, { maxLength }));
}

/** The same with every list of targets sorted: for caches, where comparing sorts what is remembered. */
export function withSortedTargets<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withSortedTargets) as T;
  const members = Object.entries(value).map(([name, member]) => {
    if (name !== 'targets') return [name, withSortedTargets(member)];
    const targets = [...(member as readonly string[])];
    sameTargets(targets, targets);
    return [name, targets];
  });
  return Object.fromEntries(members) as T;
}
