import { ddmin, type Minimized } from '../minimize/ddmin.ts';
import type { TraceStep } from '../trace-steps.ts';

/** So many steps of one actor in a row are one round of what it does again and again, at most. */
const ROUND_LENGTH_MAX = 4;

/**
 * The way without the steps that it can do without: no single one can be left out of what remains, and no whole round of
 * what an actor does, whatever the others do in between. `shows` says whether a way still shows what it has to.
 */
export function withoutSpareSteps(
  way: readonly TraceStep[],
  shows: (way: readonly TraceStep[]) => boolean,
  mayGoOn: () => boolean,
): Minimized<TraceStep> {
  let found = ddmin(way, shows, mayGoOn);
  while (found.isMinimal) {
    const shorter = withoutRound(found.items, shows, mayGoOn);
    if (shorter === undefined) return found;
    found = ddmin(shorter, shows, mayGoOn);
  }
  return found;
}

function withoutRound(
  way: readonly TraceStep[],
  shows: (way: readonly TraceStep[]) => boolean,
  mayGoOn: () => boolean,
): readonly TraceStep[] | undefined {
  const places = new Map<string, number[]>();
  way.forEach(({ action }, place) => {
    const actor = action.slice(0, action.indexOf('.'));
    places.set(actor, [...(places.get(actor) ?? []), place]);
  });
  for (const own of places.values()) {
    for (let length = 2; length <= ROUND_LENGTH_MAX; length += 1) {
      for (let first = 0; first + length <= own.length; first += 1) {
        if (!mayGoOn()) return undefined;
        const gone = new Set(own.slice(first, first + length));
        const rest = way.filter((_, place) => !gone.has(place));
        if (shows(rest)) return rest;
      }
    }
  }
  return undefined;
}
