import type { ControllerMemory } from '../../externaldns/controller-memory.ts';
import type { Action } from '../../kernel/action.ts';
import type { Write } from '../../kernel/component.ts';

/**
 * The same action in a world where a controller knows that its last run has failed, but not how many have in a row.
 *
 * Nothing depends on that number but what is logged and shown under `/metrics`. With it a controller that is refused
 * for ever would be in another state after every run, and no exploration would come to an end.
 */
export function forgetFailureCounts(action: Action): Action {
  if (!action.writes.some(({ initial }) => isControllerMemory(initial))) return action;
  return {
    ...action,
    run: (reader) => action.run(reader).map((one) => ({ ...one, writes: one.writes.map(withoutCount) })),
  };
}

function withoutCount({ component, value }: Write): Write {
  if (!isControllerMemory(value) || value.softErrorCount <= 1) return { component, value };
  return { component, value: { ...value, softErrorCount: 1 } };
}

function isControllerMemory(value: unknown): value is ControllerMemory {
  return typeof value === 'object' && value !== null && 'softErrorCount' in value;
}
