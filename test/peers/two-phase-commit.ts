import { type Action, outcome } from '../../src/kernel/action.ts';
import { type Component, put } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';

/**
 * Two-phase commit (Gray and Lamport, "Consensus on Transaction Commit", 2006), with the steps that the `2pc` example of
 * Stateright has: messages are never taken out of the network, and a step that changes nothing is a step.
 *
 * Known counts: N=8 has 1,745,408 states, N=9 has 10,340,352 and 123.6 million transitions.
 */
export function twoPhaseCommit(managerCount: number): Model {
  const flag = (id: string): Component<boolean> => ({ id, scope: 'shared', initial: false });
  const coordinator: Component<'init' | 'committed' | 'aborted'> = { id: 'tm', scope: 'private', initial: 'init' };
  const commit = flag('message/commit');
  const abort = flag('message/abort');
  const managers = Array.from({ length: managerCount }, (_, index) => ({
    id: `rm${index}`,
    state: { id: `rm${index}`, scope: 'private', initial: 'working' } as Component<ManagerState>,
    prepared: flag(`message/prepared/${index}`),
    known: { id: `tm/prepared/${index}`, scope: 'private', initial: false } as Component<boolean>,
  }));
  const actions: Action[] = [
    action('tm', 'tm.commit', {
      reads: [coordinator, ...managers.map(({ known }) => known)],
      writes: [coordinator, commit],
      run: (reader) =>
        reader.get(coordinator) === 'init' && managers.every(({ known }) => reader.get(known))
          ? [outcome('ok', { writes: [put(coordinator, 'committed'), put(commit, true)] })]
          : [],
    }),
    action('tm', 'tm.abort', {
      reads: [coordinator],
      writes: [coordinator, abort],
      run: (reader) =>
        reader.get(coordinator) === 'init'
          ? [outcome('ok', { writes: [put(coordinator, 'aborted'), put(abort, true)] })]
          : [],
    }),
    ...managers.flatMap((manager) => managerActions({ manager, coordinator, commit, abort })),
  ];
  const components = [
    coordinator,
    commit,
    abort,
    ...managers.flatMap(({ state, prepared, known }) => [state, prepared, known]),
  ];
  return new Model([{ components, actions, timers: [] }]);
}

type ManagerState = 'working' | 'prepared' | 'committed' | 'aborted';

interface Manager {
  readonly id: string;
  readonly state: Component<ManagerState>;
  readonly prepared: Component<boolean>;
  /** The coordinator knows that this manager has prepared. */
  readonly known: Component<boolean>;
}

function managerActions(parts: {
  readonly manager: Manager;
  readonly coordinator: Component<string>;
  readonly commit: Component<boolean>;
  readonly abort: Component<boolean>;
}): readonly Action[] {
  const { manager, coordinator, commit, abort } = parts;
  const { id, state, prepared, known } = manager;
  const leaveWorking = (verb: string, to: ManagerState): Action =>
    action(id, `${id}.${verb}`, {
      reads: [state],
      writes: to === 'prepared' ? [state, prepared] : [state],
      run: (reader) =>
        reader.get(state) === 'working'
          ? [outcome('ok', { writes: [put(state, to), ...(to === 'prepared' ? [put(prepared, true)] : [])] })]
          : [],
    });
  const obey = (verb: string, message: Component<boolean>, to: ManagerState): Action =>
    action(id, `${id}.${verb}`, {
      reads: [message],
      writes: [state],
      run: (reader) => (reader.get(message) ? [outcome('ok', { writes: [put(state, to)] })] : []),
    });
  return [
    action('tm', `tm.receive-prepared-${id}`, {
      reads: [coordinator, prepared],
      writes: [known],
      run: (reader) =>
        reader.get(coordinator) === 'init' && reader.get(prepared)
          ? [outcome('ok', { writes: [put(known, true)] })]
          : [],
    }),
    leaveWorking('prepare', 'prepared'),
    leaveWorking('choose-abort', 'aborted'),
    obey('receive-commit', commit, 'committed'),
    obey('receive-abort', abort, 'aborted'),
  ];
}

function action(actor: string, id: string, parts: Pick<Action, 'reads' | 'writes' | 'run'>): Action {
  return { id, actor, kind: 'controller', ...parts };
}
