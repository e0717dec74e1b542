import fc from 'fast-check';
import type { Changes, Endpoint, LogLine } from '../../../src/externaldns/endpoint.ts';
import { calculatePlan } from '../../../src/externaldns/plan/plan.ts';
import { applyChanges, readRecords } from '../../../src/externaldns/registry/registry.ts';
import { emptyRegistryState } from '../../../src/externaldns/registry/registry-state.ts';
import { isBetween } from '../../../src/externaldns/version.ts';
import { configurationOf, type RegistrySettings } from '../configuration.ts';
import { sorted, sortedChanges } from '../kind.ts';
import { plan } from '../kinds/plan.ts';
import { registry } from '../kinds/registry.ts';
import { SmallZone } from '../small-zone.ts';

/** A case for an older release: those of the newest, less what the release has no flag for. */
export type ReleaseCase = PlanCase | RegistryCase;

interface PlanCase {
  readonly kind: 'plan';
  readonly current: readonly Endpoint[];
  readonly desired: readonly Endpoint[];
  readonly policy: 'sync' | 'upsert-only' | 'create-only';
  readonly managedRecords: readonly string[];
  readonly excludeRecords: readonly string[];
  readonly ownerId: string;
  readonly oldOwnerId: string;
}

interface RegistryCase {
  readonly kind: 'registry';
  readonly settings: RegistrySettings & { readonly newFormatOnly: boolean };
  readonly zone: readonly Endpoint[];
  readonly steps: readonly { readonly do: 'records' | 'apply'; readonly changes: Changes }[];
}

/** Cases of both kinds that make sense to a release. */
export function sampleCases(
  version: string,
  options: { readonly count: number; readonly seed: number },
): readonly ReleaseCase[] {
  const { count, seed } = options;
  const hasExcludes = isBetween(version, '0.14.0');
  const hasMigration = isBetween(version, '0.20.0');
  const sample = <T>(cases: fc.Arbitrary<unknown>) => fc.sample(cases, { numRuns: count, seed }) as readonly T[];
  const plans = sample<Omit<PlanCase, 'kind'>>(plan.cases);
  const registries = sample<Omit<RegistryCase, 'kind'>>(registry.cases);
  const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  return plain([
    ...plans.map(
      ({ current, desired, policy, managedRecords, excludeRecords, ownerId, oldOwnerId }): PlanCase => ({
        kind: 'plan',
        current,
        desired,
        policy,
        managedRecords,
        excludeRecords: hasExcludes ? excludeRecords : [],
        ownerId,
        oldOwnerId: hasMigration ? oldOwnerId : '',
      }),
    ),
    ...registries.map(
      ({ settings, zone, steps }, index): RegistryCase => ({
        kind: 'registry',
        settings: {
          ...settings,
          registry: 'txt',
          oldOwnerId: hasMigration ? settings.oldOwnerId : '',
          excludeRecords: hasExcludes ? settings.excludeRecords : [],
          encrypts: false,
          aesKey: '',
          newFormatOnly: isBetween(version, '0.16.0', '0.18.0') && index % 3 === 0,
        },
        // A TXT without values ends the process before v0.16.0.
        zone: zone.filter(({ recordType, targets }) => recordType !== 'TXT' || targets.length > 0),
        steps: steps.map((step) => ({ do: step.do, changes: step.changes })),
      }),
    ),
  ]);
}

/** What the model says a release does, in the form of the judge's answers. */
export function modelAnswer(version: string, given: ReleaseCase): unknown {
  return given.kind === 'plan' ? planAnswer(version, given) : registryAnswer(version, given);
}

/** An answer with lists in one order, less lines about the spelling of names and targets, which come in any number. */
export function normalAnswer(answer: unknown): unknown {
  const { changes, hasChanges, steps, log } = answer as {
    readonly changes?: Changes;
    readonly hasChanges?: boolean;
    readonly steps?: readonly { readonly log: readonly LogLine[] }[];
    readonly log?: readonly LogLine[];
  };
  if (steps !== undefined) return { steps: steps.map((step) => ({ ...step, log: normalLog(step.log) })) };
  return changes === undefined ? answer : { changes: sortedChanges(changes), hasChanges, log: normalLog(log ?? []) };
}

function normalLog(log: readonly LogLine[]): readonly unknown[] {
  const told = log.filter(({ message }) => !/^(Couldn't parse|Got error while parsing) /.test(message));
  return sorted(told.map(({ level, message }) => ({ level, message })));
}

function planAnswer(version: string, given: PlanCase): unknown {
  const { current, desired, policy, managedRecords, excludeRecords, ownerId, oldOwnerId } = given;
  const { changes, hasChanges, log } = calculatePlan({
    version,
    current,
    desired,
    domainFilters: [],
    policy,
    managedRecordTypes: managedRecords,
    excludeRecordTypes: excludeRecords,
    ownerId,
    oldOwnerId,
  });
  return { changes, hasChanges, log };
}

function registryAnswer(version: string, { settings, zone: stored, steps }: RegistryCase): unknown {
  const configuration = { ...configurationOf(settings), version, txtNewFormatOnly: settings.newFormatOnly };
  const showsMissing = isBetween(version, '0.12.1', '0.13.6');
  const zone = new SmallZone(stored, false);
  let state = emptyRegistryState;
  const shown = steps.map((step) => {
    if (step.do === 'records') {
      const read = readRecords({ configuration, state, listed: zone.list() });
      state = read.state;
      const missing = showsMissing ? state.missingTxts : null;
      return { records: read.endpoints, missing, handed: null, zone: zone.list(), log: read.log };
    }
    const applied = applyChanges({ configuration, state, changes: step.changes });
    state = applied.state;
    zone.apply(applied.changes, null);
    return { records: null, missing: null, handed: applied.changes, zone: zone.list(), log: applied.log };
  });
  return { steps: shown };
}
