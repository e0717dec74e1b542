import type { Outcome } from '../../kernel/action.ts';
import type { Model, World } from '../../kernel/model.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { runScenario } from '../../timeline/run-scenario.ts';
import { type Coverage, coverageMarker, coverageOf } from '../coverage.ts';
import type { Exploration, HarmClass } from '../exploration.ts';
import { type ExploreOptions, explore } from '../explore.ts';
import type { Marker } from '../real-code.ts';
import { identityOf, type SearchIdentity } from '../search-identity.ts';
import { type LikeParts, likePartsOf } from '../symmetry/like-parts.ts';
import type { SymmetryRefusal } from '../symmetry/symmetry.ts';
import type { TraceStep } from '../trace-steps.ts';
import { askedProperties } from './asked-properties.ts';
import { type OrderingHarm, severityOf, worstOf } from './harm.ts';
import { type NeededConstraints, neededConstraints } from './needed-constraints.ts';
import { playSteps, type TakenStep } from './play-steps.ts';
import { type Question, questionsOf, servedGate } from './questions.ts';
import { type ReachedExpectation, reachableWitnesses, reachedExpectations } from './reachable.ts';
import { type Rollout, type RolloutStep, rolloutOf } from './rollout.ts';
import { type Gate, type InvariantHarm, type JudgedOrderings, RolloutJudge } from './rollout-judge.ts';
import { type RolloutModel, rolloutModel } from './rollout-model.ts';
import { isUntested, premiseMarker } from './untested.ts';

/** How a scenario is explored. */
export interface ExploreScenarioOptions
  extends Pick<
    ExploreOptions,
    'crew' | 'faultBudget' | 'isFaultAllowed' | 'isOverTime' | 'journal' | 'known' | 'limits' | 'reduction' | 'shard'
  > {
  readonly faultBudget?: number;
  /** Which invariants are asked; all by default. */
  readonly invariants?: readonly InvariantName[];
  /** Leave the declared constraints out, and look for those that are needed. */
  readonly isFree?: boolean;
  /** The mildest class of harm that counts as a violation. Default: `flapping`. */
  readonly failsFrom?: Exclude<HarmClass, 'safe'>;
  readonly seed?: string;
  /** `auto`: what is declared alike is not told apart, as far as it turns out to be alike. Default: `off`. */
  readonly symmetry?: 'auto' | 'off';
}

/** Two parts that are declared alike, and, if they were told apart, why. */
export interface AlikeParts extends Pick<LikeParts, 'kind' | 'names'> {
  readonly refusal?: SymmetryRefusal;
}

/** What became of one invariant, in every order of events. */
export interface InvariantVerdict {
  readonly invariant: InvariantName;
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  /** Of an invariant of states, if all was seen. */
  readonly harm?: HarmClass;
  /** Of an invariant of single steps: a shortest way to a step that it forbids. */
  readonly trace?: readonly TraceStep[];
  /** True if it holds because what it is about never came up. */
  readonly isUntested?: boolean;
}

/** Constraints, and what exploring with them on has shown. */
export interface VerifiedConstraints extends NeededConstraints {
  readonly verified: { readonly states: number; readonly harm: OrderingHarm };
}

/** The constraints that a rollout needs: of order alone, and, where waiting makes it better still, with gates. */
export interface NeededOrders {
  readonly pairs: readonly VerifiedConstraints[];
  readonly gated: readonly VerifiedConstraints[];
}

/** What the exploration of a scenario found. The same for any number of threads. */
export interface ScenarioExploration {
  readonly rollout: Rollout;
  /** What was done by the clock before, how long it took, and the world it led to. */
  readonly scene: {
    readonly steps: readonly (TakenStep & { readonly atMs: number })[];
    readonly durationMs: number;
    readonly world: World;
    readonly seed: string;
  };
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  readonly faultBudget: number;
  readonly exploration: Exploration;
  /** The model that was explored, from the world after the scene on. */
  readonly model: Model;
  readonly properties: readonly InvariantVerdict[];
  /** Every ordering that the constraints allow, those with the same harm together; absent if not all was seen. */
  readonly orderings?: readonly JudgedOrderings[];
  /** A shortest way to a harm of one of the orderings. */
  readonly wayTo?: (ordering: readonly number[], harm: InvariantHarm) => readonly TraceStep[];
  /** Present if they were asked for, and all was seen. */
  readonly needed?: NeededOrders;
  /** What became of the expectations that something can come about, or cannot. */
  readonly reached: readonly ReachedExpectation[];
  /** What was exercised of the world that was explored. */
  readonly coverage: Coverage;
  /** What is declared alike, unless all was to be told apart. */
  readonly alike: readonly AlikeParts[];
}

/**
 * Explores a scenario: its scene is played by the clock; from there on, every order is taken in which its rollout, its
 * controllers, caches, probes and, within the budget, faults can happen.
 */
