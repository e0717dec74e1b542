import fc from 'fast-check';
import { type Relevance, relevanceOf } from '../../../src/externaldns/controller-relevance.ts';
import type { Endpoint, LogLine } from '../../../src/externaldns/endpoint.ts';
import { calculatePlan } from '../../../src/externaldns/plan/plan.ts';
import {
  applyChanges,
  forgetUnaskedTxts,
  isListingCached,
  readRecords,
  registryOwnerId,
} from '../../../src/externaldns/registry/registry.ts';
import { emptyRegistryState, type RegistryState } from '../../../src/externaldns/registry/registry-state.ts';
import { soundDomainFilterFlags } from '../arbitraries/domain-filter.ts';
import { endpointIn, endpointsLike, labels, withSortedTargets } from '../arbitraries/endpoint.ts';
import { namePool } from '../arbitraries/name.ts';
import { registrySettings } from '../arbitraries/settings.ts';
import { zoneIn } from '../arbitraries/zone.ts';
import { configurationOf, type DomainFilterFlags, filterOf, type RegistrySettings } from '../configuration.ts';
import { type Kind, sorted, sortedChanges } from '../kind.ts';
import { unsealed } from '../sealed.ts';
import { type Failure, SmallZone, severityOf } from '../small-zone.ts';
import { failure, keepsLabels, type StepAnswer, withoutSorting } from './registry.ts';

/** Several controllers on one zone, taking turns; a run has two halves between which others may act. */
interface ControllerCase {
  readonly zone: readonly Endpoint[];
  readonly keepsLabels: boolean;
  /** Whether the model forgets of a listing what no plan can use, as it does when it explores. */
  readonly isReduced: boolean;
  readonly controllers: readonly ControllerSettings[];
  readonly steps: readonly ControllerStep[];
}

interface ControllerSettings extends RegistrySettings {
  readonly policy: 'sync' | 'upsert-only' | 'create-only';
  readonly domainFilter: DomainFilterFlags;
}

interface ControllerStep {
  readonly controller: number;
  readonly do: 'list' | 'apply' | 'restart';
  readonly desired: readonly Endpoint[];
  readonly fail: Failure | null;
}

const controllerSettings: fc.Arbitrary<ControllerSettings> = fc
  .record({
    settings: registrySettings,
    policy: fc.constantFrom('sync', 'sync', 'sync', 'upsert-only', 'create-only'),
    domainFilter: soundDomainFilterFlags,
  })
  .map(({ settings, policy, domainFilter }) => ({ ...settings, policy, domainFilter }) as ControllerSettings);

