import type { Action } from '../../kernel/action.ts';
import { type Component, put } from '../../kernel/component.ts';
import { Model } from '../../kernel/model.ts';

/** How many faults a run may have, and of which kinds. */
export interface FaultAllowance {
  readonly budget: number;
  isAllowed(kind: string): boolean;
}

/**
 * The same model with faults as steps like others: a component of the world counts those that were spent, and beyond the
 * budget there are none. A world that can be reached with one fault and with two is thus two worlds.
 */
export function countFaults(model: Model, { budget, isAllowed }: FaultAllowance): Model {
  const spent: Component<number> = { id: 'faults/spent', scope: 'private', initial: 0 };
  const counted = (action: Action): Action => ({
    ...action,
    reads: budget === 0 ? action.reads : [...action.reads, spent],
    writes: budget === 0 ? action.writes : [...action.writes, spent],
    run: (reader) => {
      const outcomes = action.run(reader).filter(({ fault }) => fault === undefined || isAllowed(fault));
      const normal = outcomes.filter(({ fault }) => fault === undefined);
      if (budget === 0 || normal.length === outcomes.length) return normal;
      const count = reader.get(spent);
      if (count >= budget) return normal;
      return outcomes.map(({ fault, ...rest }) =>
        fault === undefined ? rest : { ...rest, writes: [...rest.writes, put(spent, count + 1)] },
      );
    },
  });
  const components = budget === 0 ? model.components : [...model.components, spent];
  return new Model([{ components, actions: model.actions.map(counted), timers: [] }]);
}
