import { setup, transition } from 'xstate';
import { type ControllerMemory, freshMemory, type Listing } from './controller-memory.ts';
import type { QueuedCall } from './controller-queue.ts';
import type { LogLine } from './endpoint.ts';
import type { ProviderError } from './provider/profile.ts';
import { type RegistryState, withoutCache } from './registry/registry-state.ts';
import type { VersionRules } from './version-rules.ts';

/** How a run of the loop ended. */
export type SyncResult = 'changed' | 'up-to-date' | 'soft-error' | 'hard-error' | 'dry-run';

/** What releases do about errors. */
export type ErrorRules = Pick<VersionRules, 'exitsOn' | 'countsSoftErrors' | 'lastWords'>;

/** What happens to a process. */
export type ControllerEvent =
  | ({ readonly type: 'listed'; readonly listing: Listing['endpoints'] } & Caches)
  | ({ readonly type: 'planned'; readonly calls: readonly QueuedCall[] } & Caches)
  /** A call came back. `calls` is what is left to do, `failedZones` where something was refused so far. */
  | { readonly type: 'answered'; readonly calls: readonly QueuedCall[]; readonly failedZones: readonly string[] }
  /** The run of the loop ended well, or with an error. */
  | { readonly type: 'finished'; readonly result: SyncResult; readonly isOnce: boolean }
  | {
      readonly type: 'failed';
      readonly error: ProviderError;
      readonly isOnce: boolean;
      readonly softErrorCountMax: number;
      /** What the release does about errors. */
      readonly rules: ErrorRules;
      /** What the registry remembers after it; as before unless given. */
      readonly registry?: RegistryState;
    }
  | { readonly type: 'registry-cache-expired' | 'provider-cache-expired' }
  | { readonly type: 'crashed' | 'stopped' | 'started' };

interface Caches {
  readonly registry: RegistryState;
  readonly providerCache: Listing | null;
}

/** What a process does besides remembering. */
export type ControllerEffect =
  | { readonly type: 'log'; readonly line: LogLine }
  /** The gauge of consecutive soft errors takes this value. */
  | { readonly type: 'soft-errors'; readonly count: number }
  | { readonly type: 'finished'; readonly result: SyncResult };

type Context = Omit<ControllerMemory, 'state'>;

const machineSetup = setup({
  types: { context: {} as Context, events: {} as ControllerEvent },
  actions: { perform: (_, _parameters: { readonly effects: readonly ControllerEffect[] }) => {} },
  guards: {
    isOnce: ({ event }) => 'isOnce' in event && event.isOnce,
    isSoft: ({ event }) => event.type === 'failed' && isSurvived(event) && !event.isOnce,
  },
});

const forgetAll = machineSetup.assign(() => contextOf(freshMemory('idle')));
const forgetRun = machineSetup.assign({ listing: [], calls: [], failedZones: [] });
const resetSoftErrors = machineSetup.assign({ softErrorCount: 0 });
const countSoftError = machineSetup.assign({
  providerCache: null,
  registry: ({ context, event }) => (event.type === 'failed' ? event.registry : undefined) ?? context.registry,
  softErrorCount: ({ context, event }) =>
    event.type === 'failed' && event.rules.countsSoftErrors
      ? Math.min(context.softErrorCount + 1, event.softErrorCountMax)
      : context.softErrorCount,
});
const remember = machineSetup.assign(({ event }) => {
  if (event.type === 'answered') return { calls: event.calls, failedZones: event.failedZones };
  if (event.type !== 'listed' && event.type !== 'planned') return {};
  const { registry, providerCache } = event;
  const [listing, calls] = event.type === 'listed' ? [event.listing, []] : [[], event.calls];
  return { registry, providerCache, listing, calls };
});

type Moment = { readonly context: Context; readonly event: ControllerEvent };
const perform = (effects: (moment: Moment) => readonly ControllerEffect[]) =>
  ({ type: 'perform', params: (moment: Moment) => ({ effects: effects(moment) }) }) as const;

const toSuccess = [
  { guard: 'isOnce', target: 'completed', actions: [perform(success), forgetAll] },
  { target: 'idle', actions: [perform(success), forgetRun, resetSoftErrors] },
] as const;
const toFailure = [
  { guard: 'isSoft', target: 'idle', actions: [forgetRun, countSoftError, perform(softFailure)] },
  { target: 'exited', actions: [forgetAll, perform(hardFailure)] },
] as const;

