import type { Part, Watch } from '../kernel/action.ts';
import type { Component, Reader } from '../kernel/component.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Configuration } from './configuration.ts';
import { type ControllerActions, controllerActions } from './controller-actions.ts';
import { controllerStates } from './controller-machine.ts';
import { type ControllerMemory, freshMemory, isRunning } from './controller-memory.ts';
import { registryFootprint } from './controller-registry-call.ts';
import { type ControllerZone, settingsOf } from './controller-settings.ts';
import { type ControllerTiming, usualTiming } from './controller-timing.ts';
import { planBranches } from './plan/plan-branches.ts';
import type { OwnershipTable } from './registry/ownership-table.ts';
import { sourceFootprint } from './source/collect-endpoints.ts';
import { rulesOf } from './version.ts';

/** What a controller is made of. */
export interface ControllerOptions {
  /** Its actor; its actions are `<name>.<verb>`. */
  readonly name: string;
  /** The zones that its credentials reach. */
  readonly zones: readonly ControllerZone[];
  readonly cluster: Cluster;
  readonly configuration: Configuration;
  /** Configurations that may be set later; what it reads is declared for these, too. */
  readonly foreseenConfigurations?: readonly Configuration[];
  /** Scaled to zero at first. */
  readonly isStopped?: boolean;
  /** When the process begins its first run; 0 unless given. */
  readonly startsMs?: number;
  /** The DynamoDB tables that its credentials reach; one for every name that a configuration with that registry gives. */
  readonly tables?: readonly OwnershipTable[];
  /**
   * All names that the cluster can ever want. With it, the process forgets at once what no plan can use, and its count
   * of consecutive soft errors stops at 1, so that an exploration meets fewer worlds; what it does to zones is the same.
   * Unless given, it remembers all.
   */
  readonly interest?: readonly string[];
  /**
   * Listings may come out without one of the records, where the host's pages can lose one: the fault `partial-listing`
   * of `<name>.sync`, one outcome for each record whose loss makes a difference. Off unless given: it lists a zone as
   * often as it has records.
   */
  readonly losesRecordsOfListings?: boolean;
  /**
   * Sources may list nothing though there is something (the fault `source-empty` of `<name>.plan`), or fail
   * (`source-failed` of `<name>.plan` or, where they read from caches, of `<name>.restart`). Off unless given.
   */
  readonly losesSources?: boolean;
  readonly timing?: Partial<ControllerTiming>;
}

/** A controller as a part of a model, and what a rollout can do to it. */
export interface Controller {
  readonly part: Part;
  readonly memory: Component<ControllerMemory>;
  /** Shared: changed by {@link ControllerActions.configure} only. */
  readonly configuration: Component<Configuration>;
  /** Outcomes for the actions of whoever configures, stops and starts it. They read and write both components. */
  readonly configure: ControllerActions['configure'];
  readonly stop: ControllerActions['stop'];
  readonly start: ControllerActions['start'];
}

/**
 * One external-dns Deployment with one replica: its private memory, its configuration and its actions.
 *
 * - `<name>.sync` begins a run of the loop: lists the zones. Enabled between runs; repeated at `--interval`, measured
 *   from the start of the run. Faults: those of the provider (`listing-refused`, `listing-rate-limited`,
 *   `listing-denied`, `listing-timeout`), `partial-listing`, `crash`.
 * - `<name>.plan` reads the cluster's objects and plans. Faults: `source-empty`, `source-failed`, `crash`.
 * - `<name>.call` makes the next queued call to the host. Faults: `refused`, `rate-limited`, `lost-answer`, `crash`.
 * - `<name>.restart` starts the process again after it has exited. Fault: `source-failed`.
 * - `<name>.registry-cache-expire`, `<name>.provider-cache-expire`: a cache has become too old.
 *
 * *Source:* controller/controller.go. The one-second ticker is not modelled: a run begins as soon as it is due.
 */
