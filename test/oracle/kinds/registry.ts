import fc from 'fast-check';
import type { Changes, Endpoint, LogLine } from '../../../src/externaldns/endpoint.ts';
import { applyChanges, readRecords } from '../../../src/externaldns/registry/registry.ts';
import { emptyRegistryState } from '../../../src/externaldns/registry/registry-state.ts';
import { endpointIn, labels, withSortedTargets } from '../arbitraries/endpoint.ts';
import { namePool } from '../arbitraries/name.ts';
import { registrySettings } from '../arbitraries/settings.ts';
import { zoneIn } from '../arbitraries/zone.ts';
import { configurationOf, type RegistrySettings } from '../configuration.ts';
import type { Kind } from '../kind.ts';
import { unsealed } from '../sealed.ts';
import { type Failure, type Severity, SmallZone } from '../small-zone.ts';

/** A zone, a registry in front of it, and the calls that it gets. */
interface RegistryCase {
  readonly settings: RegistrySettings;
  readonly zone: readonly Endpoint[];
  /** Whether the zone gives back the labels that it was given. */
  readonly keepsLabels: boolean;
  readonly steps: readonly RegistryStep[];
}

interface RegistryStep {
  readonly do: 'records' | 'apply';
  readonly changes: Changes;
  readonly fail: Failure | null;
}

/** What one step showed; `null` where it shows no such thing. */
export interface StepAnswer {
  readonly error: Severity;
  readonly records: readonly Endpoint[] | null;
  readonly changes: Changes | null;
  readonly hasChanges: boolean | null;
  readonly handed: Changes | null;
  readonly zone: readonly Endpoint[];
  readonly log: readonly LogLine[];
}

/** Calls fail now and then, at any operation. */
export const failure: fc.Arbitrary<Failure | null> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ after: fc.nat({ max: 5 }), soft: fc.boolean() }) },
);

/** Upstream's in-memory provider keeps labels, real DNS hosts do not. */
export const keepsLabels: fc.Arbitrary<boolean> = fc.constantFrom(false, false, false, true);

const nothing: Changes = { create: [], updateOld: [], updateNew: [], delete: [] };

const cases: fc.Arbitrary<RegistryCase> = fc.tuple(namePool, registrySettings).chain(([pool, settings]) => {
  const owned = labels.map((given) => ({ owner: settings.ownerId, ...given }));
  const endpoint = endpointIn(pool, owned);
  const list = fc.array(endpoint, { maxLength: 2 });
  const changes = fc
    .record({ create: list, delete: list, updates: fc.array(fc.tuple(endpoint, endpoint), { maxLength: 2 }) })
    .map(({ updates, ...rest }) => ({
      ...rest,
      updateOld: updates.map(([old]) => old),
      updateNew: updates.map(([old, wanted]) => ({ ...wanted, dnsName: old.dnsName, recordType: old.recordType })),
    }));
  const step = fc.oneof(
    fc.constant<RegistryStep>({ do: 'records', changes: nothing, fail: null }),
    fc.record({ do: fc.constant('apply' as const), changes, fail: failure }),
  );
  const given = fc.record({
    settings: fc.constant(settings),
    zone: zoneIn(pool, [settings]),
    keepsLabels,
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  });
  return settings.cacheIntervalMs > 0 ? given.map(withSortedTargets) : given;
});

/** registry/txt and registry/noop: Records and ApplyChanges over a small provider. */
export const registry: Kind<RegistryCase> = {
  name: 'registry',
  program: 'decisions',
  share: 200,
  cases,
  model({ settings, zone: stored, keepsLabels: isKeeping, steps }) {
    const configuration = configurationOf(settings);
    const zone = new SmallZone(stored, isKeeping);
    let state = emptyRegistryState;
    const answers = steps.map((step): StepAnswer => {
      const shown = { changes: null, hasChanges: null };
      if (step.do === 'records') {
        const read = readRecords({ configuration, state, listed: zone.list() });
        state = read.state;
        const { endpoints: records, log } = read;
        return { ...shown, error: '', records, handed: null, zone: zone.list(), log };
      }
      const applied = applyChanges({ configuration, state, changes: step.changes });
      state = applied.state;
      const error = zone.apply(applied.changes, step.fail);
      return { ...shown, error, records: null, handed: applied.changes, zone: zone.list(), log: applied.log };
    });
    return { steps: answers };
  },
  normalise(answer, { settings }) {
    const { steps } = unsealed(answer) as { readonly steps: readonly StepAnswer[] };
    return { steps: steps.map((step) => (settings.cacheIntervalMs > 0 ? withoutSorting(step) : step)) };
  },
};

/**
 * Less what shows only how often targets were compared, and that comparing sorts them. That goes wherever a record's
 * cached form goes, which the model does not follow: it has no bearing on what is decided.
 */
export function withoutSorting(step: StepAnswer): StepAnswer {
  return { ...step, log: step.log.filter(({ message }) => !message.startsWith("Couldn't parse ")) };
}