/**
 * The life of an external-dns process: list, plan, apply call by call, wait. Soft errors are counted and lived with,
 * hard ones end the process, and so does any error of a `--once` run. Releases before v0.14.1 know no soft errors: they
 * end with every error, or with none.
 *
 * *Source:* controller/controller.go: RunOnce, Run; controller/execute.go: Execute.
 */
export const controllerMachine = machineSetup.createMachine({
  id: 'controller',
  context: () => contextOf(freshMemory('idle')),
  initial: 'idle',
  on: {
    crashed: { target: '.exited', actions: forgetAll },
    stopped: { target: '.stopped', actions: forgetAll },
    started: { target: '.idle', actions: forgetAll },
    'registry-cache-expired': {
      actions: machineSetup.assign({ registry: ({ context }) => withoutCache(context.registry) }),
    },
    'provider-cache-expired': { actions: machineSetup.assign({ providerCache: null }) },
  },
  states: {
    idle: { on: { listed: { target: 'listed', actions: remember }, failed: toFailure } },
    listed: { on: { planned: { target: 'applying', actions: remember }, failed: toFailure } },
    applying: {
      on: {
        answered: { actions: remember },
        finished: toSuccess,
        failed: toFailure,
      },
    },
    exited: {},
    completed: {},
    stopped: {},
  },
});

/** All states that a process can be in. */
export const controllerStates: readonly string[] = Object.keys(controllerMachine.states);

/** The process after some events, one after another, and what it does about them. Pure. */
export function stepController(
  memory: ControllerMemory,
  ...events: readonly ControllerEvent[]
): { readonly memory: ControllerMemory; readonly effects: readonly ControllerEffect[] } {
  let current = memory;
  const effects: ControllerEffect[] = [];
  for (const event of events) {
    const { state, ...context } = current;
    const before = controllerMachine.resolveState({ value: state, context });
    const [after, actions] = transition(controllerMachine, before, event);
    current = { state: after.value, ...after.context };
    for (const { params } of actions) {
      effects.push(...(params as { readonly effects: readonly ControllerEffect[] }).effects);
    }
  }
  return { memory: current, effects };
}

function success({ context: { softErrorCount }, event }: Moment): readonly ControllerEffect[] {
  const result = event.type === 'finished' ? event.result : 'changed';
  if (softErrorCount === 0) return [{ type: 'finished', result }];
  const message = `Reconciliation succeeded after ${softErrorCount} consecutive soft errors`;
  return [
    { type: 'log', line: { level: 'info', message } },
    { type: 'soft-errors', count: 0 },
    { type: 'finished', result },
  ];
}

function softFailure({ context: { softErrorCount }, event }: Moment): readonly ControllerEffect[] {
  if (event.type === 'failed' && !event.rules.countsSoftErrors) {
    const line = { level: 'error', message: `${lastWordsOf(event)}${messageOf(event)}` } as const;
    return [
      { type: 'log', line },
      { type: 'finished', result: event.error.isSoft ? 'soft-error' : 'hard-error' },
    ];
  }
  const message = `Failed to do run once: ${messageOf(event)} (consecutive soft errors: ${softErrorCount})`;
  return [
    { type: 'log', line: { level: 'error', message } },
    { type: 'soft-errors', count: softErrorCount },
    { type: 'finished', result: 'soft-error' },
  ];
}

/** The loop says which run failed, a `--once` process only why. */
function hardFailure({ event }: Moment): readonly ControllerEffect[] {
  const isOnce = event.type === 'failed' && event.isOnce;
  const message = isOnce ? messageOf(event) : `${lastWordsOf(event)}${messageOf(event)}`;
  const isSoft = event.type === 'failed' && event.error.isSoft;
  return [
    { type: 'log', line: { level: 'fatal', message } },
    { type: 'finished', result: isSoft ? 'soft-error' : 'hard-error' },
  ];
}

/** Whether the process goes on after an error. */
function isSurvived({ error, rules: { exitsOn } }: Extract<ControllerEvent, { readonly type: 'failed' }>): boolean {
  return exitsOn === 'no-error' || (exitsOn === 'hard-errors' && error.isSoft);
}

/** What the release puts before the error. */
function lastWordsOf(event: ControllerEvent): string {
  return event.type === 'failed' && event.rules.lastWords !== 'error' ? `${event.rules.lastWords}: ` : '';
}

/** Releases that do not tell soft errors from others do not say so either. */
function messageOf(event: ControllerEvent): string {
  if (event.type !== 'failed') return '';
  const { error, rules } = event;
  return rules.exitsOn === 'hard-errors' ? error.message : error.message.replace(/^soft error\n/, '');
}

function contextOf({ state: _, ...context }: ControllerMemory): Context {
  return context;
}
