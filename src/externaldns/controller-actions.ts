import { type Action, type Event, type Outcome, outcome, type Timer } from '../kernel/action.ts';
import { type Component, put, type Reader } from '../kernel/component.ts';
import type { Configuration } from './configuration.ts';
import { makeCall } from './controller-call.ts';
import { effectFacts, logFact, startFact } from './controller-facts.ts';
import { type Listed, listFact, listPartially, listRecords } from './controller-list.ts';
import { type ControllerEvent, stepController } from './controller-machine.ts';
import { type ControllerMemory, freshMemory, isRunning } from './controller-memory.ts';
import { failAtSources, type Planned, planChanges, planWithoutSources } from './controller-plan.ts';
import { type ControllerPlace, type ControllerSettings, settingsOf } from './controller-settings.ts';
import type { ControllerTiming } from './controller-timing.ts';
import type { ListingFault } from './provider/profile.ts';
import { isListingCached, listsAtProvider } from './registry/registry.ts';
import { cacheTimeoutMs, startFailure } from './source/source-failure.ts';

/** What controllers' actions are made from. */
interface ActionsOptions {
  readonly name: string;
  readonly place: ControllerPlace;
  readonly memory: Component<ControllerMemory>;
  readonly configuration: Component<Configuration>;
  /** The cluster's objects that its sources may read. */
  readonly objects: readonly Component[];
  /** What its registry keeps outside the zones. */
  readonly store: readonly Component[];
  readonly timing: ControllerTiming;
}

/** What an action of somebody else's adds to its outcome. */
export type OutcomeParts = Pick<Outcome, 'writes' | 'events' | 'timers'>;

/** A controller's own actions, and what others can do to it. */
export interface ControllerActions {
  readonly actions: readonly Action[];
  /** A new configuration: the process is replaced by a fresh one, if it is not stopped. */
  configure(reader: Reader, configuration: Configuration): OutcomeParts;
  /** Scales it to zero. What is still queued is not done. */
  stop(reader: Reader): OutcomeParts;
  /** Scales it to one again. Nothing happens if it is not stopped. */
  start(reader: Reader): OutcomeParts;
}

/** The actions of one external-dns process, and what a rollout can do to it. */
export function controllerActions(options: ActionsOptions): ControllerActions {
  const builder = new ActionBuilder(options);
  return {
    actions: [builder.sync(), builder.plan(), builder.call(), builder.restart(), ...builder.expiries()],
    configure: (reader, configuration) => {
      const { state } = reader.get(options.memory);
      const parts = state === 'stopped' ? { writes: [], events: [], timers: [] } : builder.begin();
      return { ...parts, writes: [...parts.writes, put(options.configuration, configuration)] };
    },
    stop: (reader) => builder.end(reader),
    start: (reader) =>
      reader.get(options.memory).state === 'stopped' ? builder.begin() : { writes: [], events: [], timers: [] },
  };
}

/** Holds what all actions of one controller share. */
class ActionBuilder {
  readonly #options: ActionsOptions;
  /** By configuration; worked out once for each. */
  readonly #settings = new WeakMap<Configuration, ControllerSettings>();

  constructor(options: ActionsOptions) {
    this.#options = options;
  }

