import type { InvariantName } from '../../properties/invariant.ts';
import type { ExploredGraph } from '../exploration.ts';
import type { TraceStep } from '../trace-steps.ts';
import type { Constraint } from './constraints.ts';
import { findWay, type Harm } from './find-way.ts';
import { type HarmBits, harmAt, type OrderingHarm, worstOf } from './harm.ts';
import { type Gatekeeper, judgeOrderings, type OrderingGroup } from './orderings.ts';
import type { RolloutModel } from './rollout-model.ts';
import { StoryGraph } from './story-graph.ts';

/** What an ordering, or several with the same story, does to one invariant. */
export interface InvariantHarm {
  readonly invariant: InvariantName;
  readonly harm: Exclude<OrderingHarm, 'safe'>;
}

/** Orderings that do the same harm. */
export interface JudgedOrderings {
  /** Each a list of step numbers. */
  readonly orderings: readonly (readonly number[])[];
  /** The worst of it. */
  readonly harm: OrderingHarm;
  readonly harms: readonly InvariantHarm[];
  /** False: a gate never opens, and the rollout cannot be finished. */
  readonly isComplete: boolean;
  /** Lower is better: how many invariants are stuck or violated, flapping, transient. */
  readonly rank: readonly number[];
}

/** A gate as the judge of a graph holds it: before which step what is waited for. */
export type Gate = Pick<Constraint, 'after'> & { readonly until: 'settled' | 'served' };

/** Judges the orderings of a rollout on the graph of an exploration. */
export class RolloutJudge {
  readonly #graph: StoryGraph;
  readonly #stepCount: number;
  readonly #stateInvariants: readonly InvariantName[];
  readonly #stepInvariants: readonly InvariantName[];
  readonly #settlesInvariant: InvariantName | undefined;

  constructor(options: {
    readonly graph: ExploredGraph;
    readonly rollout: RolloutModel;
    /** The ids of the actions of the rollout's steps. */
    readonly stepActions: readonly string[];
    readonly faultBudget: number;
    /** The invariants that the graph was asked for in every state, in that order; the gate `served` follows them. */
    readonly stateInvariants: readonly InvariantName[];
    /** Those of single steps, in the order in which the graph was asked for them. */
    readonly stepInvariants: readonly InvariantName[];
    /** The one that asks whether changes end, if it was chosen. */
    readonly settlesInvariant: InvariantName | undefined;
  }) {
    const { graph, rollout, faultBudget, stepActions } = options;
    this.#graph = new StoryGraph({ graph, ...rollout, faultBudget, stepActions });
    this.#stepCount = stepActions.length;
    this.#stateInvariants = options.stateInvariants;
    this.#stepInvariants = options.stepInvariants;
    this.#settlesInvariant = options.settlesInvariant;
  }

  /** What every ordering does, if these gates are held; those that do the same harm together, the best first. */
  judge(gates: readonly Gate[] = []): readonly JudgedOrderings[] {
    const groups = judgeOrderings(this.#graph, { stepCount: this.#stepCount, isOpen: this.#gatekeeper(gates) });
    const byHarm = new Map<string, JudgedOrderings>();
    for (const group of groups) {
      const judged = this.#judged(group);
      const key = JSON.stringify([judged.harms, judged.isComplete]);
      const known = byHarm.get(key);
      byHarm.set(
        key,
        known === undefined ? judged : { ...known, orderings: [...known.orderings, ...judged.orderings] },
      );
    }
    return [...byHarm.values()]
      .map((judged) => ({ ...judged, orderings: [...judged.orderings].sort(compareLists) }))
      .sort(
        (left, right) =>
          compareLists(left.rank, right.rank) || compareLists(left.orderings[0] ?? [], right.orderings[0] ?? []),
      );
  }

  /** A shortest way to a harm, with the steps in this order; without it, to the gate that never opens: the empty way. */
  way(ordering: readonly number[], harm: InvariantHarm, gates: readonly Gate[] = []): readonly TraceStep[] {
    return findWay(this.#graph, { ordering, harm: this.#wanted(harm), isOpen: this.#gatekeeper(gates) })?.steps ?? [];
  }

  #wanted({ invariant, harm }: InvariantHarm): Harm {
    if (invariant === this.#settlesInvariant) return { kind: 'restless' };
    if (harm === 'violated') return { kind: 'forbidden', bit: this.#stepInvariants.indexOf(invariant) };
    return { kind: 'property', bit: this.#stateInvariants.indexOf(invariant), harm };
  }

  #judged({ orderings, harm, isRestless, isComplete }: OrderingGroup): JudgedOrderings {
    const harms = [...this.#harmsOf(harm), ...this.#restlessness(isRestless)];
    const worst = worstOf(harms.map((one) => one.harm));
    const counted = (name: OrderingHarm) => harms.filter((one) => one.harm === name).length;
    return {
      orderings,
      harm: isComplete ? worst : worstOf([worst, 'stuck']),
      harms,
      isComplete,
      rank: [isComplete ? 0 : 1, counted('stuck') + counted('violated'), counted('flapping'), counted('transient')],
    };
  }

  #harmsOf(bits: HarmBits): readonly InvariantHarm[] {
    const ofStates = this.#stateInvariants.flatMap((invariant, bit): readonly InvariantHarm[] => {
      const harm = harmAt(bits, bit);
      return harm === 'safe' ? [] : [{ invariant, harm }];
    });
    const ofSteps = this.#stepInvariants.flatMap((invariant, bit): readonly InvariantHarm[] =>
      (bits.violated & (1 << bit)) === 0 ? [] : [{ invariant, harm: 'violated' }],
    );
    return [...ofStates, ...ofSteps];
  }

  #restlessness(isRestless: boolean): readonly InvariantHarm[] {
    const invariant = this.#settlesInvariant;
    return isRestless && invariant !== undefined ? [{ invariant, harm: 'flapping' }] : [];
  }

  #gatekeeper(gates: readonly Gate[]): Gatekeeper {
    const { rests, isRestless, badBits } = this.#graph;
    const isOpen = {
      settled: (state: number) => (rests[state] as number) >= 0 && isRestless[rests[state] as number] === 0,
      served: (state: number) => ((badBits[state] as number) & (1 << this.#stateInvariants.length)) === 0,
    };
    const byStep = new Map(gates.map(({ after }) => [after, gates.filter((gate) => gate.after === after)]));
    return (step, state) => (byStep.get(step) ?? []).every(({ until }) => isOpen[until](state));
  }
}

/** Negative if the left list comes first: by the first number that differs, a list before its continuations. */
export function compareLists(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((one, place) => one !== right[place]);
  return index < 0 ? left.length - right.length : (left[index] as number) - (right[index] ?? -1);
}