export function exploreScenario(built: BuiltScenario, options: ExploreScenarioOptions = {}): ScenarioExploration {
  const rollout = rolloutOf(built);
  const scene = playScene(built, rollout, options.seed);
  const steps = stepsOf(rollout, options);
  const search = exploreFrom(built, { world: scene.world, steps, options });
  const { judge } = search;
  const judged = judge?.judge(gatesOf(steps));
  const needed = options.isFree === true && judge !== undefined ? neededConstraints(judge, steps.length) : undefined;
  const properties = verdictsOf(search, judged, { ...options, gates: gatesOf(steps) }).map((one) => ({
    ...one,
    ...(isUnbroken(one) && isUntested(one.invariant, built.landscape, search.exploration) ? { isUntested: true } : {}),
  }));
  const reached = reachedExpectations(built, search.exploration, options.faultBudget ?? 0);
  const { model } = search.rollout;
  const covered = { model, parts: built.surroundings };
  return {
    rollout,
    scene,
    verdict: overall(properties, judged, reached),
    faultBudget: options.faultBudget ?? 0,
    exploration: search.exploration,
    model,
    properties,
    reached,
    alike: alikeIn(search),
    coverage: coverageOf(covered, search.exploration.marks, model.initialWorld()),
    ...(judged === undefined ? {} : { orderings: judged }),
    ...(judge === undefined ? {} : { wayTo: (ordering, harm) => judge.way(ordering, harm, gatesOf(steps)) }),
    ...(needed === undefined ? {} : { needed: verified(needed, { built, world: scene.world, rollout, options }) }),
  };
}

/** What a journal of such an exploration has to agree in, to be gone on with: see {@link identityOf}. */
export function scenarioSearchIdentity(built: BuiltScenario, options: ExploreScenarioOptions = {}): SearchIdentity {
  const rollout = rolloutOf(built);
  const { world } = playScene(built, rollout, options.seed);
  const { model, engine } = prepared(built, { world, steps: stepsOf(rollout, options), options });
  return identityOf(model, engine);
}

/** The steps with their constraints, or, if they are to be found, without. */
export function stepsOf({ steps }: Rollout, { isFree }: ExploreScenarioOptions): readonly RolloutStep[] {
  return isFree === true ? steps.map((step) => ({ ...step, after: [] })) : steps;
}

/** The world when the rollout begins. */
export function playScene(built: BuiltScenario, { scene }: Rollout, seed: string | undefined) {
  const { scenario, model } = built;
  const run = runScenario(
    { ...built, scenario: { ...scenario, steps: scene, expectations: [] } },
    seed === undefined ? {} : { seed },
  );
  const steps = run.steps.map(({ action, outcome, atMs }) => ({ action, outcome, atMs }));
  const world = playSteps(model, model.initialWorld(), steps).at(-1)?.after ?? model.initialWorld();
  return { steps, durationMs: run.durationMs, world, seed: run.seed };
}

interface Search {
  readonly exploration: Exploration;
  readonly rollout: RolloutModel;
  readonly questions: readonly Question[];
  readonly like: readonly LikeParts[];
  /** Present if all was seen. */
  readonly judge?: RolloutJudge;
}

interface From {
  readonly world: World;
  readonly steps: readonly RolloutStep[];
  readonly options: ExploreScenarioOptions;
}

function exploreFrom(built: BuiltScenario, from: From): Search {
  const { rollout, model, questions, like, asked, engine } = prepared(built, from);
  const exploration = explore(model, engine);
  const { graph, end } = exploration;
  if (end !== 'exhausted' || graph === undefined) return { exploration, rollout, questions, like };
  const judge = new RolloutJudge({
    graph: asked.bitsOfQuestions(graph),
    rollout,
    stepActions: from.steps.map(({ action }) => action),
    faultBudget: from.options.faultBudget ?? 0,
    stateInvariants: questions.flatMap(({ kind, invariant }) => (kind === 'state' ? [invariant] : [])),
    stepInvariants: questions.flatMap(({ kind, invariant }) => (kind === 'step' ? [invariant] : [])),
    settlesInvariant: questions.find(({ kind }) => kind === 'settles')?.invariant,
  });
  return { exploration, rollout, questions, like, judge };
}

/** The model and what is asked of it: the questions about states first, and behind them the gate. */
function prepared(built: BuiltScenario, { world, steps, options }: From) {
  const { reduction = 'none' } = options;
  const rollout = rolloutModel(built, { world, steps, isReduced: reduction !== 'none' });
  const { model, done } = rollout;
  const questions = questionsOf({ landscape: built.landscape, model }, options.invariants);
  const isGateAsked = options.isFree === true || gatesOf(steps).some(({ until }) => until === 'served');
  const gate = servedGate(model);
  const asked = askedProperties({ questions, gate, model, done, reduction, isGateAsked });
  const mark = markerOf(built, questions, options);
  const like = options.symmetry === 'auto' ? likePartsOf(built.scenario, model, steps) : [];
  const engine: ExploreOptions = {
    ...engineOptions(options),
    properties: [...asked.properties, ...reachableWitnesses(built, model)],
    isKeepingEdges: true,
    stage: done,
    mark,
    symmetry: like.map(({ permutation }) => permutation),
  };
  return { rollout, model, questions, like, asked, engine };
}