  sync(): Action {
    const { name: actor, place, memory } = this.#options;
    const records = place.zones.flatMap(({ zone }) => zone.records.components);
    const action = this.#action('sync', [...records, ...this.#options.store], (reader, before) => {
      if (before.state !== 'idle') return [];
      const settings = this.#settingsIn(reader);
      const again = this.#timer('sync', settings.configuration.once ? null : settings.configuration.intervalMs);
      const from = { actor, reader, place };
      const outcomeOf = (listed: Listed): Partial<Outcome> => ({
        writes: [put(memory, listed.memory)],
        events: listed.events,
        timers: [again, ...this.#timersAfter(listed.memory), ...this.#cacheTimers(listed, settings.configuration)],
      });
      const listings = listRecords(before, settings, from).map((listed, turn) =>
        outcome(turn === 0 ? 'listed' : `listed-${turn + 1}`, outcomeOf(listed)),
      );
      const partial = place.losesRecordsOfListings ? listPartially(before, settings, from) : [];
      const losses = partial.map((listed) =>
        outcome(`partial-listing ${listed.missing}`, { fault: 'partial-listing', ...outcomeOf(listed) }),
      );
      const failures = this.#listingFailures(before, settings);
      // Where worlds are to be few, no crash that only costs time.
      const isCrashIdle = place.interest !== null && isFresh(before);
      return [...listings, ...losses, ...failures, ...(isCrashIdle ? [] : [this.#crash()])];
    });
    return {
      ...action,
      faults: [...listingFaults, ...(place.losesRecordsOfListings ? ['partial-listing'] : []), 'crash'],
    };
  }

  plan(): Action {
    const { name: actor, place, memory, objects } = this.#options;
    const action = this.#action('plan', objects, (reader, before) => {
      if (before.state !== 'listed') return [];
      const settings = this.#settingsIn(reader);
      const from = { actor, cluster: place.cluster, reader };
      const outcomeOf = (planned: Planned): Partial<Outcome> => ({
        writes: [put(memory, planned.memory)],
        events: planned.events,
        branches: planned.branches.map((branch) => `plan ${branch}`),
        timers: [
          ...this.#timersAfter(planned.memory),
          ...(planned.dropsProviderCache ? [this.#timer('provider-cache-expire', null)] : []),
        ],
      });
      const ok = outcome('planned', outcomeOf(planChanges(before, settings, from)));
      const lost = (fault: string, planned: Planned | undefined) =>
        planned === undefined ? [] : [outcome(fault, { fault, ...outcomeOf(planned) })];
      const losses = place.losesSources
        ? [
            ...lost('source-empty', planWithoutSources(before, settings, from)),
            ...lost('source-failed', failAtSources(before, settings, actor)),
          ]
        : [];
      return [ok, ...losses, this.#crash()];
    });
    return { ...action, faults: [...(place.losesSources ? ['source-empty', 'source-failed'] : []), 'crash'] };
  }

  call(): Action {
    const { name: actor, place, memory } = this.#options;
    const records = [...place.zones.flatMap(({ zone }) => zone.records.components), ...this.#options.store];
    const action = this.#action('call', records, (reader, before) => {
      if (before.state !== 'applying') return [];
      return makeCall(before, this.#settingsIn(reader), { actor, reader, place }).map((called) => {
        const after = called.memory ?? this.#step(before, { type: 'crashed' });
        return outcome(called.label, {
          ...(called.fault === undefined ? {} : { fault: called.fault }),
          writes: [put(memory, after), ...called.writes],
          events: called.events,
          timers: this.#timersAfter(after),
        });
      });
    });
    const faults = ['refused', 'rate-limited', 'lost-answer', 'crash'];
    return { ...action, writes: [...action.writes, ...records], faults };
  }

  restart(): Action {
    const action = this.#action('restart', [], (reader, before) =>
      before.state === 'exited' ? [outcome('started', this.begin()), ...this.#failedStart(reader)] : [],
    );
    return { ...action, kind: 'environment', faults: this.#options.place.losesSources ? ['source-failed'] : [] };
  }

  expiries(): readonly Action[] {
    const expiry = (verb: 'registry-cache-expire' | 'provider-cache-expire'): Action => {
      const isRegistry = verb === 'registry-cache-expire';
      const action = this.#action(verb, [], (_reader, before) => {
        const isFilled = isRegistry ? isListingCached(before.registry) : before.providerCache !== null;
        if (!isFilled) return [];
        const after = this.#step(before, { type: isRegistry ? 'registry-cache-expired' : 'provider-cache-expired' });
        return [outcome('expired', { writes: [put(this.#options.memory, after)] })];
      });
      return { ...action, kind: 'environment' };
    };
    return [expiry('registry-cache-expire'), expiry('provider-cache-expire')];
  }

  /** A fresh process. Its first run is due at once. */
  begin(): OutcomeParts {
    const { memory, name } = this.#options;
    return {
      writes: [put(memory, freshMemory('idle'))],
      events: [startFact(name)],
      timers: [...this.#silence(), this.#timer('sync', 0)],
    };
  }

  end(reader: Reader): OutcomeParts {
    const { memory, name: actor } = this.#options;
    const before = reader.get(memory);
    const lines = isRunning(before) ? ['Received SIGTERM. Terminating...', 'Terminating main controller loop'] : [];
    return {
      writes: [put(memory, freshMemory('stopped'))],
      events: lines.map((message) => logFact(actor, { level: 'info', message })),
      timers: this.#silence(),
    };
  }

  /** A start that ends again because the caches of the sources are not filled. */
  #failedStart(reader: Reader): readonly Outcome[] {
    const { name: actor, place, configuration, timing } = this.#options;
    const message = place.losesSources ? startFailure(reader.get(configuration)) : undefined;
    if (message === undefined) return [];
    const events = [startFact(actor), logFact(actor, { level: 'fatal', message })];
    const again = this.#timer('restart', cacheTimeoutMs + timing.restartDelayMs);
    return [outcome('source-failed', { fault: 'source-failed', events, timers: [again] })];
  }

  /** Host errors of a listing that really asks the host. */
  #listingFailures(before: ControllerMemory, settings: ControllerSettings): readonly Outcome[] {
    const { name: actor, memory } = this.#options;
    const [first] = settings.zones;
    if (!listsAtProvider(settings.configuration)) return [];
    if (first === undefined || isListingCached(before.registry) || before.providerCache !== null) return [];
    const { provider, configuration, softErrorCountMax, rules } = settings;
    return provider.listingFaults.map(({ fault, errorOf }) => {
      const error = errorOf({ name: first.zone.name, id: first.id }, configuration);
      const { once: isOnce } = configuration;
      const step = stepController(before, { type: 'failed', error, isOnce, softErrorCountMax, rules });
      const events: readonly Event[] = [
        { type: 'sync.started', actor },
        listFact(actor, { zone: first.zone.name, result: 'refused' }),
        ...effectFacts(actor, step.effects),
      ];
      const again = this.#timer('sync', configuration.intervalMs);
      const timers = [...(step.memory.state === 'idle' ? [again] : []), ...this.#timersAfter(step.memory)];
      return outcome(fault, { fault, writes: [put(memory, step.memory)], events, timers });
    });
  }

  #crash(): Outcome {
    const after = freshMemory('exited');
    return outcome('crash', {
      fault: 'crash',
      writes: [put(this.#options.memory, after)],
      timers: this.#timersAfter(after),
    });
  }

  /** What comes next in a run, or after the process has ended. */
  #timersAfter(memory: ControllerMemory): readonly Timer[] {
    const { planDelayMs, callDelayMs, restartDelayMs } = this.#options.timing;
    switch (memory.state) {
      case 'listed':
        return [this.#timer('plan', planDelayMs)];
      case 'applying':
        return [this.#timer('call', callDelayMs)];
      case 'exited':
        return [...this.#silence(), this.#timer('restart', restartDelayMs)];
      case 'completed':
        return this.#silence();
      default:
        return [];
    }
  }

  #cacheTimers(
    filled: { readonly fillsRegistryCache: boolean; readonly fillsProviderCache: boolean },
    { txtCacheIntervalMs, providerCacheTimeMs }: Configuration,
  ): readonly Timer[] {
    return [
      ...(filled.fillsRegistryCache ? [this.#timer('registry-cache-expire', txtCacheIntervalMs)] : []),
      ...(filled.fillsProviderCache ? [this.#timer('provider-cache-expire', providerCacheTimeMs)] : []),
    ];
  }

  /** No timer of the process's stands any more. */
  #silence(): readonly Timer[] {
    const verbs = ['sync', 'plan', 'call', 'restart', 'registry-cache-expire', 'provider-cache-expire'];
    return verbs.map((verb) => this.#timer(verb, null));
  }

  #timer(verb: string, afterMs: number | null): Timer {
    return { action: `${this.#options.name}.${verb}`, afterMs };
  }

  #step(memory: ControllerMemory, event: ControllerEvent): ControllerMemory {
    return stepController(memory, event).memory;
  }

  #settingsIn(reader: Reader): ControllerSettings {
    const configuration = reader.get(this.#options.configuration);
    const known = this.#settings.get(configuration);
    if (known !== undefined) return known;
    const settings = settingsOf(configuration, this.#options.place);
    this.#settings.set(configuration, settings);
    return settings;
  }

  /** An action that reads the process's memory first, then what `run` looks at. */
  #action(
    verb: string,
    reads: readonly Component[],
    run: (reader: Reader, memory: ControllerMemory) => readonly Outcome[],
  ): Action {
    const { name, memory, configuration } = this.#options;
    return {
      id: `${name}.${verb}`,
      actor: name,
      kind: 'controller',
      reads: [memory, configuration, ...reads],
      writes: [memory],
      run: (reader) => run(reader, reader.get(memory)),
    };
  }
}

/** How a host can fail to list a zone; each host has some of them. */
const listingFaults: readonly ListingFault['fault'][] = [
  'listing-refused',
  'listing-rate-limited',
  'listing-denied',
  'listing-timeout',
];

/** Whether a process remembers no more than one that has just begun. */
function isFresh({ registry, providerCache, softErrorCount }: ControllerMemory): boolean {
  return (
    registry.cachedEndpoints === null &&
    registry.warnedTxts.length === 0 &&
    registry.existingTxts.length === 0 &&
    providerCache === null &&
    softErrorCount === 0
  );
}