export function createController(options: ControllerOptions): Controller {
  const { name, zones, cluster, configuration: initial, foreseenConfigurations = [] } = options;
  const memory: Component<ControllerMemory> = {
    id: `controller/${name}/memory`,
    scope: 'private',
    initial: freshMemory(options.isStopped === true ? 'stopped' : 'idle'),
  };
  const configuration: Component<Configuration> = {
    id: `controller/${name}/configuration`,
    scope: 'shared',
    initial,
  };
  const place = {
    zones,
    cluster,
    tables: options.tables ?? [],
    interest: options.interest ?? null,
    losesRecordsOfListings: options.losesRecordsOfListings ?? false,
    losesSources: options.losesSources ?? false,
  };
  const objects = new Set(
    [initial, ...foreseenConfigurations].flatMap((each) => sourceFootprint(cluster, settingsOf(each, place).sources)),
  );
  const store = registryFootprint(place, [initial, ...foreseenConfigurations]);
  const timing = { ...usualTiming, ...options.timing };
  const { actions, configure, stop, start } = controllerActions({
    name,
    place,
    memory,
    configuration,
    objects: [...objects],
    store,
    timing,
  });
  const watches = eventWatches([initial, ...foreseenConfigurations], {
    action: `${name}.sync`,
    components: [...objects],
    eventDelayMs: timing.eventDelayMs,
    isOn: (reader, isPaced) => {
      const now = reader.get(configuration);
      return now.events && !now.once && isPaced(now) && isRunning(reader.get(memory));
    },
  });
  return {
    part: {
      components: [memory, configuration],
      actions,
      timers: options.isStopped === true ? [] : [{ action: `${name}.sync`, afterMs: options.startsMs ?? 0 }],
      watches,
      ...coverableParts(name, memory),
    },
    memory,
    configuration,
    configure,
    stop,
    start,
  };
}

/** What there is to be covered of a process. */
function coverableParts(name: string, memory: Component<ControllerMemory>): Pick<Part, 'machines' | 'branches'> {
  const machine = {
    name: 'controller',
    actor: name,
    component: memory,
    states: controllerStates,
    statesOf: (value: unknown) => [(value as ControllerMemory).state],
  };
  return {
    machines: [machine],
    branches: [{ actor: name, names: planBranches.map((branch) => `plan ${branch}`) }],
  };
}

/** A watch has one pace, so there is one watch for each that some configuration asks for. */
function eventWatches(
  configurations: readonly Configuration[],
  watching: Pick<Watch, 'action' | 'components'> & {
    readonly eventDelayMs: number;
    isOn(reader: Reader, isPaced: (now: Configuration) => boolean): boolean;
  },
): readonly Watch[] {
  const { action, components, eventDelayMs, isOn } = watching;
  const paces = new Map(configurations.map((each) => [paceKey(each), eventPace(each, eventDelayMs)]));
  return [...paces].map(([key, pace]) => ({
    action,
    components,
    ...pace,
    isOn: (reader) => isOn(reader, (now) => paceKey(now) === key),
  }));
}

function paceKey(configuration: Configuration): string {
  return `${rulesOf(configuration).eventRuns} ${configuration.minEventSyncIntervalMs}`;
}

/** When an event brings about a run. *Source:* controller/controller.go:ScheduleRunOnce of each release. */
function eventPace(
  configuration: Configuration,
  eventDelayMs: number,
): Pick<Watch, 'afterMs' | 'minGapMs' | 'putsOff'> {
  const { minEventSyncIntervalMs } = configuration;
  switch (rulesOf(configuration).eventRuns) {
    case 'put-off':
      return { afterMs: minEventSyncIntervalMs, minGapMs: 0, putsOff: true };
    case 'brought-forward':
      return { afterMs: minEventSyncIntervalMs, minGapMs: 0 };
    case 'spaced':
      return { afterMs: eventDelayMs, minGapMs: minEventSyncIntervalMs };
  }
}
