import { Model, type World, worldHash } from '../../kernel/model.ts';
import type { Exploration, HarmClass } from '../exploration.ts';
import { explore } from '../explore.ts';
import { StoryGraph } from '../rollout/story-graph.ts';
import type { TraceStep } from '../trace-steps.ts';
import type { JudgedModel } from './judged-model.ts';

/** What lasts, as bits of the invariants of states, and whether what is shared goes on changing. */
export interface Lasting {
  readonly stuck: number;
  readonly flapping: number;
  readonly isRestless: boolean;
}

/** What becomes of a world if nothing goes wrong any more and nobody takes a step. */
export interface Rest {
  /** What comes to last in some order of events. */
  readonly some: Lasting;
  /** What lasts from here on, or will, whatever the order: `stuck` is never whole again, not even for a moment. */
  readonly sure: Lasting;
  /** Nothing shared changes any more, and whatever else was to end has ended: a gate `settled` is open. */
  readonly isSettled: boolean;
  /** A way to where it lasts; `undefined` if there is none. */
  wayTo(harm: Extract<HarmClass, 'stuck' | 'flapping'> | 'restless' | 'settled', bit?: number): Way | undefined;
}

type Way = readonly TraceStep[];

/**
 * Tells what lasts, by exploring all that can happen from a world on by itself. The classes of harm are those of an
 * exploration of everything, since they are about the bottom components of the same graph.
 */
export class RestJudge {
  readonly #judged: JudgedModel;
  readonly #stateCountMax: number;
  readonly #known = new Map<string, Rest | undefined>();

  constructor(judged: JudgedModel, { stateCountMax }: { readonly stateCountMax: number }) {
    this.#judged = judged;
    this.#stateCountMax = stateCountMax;
  }

  /** `undefined`: more states than allowed. */
  from(world: World): Rest | undefined {
    const key = worldHash(world);
    if (!this.#known.has(key)) this.#known.set(key, this.#explored(world));
    return this.#known.get(key);
  }

  #explored(world: World): Rest | undefined {
    const { model, stateProperties, steps, done } = this.#judged;
    const reader = model.reader(world);
    const rollout = new Set(steps.map(({ action }) => action));
    const alone = new Model([
      {
        components: model.components.map((component) => ({ ...component, initial: reader.get(component) })),
        actions: model.actions.filter(({ id }) => !rollout.has(id)),
        timers: [],
      },
    ]);
    const exploration = explore(alone, {
      properties: stateProperties,
      isKeepingEdges: true,
      isFaultAllowed: () => false,
      reduction: 'partial-order',
      limits: { states: this.#stateCountMax },
    });
    const { graph, end } = exploration;
    if (end !== 'exhausted' || graph === undefined) return undefined;
    return restOf(exploration, new StoryGraph({ graph, model: alone, done, faultBudget: 0 }));
  }
}

function restOf(exploration: Exploration, graph: StoryGraph): Rest {
  const { stuckBits, flappingBits, isRestless, badBits, rests } = graph;
  const or = (bits: Int32Array) => bits.reduce((all, one) => all | one, 0);
  const and = (bits: Int32Array) => bits.reduce((all, one) => all & one, -1);
  const first = rests[0] as number;
  const isEnd = { restless: isRestless, settled: isRestless.map((restless) => 1 - restless) };
  return {
    some: { stuck: or(stuckBits), flapping: or(flappingBits), isRestless: isRestless.includes(1) },
    sure: { stuck: and(badBits), flapping: and(flappingBits), isRestless: !isRestless.includes(0) },
    isSettled: first >= 0 && isRestless[first] === 0,
    wayTo: (harm, bit = 0) => {
      const isThere = (rest: number) => {
        if (harm === 'stuck') return ((stuckBits[rest] as number) & (1 << bit)) !== 0;
        if (harm === 'flapping') return ((flappingBits[rest] as number) & (1 << bit)) !== 0;
        return isEnd[harm][rest] === 1;
      };
      const state = rests.findIndex((rest) => rest >= 0 && isThere(rest));
      return state < 0 ? undefined : exploration.traceTo(state);
    },
  };
}
