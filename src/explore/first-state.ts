import type { Reader } from '../kernel/component.ts';
import type { Model } from '../kernel/model.ts';
import type { StateReader } from './state-reader.ts';

/**
 * The first of so many states of which, or of a world that it stands for, the answer to a question is yes. The answers
 * are remembered under what they rest on: a question that looks at nothing is asked once, however many states there are.
 */
export function firstState(
  { model, states, stateCount }: { readonly model: Model; readonly states: StateReader; readonly stateCount: number },
  holds: (reader: Reader) => boolean,
): number | undefined {
  /** The sets of slots met, each with the values under which the answer rests on them and is no. */
  const refusals: { readonly slots: Int32Array; readonly values: Set<string> }[] = [];
  for (let state = 0; state < stateCount; state += 1) {
    for (const ids of states.worldsOf(state)) {
      if (refusals.some(({ slots, values }) => values.has(textOf(slots, ids)))) continue;
      const { answer, slots } = model.observe({ ids }, holds);
      if (answer) return state;
      if (slots.length === 0) return undefined;
      const alike = refusals.find((other) => other.slots.join() === slots.join());
      if (alike === undefined) refusals.push({ slots, values: new Set([textOf(slots, ids)]) });
      else alike.values.add(textOf(slots, ids));
    }
  }
  return undefined;
}

function textOf(slots: Int32Array, ids: Int32Array): string {
  return slots.map((slot) => ids[slot] as number).join();
}
