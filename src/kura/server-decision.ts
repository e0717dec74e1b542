import { setup, transition } from 'xstate';
import { canonicalJson, deepFreeze } from '../kernel/json.ts';
import {
  type DecisionFacts,
  type DecisionMemory,
  type DecisionPath,
  decisionMemory,
  type Finding,
  findingOf,
} from './finding.ts';

/** What a decision wants done. Each is one write or one call, so a process can die between two of them. */
export type Effect =
  | 'destroy-instance'
  | 'mark-destroyed'
  | 'cancel-deployment'
  | 'mark-running'
  | 'roll-out'
  | 'succeed-deployment'
  | 'fail-deployment'
  | 'fail-server'
  /** Write the image that was observed; the status stays. */
  | 'record-observed'
  /** The same, and the status becomes failed. */
  | 'record-failed'
  /** Write the wanted image as observed although the server is not up: one write a tick for as long as that lasts. */
  | 'record-wanted'
  | 'log-error';

/** How an activation failed. */
export type ActivationFailure = 'not-resolvable' | 'not-ready' | 'destroying' | 'other';

/** Where a decision stands. Only `activating` and `committing` outlive a tick. */
export type DecisionState = DecisionPath | 'rolling-out' | 'converging' | 'activating' | 'committing' | 'done';

/** A decision under way, plain JSON. */
export interface Decision {
  readonly state: DecisionState;
  readonly path: DecisionPath;
  readonly memory: DecisionMemory;
}

type DecisionEvent =
  | ({ readonly type: Finding } & DecisionMemory)
  | { readonly type: 'rolled-out' | 'roll-out-failed' | 'ready' | 'committed' | ActivationFailure };

interface DecisionContext {
  readonly path: DecisionPath;
  readonly memory: DecisionMemory;
}

const machineSetup = setup({
  types: { context: {} as DecisionContext, events: {} as DecisionEvent, input: {} as DecisionContext },
  actions: { want: (_, _parameters: { readonly effect: Effect }) => {} },
  guards: {
    isDeploying: ({ context }) => context.path === 'deploying',
    needsActivation: ({ context }) => context.memory.needsActivation,
    hasSucceeded: ({ context }) => context.memory.hasSucceeded,
    hasFailed: ({ context }) => context.memory.hasFailed,
  },
});

const toDone = (...effects: readonly Effect[]) => ({ target: 'done', actions: effects.map(want) }) as const;
const failed = toDone('fail-deployment', 'fail-server');

/**
 * What the reconciler decides about one server in one tick: the decision tables for servers that are being destroyed,
 * for open deployments (the fast path) and for all others (the projection). Events are the tables' rows.
 *
 * *Source:* server/lib/tuist/kura/reconciler.ex of tuist/tuist: reconcile_destroying_server/1,
 * reconcile_deployment/1, project_server/2, do_converge/2.
 */
export const serverDecisionMachine = machineSetup.createMachine({
  id: 'server-decision',
  context: ({ input }) => input,
  initial: 'done',
  states: {
    destroying: {
      on: {
        'not-found': toDone('mark-destroyed'),
        wanted: toDone('destroy-instance'),
        'other-image': toDone('destroy-instance'),
        unreachable: toDone('log-error'),
      },
    },
    deploying: {
      on: {
        gone: toDone('cancel-deployment'),
        wanted: { target: 'activating', actions: want('mark-running') },
        'other-image': { target: 'rolling-out', actions: [want('mark-running'), want('roll-out')] },
        'not-found': { target: 'rolling-out', actions: [want('mark-running'), want('roll-out')] },
        unreachable: failed,
      },
    },
    projecting: {
      on: {
        'never-deployed': toDone(),
        wanted: 'converging',
        'stale-revision': { target: 'rolling-out', actions: want('roll-out') },
        'unreadable-revision': { target: 'converging', actions: want('log-error') },
        'other-image': [{ guard: 'hasFailed', ...toDone('record-failed') }, toDone('record-observed')],
        'not-found': [
          { guard: 'hasSucceeded', target: 'rolling-out', actions: want('roll-out') },
          { guard: 'hasFailed', ...toDone('record-failed') },
          toDone('record-observed'),
        ],
        unreachable: toDone('log-error'),
      },
    },
    'rolling-out': {
      on: {
        'rolled-out': [{ guard: 'isDeploying', target: 'done' }, { target: 'converging' }],
        'roll-out-failed': [
          { guard: 'isDeploying', ...failed },
          { target: 'converging', actions: want('log-error') },
        ],
      },
    },
    converging: { always: [{ guard: 'needsActivation', target: 'activating' }, { target: 'done' }] },
    activating: {
      on: {
        ready: 'committing',
        'not-resolvable': [{ guard: 'isDeploying', target: 'done' }, toDone('record-wanted')],
        'not-ready': [{ guard: 'isDeploying', target: 'done' }, toDone('record-wanted')],
        other: [{ guard: 'isDeploying', ...failed }, toDone('record-wanted', 'log-error')],
      },
    },
    committing: {
      on: {
        committed: [{ guard: 'isDeploying', ...toDone('succeed-deployment') }, { target: 'done' }],
        destroying: [{ guard: 'isDeploying', ...toDone('cancel-deployment') }, { target: 'done' }],
        other: [{ guard: 'isDeploying', ...failed }, toDone('record-wanted', 'log-error')],
      },
    },
    done: {},
  },
});

/** A decision and what it wants done next, in this order. */
export interface DecisionStep {
  readonly decision: Decision;
  readonly effects: readonly Effect[];
}

/** Begins a decision from what was observed. */
export function decide(path: DecisionPath, facts: DecisionFacts): DecisionStep {
  const memory = decisionMemory(facts);
  return step({ state: path, path, memory }, { type: findingOf(path, facts), ...memory });
}

/** Every row of the decision tables, as {@link decisionBranch} names it. */
export const decisionBranches: readonly string[] = (['destroying', 'deploying', 'projecting'] as const).flatMap(
  (path) => (serverDecisionMachine.states[path]?.ownEvents ?? []).map((finding) => `decision ${path} ${finding}`),
);

/** The row of the decision tables by which a decision begins: `decision deploying wanted`. */
export function decisionBranch(path: DecisionPath, facts: DecisionFacts): string {
  return `decision ${path} ${findingOf(path, facts)}`;
}

/** Goes on with a decision after one of its effects or waits came back. */
export function resume(
  decision: Decision,
  type: 'rolled-out' | 'roll-out-failed' | 'ready' | 'committed' | ActivationFailure,
): DecisionStep {
  return step(decision, { type });
}

/** Every step ever taken, by what it depends on: a few hundred at most, and each costs the machine a millisecond. */
const knownSteps = new Map<string, DecisionStep>();

function step(decision: Decision, event: DecisionEvent): DecisionStep {
  const key = canonicalJson([decision, event.type]);
  const known = knownSteps.get(key);
  if (known !== undefined) return known;
  const { state, path, memory } = decision;
  const snapshot = serverDecisionMachine.resolveState({ value: state, context: { path, memory } });
  const [next, actions] = transition(serverDecisionMachine, snapshot, event);
  const effects = actions.flatMap((action) => (action.type === 'want' ? [effectOf(action.params)] : []));
  const taken: DecisionStep = deepFreeze({ decision: { state: next.value, path, memory }, effects });
  knownSteps.set(key, taken);
  return taken;
}

function effectOf(parameters: unknown): Effect {
  return (parameters as { readonly effect: Effect }).effect;
}

function want(effect: Effect): { readonly type: 'want'; readonly params: { readonly effect: Effect } } {
  return { type: 'want', params: { effect } };
}