/** Marks what is exercised and what is put to the test, by what the budget lets happen. */
function markerOf(
  { surroundings }: BuiltScenario,
  questions: readonly Question[],
  { faultBudget = 0, isFaultAllowed = () => true }: ExploreScenarioOptions,
): Marker {
  const isTaken = ({ fault }: Pick<Outcome, 'fault'>) =>
    fault === undefined || (faultBudget > 0 && isFaultAllowed(fault));
  const markers = [
    coverageMarker({ parts: surroundings }, isTaken),
    premiseMarker(
      questions.map(({ invariant }) => invariant),
      isTaken,
    ),
  ];
  return (action, outcomes) => markers.flatMap((mark) => mark(action, outcomes));
}

function alikeIn({ like, exploration }: Search): readonly AlikeParts[] {
  return like.map(({ kind, names }, index) => {
    const refusal = exploration.symmetry.refused.find(({ permutation }) => permutation === index)?.refusal;
    return { kind, names, ...(refusal === undefined ? {} : { refusal }) };
  });
}

function isUnbroken({ verdict, harm = 'safe' }: InvariantVerdict): boolean {
  return verdict === 'holds' && harm === 'safe';
}

function engineOptions(options: ExploreScenarioOptions): ExploreOptions {
  const {
    invariants: _invariants,
    isFree: _isFree,
    failsFrom: _failsFrom,
    seed: _seed,
    symmetry: _symmetry,
    ...rest
  } = options;
  return rest;
}

/** Which steps are held, until when. */
export function gatesOf(steps: readonly RolloutStep[]): readonly Gate[] {
  return steps.flatMap(({ after }, index) =>
    after.flatMap(({ until }) => (until === null ? [] : [{ after: index, until }])),
  );
}

/** Explores once more with the constraints on, and says what that came to. */
function verified(
  needed: ReturnType<typeof neededConstraints>,
  parts: {
    readonly built: BuiltScenario;
    readonly world: World;
    readonly rollout: Rollout;
    readonly options: ExploreScenarioOptions;
  },
): NeededOrders {
  const { built, world, rollout, options } = parts;
  const { journal: _journal, shard: _shard, known: _known, ...again } = options;
  const check = (set: NeededConstraints): VerifiedConstraints => {
    const steps = rollout.steps.map((step, index) => ({ ...step, after: gatesBefore(index, set, rollout) }));
    const { judge, exploration } = exploreFrom(built, { world, steps, options: again });
    const judged = judge?.judge(gatesOf(steps)) ?? [];
    return { ...set, verified: { states: exploration.states, harm: worstOf(judged.map(({ harm }) => harm)) } };
  };
  return { pairs: needed.pairs.map(check), gated: needed.gated.map(check) };
}

function gatesBefore(index: number, { constraints }: NeededConstraints, { steps }: Rollout) {
  return constraints
    .filter(({ after }) => after === index)
    .map(({ before, until }) => ({ step: steps[before]?.name ?? '', until }));
}

function verdictsOf(
  { exploration, questions, judge }: Search,
  judged: readonly JudgedOrderings[] | undefined,
  { failsFrom: mildest = 'flapping', gates }: ExploreScenarioOptions & { readonly gates: readonly Gate[] },
): readonly InvariantVerdict[] {
  const failsFrom = severityOf(mildest);
  return questions.map(({ invariant, kind }): InvariantVerdict => {
    const ofOrderings = judged?.flatMap(({ harms }) =>
      harms.filter((one) => one.invariant === invariant).map((one) => one.harm),
    );
    if (kind === 'step') {
      const found = exploration.properties.find(({ name }) => name === invariant);
      const { verdict = 'inconclusive', trace } = found ?? {};
      // What only orders show that a gate forbids is none of this rollout's.
      if (ofOrderings?.length === 0) return { invariant, verdict: 'holds' };
      const ordering = judged?.find(({ harms }) => harms.some((one) => one.invariant === invariant))?.orderings[0];
      const isHeld = gates.length > 0 && ordering !== undefined;
      const way = isHeld ? judge?.way(ordering, { invariant, harm: 'violated' }, gates) : trace;
      return { invariant, verdict, ...(way === undefined ? {} : { trace: way }) };
    }
    if (ofOrderings === undefined) return { invariant, verdict: 'inconclusive' };
    const harm = worstOf(ofOrderings.filter((one) => one !== 'violated'));
    return { invariant, verdict: severityOf(harm) >= failsFrom ? 'violated' : 'holds', harm };
  });
}

/** A rollout that cannot be finished, because a gate never opens, is as bad as one that breaks something for good. */
function overall(
  properties: readonly InvariantVerdict[],
  judged: readonly JudgedOrderings[] | undefined,
  reached: readonly ReachedExpectation[],
): ScenarioExploration['verdict'] {
  if (reached.some(({ isAsExpected }) => isAsExpected === false)) return 'violated';
  if (properties.some(({ verdict }) => verdict === 'violated')) return 'violated';
  if (judged?.some(({ isComplete }) => !isComplete)) return 'violated';
  const isOpen = [...properties, ...reached].some(({ verdict }) => verdict === 'inconclusive');
  return isOpen ? 'inconclusive' : 'holds';
}
