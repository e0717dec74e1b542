import type { QueuedCall } from './controller-queue.ts';
import type { Endpoint } from './endpoint.ts';
import { emptyRegistryState, type RegistryState } from './registry/registry-state.ts';

/**
 * What an external-dns process keeps in memory from one of its actions to the next: no more than a later action can
 * use, so that worlds which will go on alike are the same world. Plain JSON, without any time.
 */
export interface ControllerMemory {
  /**
   * `idle`: between two runs of the loop. `listed`: has read the zone. `applying`: has planned, calls are queued.
   * `exited`: the process has ended with an error and will be started again. `completed`: a `--once` run has ended well.
   * `stopped`: scaled to zero.
   */
  readonly state: 'idle' | 'listed' | 'applying' | 'exited' | 'completed' | 'stopped';
  readonly registry: RegistryState;
  /** What `--provider-cache-time` keeps: the last listing, read through the registry. */
  readonly providerCache: Listing | null;
  readonly softErrorCount: number;
  /** The zone as it was listed, while `listed`. */
  readonly listing: readonly Endpoint[];
  /** Calls still to make, while `applying`. */
  readonly calls: readonly QueuedCall[];
  /** The zones in which something was refused, in order of the first refusal, while `applying`. */
  readonly failedZones: readonly string[];
}

/** A listing with its ownership. */
export interface Listing {
  readonly endpoints: readonly Endpoint[];
  /** See {@link RegistryState}. */
  readonly existingTxts: readonly string[];
}

/** The memory of a process that has just begun, or that there is none. */
export function freshMemory(state: ControllerMemory['state']): ControllerMemory {
  return {
    state,
    registry: emptyRegistryState,
    providerCache: null,
    softErrorCount: 0,
    listing: [],
    calls: [],
    failedZones: [],
  };
}

/** Whether there is a process. */
export function isRunning({ state }: Pick<ControllerMemory, 'state'>): boolean {
  return state === 'idle' || state === 'listed' || state === 'applying';
}