/** Most controllers share their affixes, so that they understand each other's records. */
const controllerGroup: fc.Arbitrary<readonly ControllerSettings[]> = fc
  .tuple(fc.array(controllerSettings, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([group, isAlike]) => {
    const { prefix, suffix, wildcardReplacement } = group[0] as ControllerSettings;
    return isAlike ? group.map((settings) => ({ ...settings, prefix, suffix, wildcardReplacement })) : group;
  });

const places = fc
  .tuple(namePool, controllerGroup)
  .chain(([pool, controllers]) => fc.tuple(fc.constant(pool), fc.constant(controllers), zoneIn(pool, controllers)));

const cases: fc.Arbitrary<ControllerCase> = places.chain(([pool, controllers, zone]) => {
  const step = fc.record({
    controller: fc.nat({ max: controllers.length - 1 }),
    do: fc.constantFrom<ControllerStep['do'][]>('list', 'list', 'list', 'apply', 'apply', 'apply', 'restart'),
    desired: endpointsLike(zone, endpointIn(pool, labels), 4),
    fail: failure,
  });
  const run = step.map((given): readonly ControllerStep[] => [
    { ...given, do: 'list', desired: [], fail: null },
    { ...given, do: 'apply' },
  ]);
  const turns = fc.array(
    fc.oneof(
      run,
      step.map((given) => [given]),
    ),
    { minLength: 1, maxLength: 7 },
  );
  const given = fc.record({
    zone: fc.constant(zone),
    keepsLabels,
    isReduced: fc.constantFrom(false, false, true),
    controllers: fc.constant(controllers),
    steps: turns.map((lists) => lists.flat()),
  });
  return isAnyCaching(controllers) ? given.map(withSortedTargets) : given;
});

function isAnyCaching(controllers: readonly ControllerSettings[]): boolean {
  return controllers.some(({ cacheIntervalMs }) => cacheIntervalMs > 0);
}

/** One controller process: controller.RunOnce in its two halves. */
class Runner {
  readonly #settings: ControllerSettings;
  readonly #zone: SmallZone;
  readonly #relevance: Relevance;
  #state: RegistryState = emptyRegistryState;
  #listed: readonly Endpoint[] | null = null;

  /** `interest` are the names that it will ever want; `null` to keep whole listings. */
  constructor(settings: ControllerSettings, zone: SmallZone, interest: readonly string[] | null) {
    this.#settings = settings;
    this.#zone = zone;
    this.#relevance = interest === null ? (listing) => listing : relevanceOf(configurationOf(settings), interest);
  }

  take(step: ControllerStep): StepAnswer {
    const shown =
      step.do === 'list' ? this.#list(step.fail) : step.do === 'apply' ? this.#apply(step) : this.#restart();
    return { ...nothingShown, ...shown, zone: this.#zone.list() };
  }

  #restart(): Partial<StepAnswer> {
    this.#state = emptyRegistryState;
    this.#listed = null;
    return {};
  }

  #list(fail: Failure | null): Partial<StepAnswer> {
    const configuration = configurationOf(this.#settings);
    this.#listed = null;
    if (fail !== null && !isListingCached(this.#state)) return { error: severityOf(fail) };
    const { endpoints, state, log } = readRecords({ configuration, state: this.#state, listed: this.#zone.list() });
    const kept = this.#relevance({ endpoints, existingTxts: state.existingTxts });
    const cachedEndpoints = state.cachedEndpoints === null ? null : kept.endpoints;
    this.#state = { ...state, existingTxts: kept.existingTxts, cachedEndpoints };
    this.#listed = kept.endpoints;
    return { records: kept.endpoints, log };
  }

  #apply({ desired, fail }: ControllerStep): Partial<StepAnswer> {
    if (this.#listed === null) return {};
    const configuration = configurationOf(this.#settings);
    const { changes, hasChanges, log } = calculatePlan({
      ...configuration,
      current: this.#listed,
      desired,
      policy: this.#settings.policy,
      domainFilters: [filterOf(this.#settings.domainFilter)],
      ownerId: registryOwnerId(configuration),
      oldOwnerId: configuration.migrateFromTxtOwner,
    });
    this.#listed = null;
    const planned = { changes, hasChanges };
    if (!hasChanges) return { ...planned, log: [...log, upToDate] };
    const remembered = forgetUnaskedTxts({ configuration, state: this.#state, changes });
    const applied = applyChanges({ configuration, state: remembered, changes });
    this.#state = applied.state;
    const error = this.#zone.apply(applied.changes, fail);
    return { ...planned, error, handed: applied.changes, log: [...log, ...applied.log] };
  }
}

const upToDate: LogLine = { level: 'info', message: 'All records are already up to date' };

const nothingShown: StepAnswer = {
  error: '',
  records: null,
  changes: null,
  hasChanges: null,
  handed: null,
  zone: [],
  log: [],
};

/** Whole runs of controllers that share a zone, in any interleaving, with failures and restarts. */
export const controller: Kind<ControllerCase> = {
  name: 'controller',
  program: 'decisions',
  share: 200,
  cases,
  model({ zone: stored, keepsLabels: isKeeping, isReduced, controllers, steps }) {
    const zone = new SmallZone(stored, isKeeping);
    const runners = controllers.map((settings, index) => {
      const own = steps.filter(({ controller: position }) => position === index);
      const interest = own.flatMap(({ desired }) => desired.map(({ dnsName }) => dnsName));
      return new Runner(settings, zone, isReduced ? interest : null);
    });
    return { steps: steps.map((step) => (runners[step.controller] as Runner).take(step)) };
  },
  normalise(answer, { controllers, isReduced }) {
    const { steps } = unsealed(answer) as { readonly steps: readonly StepAnswer[] };
    return {
      steps: steps.map(isAnyCaching(controllers) ? withoutSorting : (step) => step).map((step) => ({
        ...step,
        records: step.records === null || isReduced ? null : sorted(step.records),
        changes: step.changes === null ? null : sortedChanges(step.changes),
        handed: step.handed === null ? null : sortedChanges(step.handed),
        log: isReduced ? [] : sorted(step.log),
      })),
    };
  },
};
