import { assert } from '../kernel/assert.ts';
import type { Component } from '../kernel/component.ts';
import type { Model } from '../kernel/model.ts';
import { BlockSearch } from './block-search.ts';
import { type Crew, Foreman } from './crew.ts';
import { DecisionTrie } from './decision-trie.ts';
import { EndObservers } from './end-observers.ts';
import type { Exploration, ExploredGraph } from './exploration.ts';
import { firstState } from './first-state.ts';
import { Footprints } from './footprints.ts';
import { ForbiddenSteps } from './forbidden-steps.ts';
import { IgnoredSteps } from './ignored-steps.ts';
import type { Journal } from './journal.ts';
import { EndJudge } from './judge-end.ts';
import { KeptEdges } from './kept-edges.ts';
import { type ActionTranscript, KnownEvaluations } from './known-evaluations.ts';
import type { Property } from './property.ts';
import { type Marker, RealCode } from './real-code.ts';
import type { Reduction, ReductionWish } from './reduction.ts';
import { RememberedProperties } from './remembered-properties.ts';
import { RememberedSteps } from './remembered-steps.ts';
import { resetStates } from './reset-states.ts';
import { packRow, RowLayout } from './row-layout.ts';
import { SearchJournal } from './search-journal.ts';
import { type FaultLayer, type SearchEnd, searchLevels } from './search-levels.ts';
import type { Shard } from './shard.ts';
import { buffersOf, createSharedMemory, H, type SharedMemory } from './shared-memory.ts';
import { shortenWayTo } from './shorten-trace.ts';
import { SlotValues, stateHash } from './slot-values.ts';
import { StateReader } from './state-reader.ts';
import { StepPrograms } from './step-programs.ts';
import { CheckedSymmetry } from './symmetry/checked-symmetry.ts';
import { worldCountOf } from './symmetry/least-image.ts';
import type { Permutation } from './symmetry/symmetry.ts';
import type { SymmetryGroup } from './symmetry/symmetry-group.ts';
import { refuseAll, type TriedSearch, trySymmetries } from './symmetry/try-symmetries.ts';
import { TraceFinder } from './trace-steps.ts';
import { judge, questionsOf, type SortedProperties, sortProperties } from './verdicts.ts';
import { enter } from './visited-set.ts';

/** What to explore for, and how far. */
export interface ExploreOptions {
  readonly properties?: readonly Property[];
  /** How many faults a run may have, none by default; `any`: faults are steps like others. */
  readonly faultBudget?: number | 'any';
  /** Which kinds of faults can happen at all; every kind by default. */
  readonly isFaultAllowed?: (kind: string) => boolean;
  readonly limits?: {
    /**
     * Default: 2^26. Address space is reserved for so many, memory taken for those met: at most 23 bytes for a state, 4
     * for each 32 bits of its packed row, and 4 for each step from it if the graph is kept.
     */
    readonly states?: number;
    /** Steps from the first world. */
    readonly depth?: number;
    /** Bytes used by states, visited set, edges and what is remembered. */
    readonly bytes?: number;
  };
  /** `decided`: end when no property can be decided otherwise any more. Default: `exhausted`. */
  readonly until?: 'exhausted' | 'decided';
  /** Keep the graph, so that invariants get a class of harm. It is kept anyway if a property asks about the end. */
  readonly isKeepingEdges?: boolean;
  /** Asked now and then: true ends the exploration. There is no clock here. */
  readonly isOverTime?: () => boolean;
  /** Where the search is written down, and from which it goes on if there is something in it already. */
  readonly journal?: Journal;
  /** Explore one part only, so that several machines can explore a model; joinShards makes the whole of their journals. */
  readonly shard?: Shard;
  /** What actions do, as far as other explorations of the same model found out. It saves time and changes nothing else. */
  readonly known?: Iterable<ActionTranscript>;
  /** Take as few orders as suffice for the verdicts: see {@link ReductionWish}. Default: `none`. */
  readonly reduction?: ReductionWish;
  /** A component that never goes back: the order of its values, and what becomes of the system at each, are asked, too. */
  readonly stage?: Component;
  /**
   * Marks for what it shows that an action can turn out in some ways: {@link Exploration.marks} has all that were made.
   * Asked once per distinct local situation, when the action's code runs.
   */
  readonly mark?: Marker;
  /**
   * Permutations under which the model is thought to be the same: worlds that they make of each other are not told apart.
   * It is found out on the way whether it is so, see {@link Permutation}; if not, all worlds are told apart after all.
   */
  readonly symmetry?: readonly Permutation[];
  /** Other threads to share the work with. The result is the same without. */
  readonly crew?: Crew;
}

/**
 * Explores every world that a model can get into, breadth first by (faults, steps), and judges the properties.
 *
 * The result, traces and numbers included, depends on the model and the options alone, never on threads (a time limit
 * aside). Every action's code runs once per distinct local situation; all else is integer work.
 */
export function explore(model: Model, options: ExploreOptions = {}): Exploration {
  const { symmetry = [], reduction, journal } = options;
  const other = reduction === 'partial-order' ? 'partial-order' : journal === undefined ? undefined : 'journal';
  const { found, refused } = trySymmetries(model, other === undefined ? symmetry : [], (group) =>
    exploreWith(model, options, group),
  );
  const all = other === undefined ? refused : refuseAll(symmetry, { why: 'not-with', other });
  return { ...found, symmetry: { ...found.symmetry, refused: all } };
}

function exploreWith(
  model: Model,
  options: ExploreOptions,
  group: SymmetryGroup | undefined,
): TriedSearch<Exploration> {
  const properties = options.properties ?? [];
  const sorted = sortProperties(properties);
  const hasEndProperty = sorted.atEnd.length > 0 || properties.some(({ kind }) => kind === 'settles');
  const parts = prepare({ model, options, sorted, hasEndProperty, group });
  const { memory, states, edges, footprints } = parts;
  const foreman = new Foreman(memory, options.crew, () => buffersOf(memory));
  try {
    for (let rounds = 1; ; rounds += 1) {
      const known = footprints?.version;
      const { blocks, search } = searchOnce(options, { ...parts, foreman, hasEndProperty });
      if (states.symmetry?.refused !== undefined) return { refused: states.symmetry.refused };
      if (search.end === 'exhausted' && footprints?.version !== known) {
        parts.restart();
        continue;
      }
      const reduction: Reduction = { used: footprints === undefined ? 'none' : 'partial-order', rounds };
      const judged = isJudgingEnd(options, hasEndProperty) ? edges : undefined;
      const found = report({ model, properties, sorted, memory, states, edges: judged, blocks, search, reduction });
      return states.symmetry?.refused === undefined ? { found } : { refused: states.symmetry.refused };
    }
  } finally {
    foreman.end();
  }
}

function searchOnce(
  options: ExploreOptions,
  parts: Pick<Parts, 'memory' | 'states' | 'edges' | 'journal' | 'ignored'> & {
    readonly foreman: Foreman;
    readonly hasEndProperty: boolean;
  },
) {
  const { memory, states, edges, journal, ignored, foreman, hasEndProperty } = parts;
  const blocks = new BlockSearch({
    memory,
    foreman,
    states,
    edges,
    journal,
    byteMax: options.limits?.bytes ?? Number.POSITIVE_INFINITY,
    isOverTime: () => states.symmetry?.refused !== undefined || options.isOverTime?.() === true,
  });
  const isDecided = () =>
    options.until === 'decided' &&
    !hasEndProperty &&
    blocks.findings.length > 0 &&
    blocks.findings.every((finding) => finding !== undefined);
  const search = searchLevels(blocks, {
    faultBudget: options.faultBudget ?? 0,
    depthMax: options.limits?.depth ?? Number.POSITIVE_INFINITY,
    shard: options.shard,
    isDecided,
    reduction: ignored && { ignored: (first, mode) => ignored.find(first, mode) },
  });
  return { blocks, search };
}

/** Whether it is asked what becomes of the system in the end. */
function isJudgingEnd(options: ExploreOptions, hasEndProperty: boolean): boolean {
  return hasEndProperty || options.isKeepingEdges === true;
}

type Parts = ReturnType<typeof prepare>;

function prepare(asked: {
  readonly model: Model;
  readonly options: ExploreOptions;
  readonly sorted: SortedProperties;
  readonly hasEndProperty: boolean;
  readonly group: SymmetryGroup | undefined;
}) {
  const { model, options, sorted, hasEndProperty } = asked;
  const stateMax = options.limits?.states ?? defaultStateMax;
  assert(stateMax >= 1 && stateMax <= statesAtMost, `a limit of ${stateMax} states is between 1 and ${statesAtMost}`);
  const slotCount = model.components.length;
  const propertyCount = sorted.checked.length + sorted.steps.length;
  const memory = createSharedMemory({ stateMax, slotCount, propertyCount });
  const isKeepingEdges = isJudgingEnd(options, hasEndProperty) || options.reduction === 'partial-order';
  memory.header.array[H.stepPropertyCount] = sorted.steps.length;
  memory.header.array[H.isKeepingEdges] = isKeepingEdges ? 1 : 0;
  const slotValues = new SlotValues(model.interner, slotCount);
  const layout = new RowLayout(slotCount);
  const trie = new DecisionTrie(memory);
  const footprints = footprintsFor(model, options, { memory, sorted });
  const programs = new StepPrograms({ model, memory, values: slotValues, layout, footprints });
  const { states, code } = createStateReader({ ...asked, memory, slotValues, trie, footprints, programs });
  enterInitialWorld({ model, memory, slotValues, layout });
  const edges = isKeepingEdges ? new KeptEdges(stateMax) : undefined;
  const journal =
    options.journal && new SearchJournal({ journal: options.journal, memory, states, edges, code, slotCount });
  const observers = new EndObservers(model, sorted.atEnd);
  const checkedCount = sorted.checked.length;
  const stage = options.stage && model.slotOf(options.stage.id);
  const ignored =
    footprints && edges && new IgnoredSteps({ memory, states, edges, footprints, observers, checkedCount, stage });
  const restart = () => {
    resetStates(memory);
    edges?.clear();
    enterInitialWorld({ model, memory, slotValues, layout });
  };
  return { memory, states, edges, journal, footprints, ignored, restart };
}

/** What is remembered of actions and properties, what runs their code, and how states are read. */
function createStateReader(parts: {
  readonly model: Model;
  readonly options: ExploreOptions;
  readonly sorted: SortedProperties;
  readonly group: SymmetryGroup | undefined;
  readonly memory: SharedMemory;
  readonly slotValues: SlotValues;
  readonly trie: DecisionTrie;
  readonly footprints: Footprints | undefined;
  readonly programs: StepPrograms;
}) {
  const { model, options, sorted, group, memory, slotValues, trie, footprints, programs } = parts;
  const isFaultAllowed = options.isFaultAllowed ?? (() => true);
  const known = options.known && new KnownEvaluations(model, options.known);
  const code = new RealCode({ model, known, isRecording: options.journal !== undefined, mark: options.mark });
  const hasFaults = options.faultBudget !== undefined && options.faultBudget !== 0;
  const symmetry = group && new CheckedSymmetry({ model, group, memory, slotValues, code, isFaultAllowed, hasFaults });
  const common = { model, memory, trie, footprints, symmetry };
  const steps = new RememberedSteps({ ...common, code: symmetry ?? code, programs, isFaultAllowed });
  const properties = new RememberedProperties({
    ...common,
    code,
    stateProperties: questionsOf(sorted),
    checkedCount: sorted.checked.length,
    stepProperties: sorted.steps,
  });
  return { code, states: new StateReader({ ...common, slotValues, steps, properties }) };
}

/** Footprints are kept if the search is reduced. */
function footprintsFor(
  model: Model,
  { reduction, stage }: ExploreOptions,
  found: { memory: SharedMemory; sorted: SortedProperties },
) {
  const { memory, sorted } = found;
  if (reduction !== 'partial-order') return undefined;
  const observerCount = sorted.checked.length + sorted.atEnd.length;
  const stageSlot = stage && model.slotOf(stage.id);
  const footprints = new Footprints({ memory, actionCount: model.actions.length, observerCount, stage: stageSlot });
  for (const observer of sorted.checked.keys()) footprints.noteStages(observer);
  return footprints;
}

function enterInitialWorld(parts: {
  readonly model: Model;
  readonly memory: SharedMemory;
  readonly slotValues: SlotValues;
  readonly layout: RowLayout;
}): void {
  const { model, memory, slotValues, layout } = parts;
  const values = model.initialWorld().ids.map((id, slot) => slotValues.localOf(slot, id));
  const header = memory.header.array;
  header[H.stride] = layout.stride;
  memory.layout.array.set(layout.fields);
  packRow(memory.rows.array, 0, layout, values);
  memory.hashes.array[0] = stateHash(values);
  enter(memory, 0);
  header[H.stateCount] = 1;
}

function report(found: {
  readonly model: Model;
  readonly properties: readonly Property[];
  readonly sorted: SortedProperties;
  readonly memory: SharedMemory;
  readonly states: StateReader;
  readonly edges: KeptEdges | undefined;
  readonly blocks: BlockSearch;
  readonly search: { readonly end: SearchEnd; readonly layers: readonly FaultLayer[] };
  readonly reduction: Reduction;
}): Exploration {
  const { model, properties, memory, states, edges, blocks, search, reduction } = found;
  const { end, layers } = search;
  const stateCount = blocks.stateCount;
  const traces = new TraceFinder(model, memory, states);
  const isExhausted = end === 'exhausted';
  const endJudge = isExhausted && edges !== undefined ? new EndJudge(edges.graph(stateCount), traces) : undefined;
  const shorten: Parameters<typeof judge>[1]['shorten'] =
    reduction.used === 'none' ? undefined : (property, trace) => shortenWayTo(model, property, trace);
  const verdicts = judge(properties, { ...found, traces, judge: endJudge, isExhausted, shorten });
  const { runCounts = { actions: 0, properties: 0 } } = states.symmetry ?? {};
  const evaluations = {
    actions: states.steps.runCount + runCounts.actions,
    properties: states.properties.runCount + runCounts.properties,
  };
  return {
    end,
    reduction,
    symmetry: {
      elementCount: states.symmetry?.group.elementCount ?? 1,
      worldCount: worldCountOf(memory),
      refused: [],
    },
    states: stateCount,
    transitions: blocks.transitionCount,
    depth: Math.max(
      ...layers.flatMap(({ levels }) => levels.map(({ first, end }, depth) => (end > first ? depth : 0))),
    ),
    layers,
    properties: verdicts,
    deadlocks: {
      count: blocks.deadlockCount,
      ...(blocks.firstDeadlock === undefined ? {} : { trace: traces.traceTo(blocks.firstDeadlock) }),
    },
    coverage: model.actions.map(({ id }, action) => ({
      action: id,
      outcomes: [...outcomeLabelsOf(states, action)].sort(),
    })),
    marks: states.steps.marks,
    evaluations,
    remembered: 1 - evaluations.actions / Math.max(1, stateCount * model.actions.length),
    bytes: blocks.byteCount,
    traceTo: (state) => traces.traceTo(state),
    stepsFrom: (state) => traces.stepsFrom(state),
    world: (state) => states.world(state),
    isWitnessed: witnesses(found),
    firstState: (holds) => firstState({ model, states, stateCount }, holds),
    ...(edges === undefined ? {} : { graph: graphOf({ ...found, edges, traces }) }),
  };
}

/** Which outcomes an action was seen to have, itself or in the place of another. */
function outcomeLabelsOf({ steps, symmetry }: StateReader, action: number): ReadonlySet<string> {
  return new Set([...(steps.outcomeLabels[action] ?? []), ...(symmetry?.outcomeLabels[action] ?? [])]);
}

/** Tells whether a witness holds in a state. The search looks for where its answer is no: see {@link questionsOf}. */
function witnesses({ sorted, states }: { readonly sorted: SortedProperties; readonly states: StateReader }) {
  return (name: string, state: number): boolean => {
    const index = sorted.checked.findIndex((property) => property.kind === 'witness' && property.name === name);
    assert(index >= 0, `${name} is a witness of the exploration`);
    return !states.holds(index, state);
  };
}

function graphOf(found: {
  readonly sorted: SortedProperties;
  readonly memory: SharedMemory;
  readonly states: StateReader;
  readonly edges: KeptEdges;
  readonly blocks: BlockSearch;
  readonly traces: TraceFinder;
}): ExploredGraph {
  const { sorted, memory, states, edges, blocks, traces } = found;
  const invariantCount = sorted.checked.filter(({ kind }) => kind === 'invariant').length;
  assert(
    sorted.checked.slice(0, invariantCount).every(({ kind }) => kind === 'invariant'),
    'invariants come first',
  );
  const faults = edges.faultGraph(blocks.stateCount);
  const isAnyForbidden = sorted.steps.some((_, index) => blocks.findings[sorted.checked.length + index] !== undefined);
  const forbidden = isAnyForbidden ? new ForbiddenSteps(memory, states.steps.programs, traces) : undefined;
  return {
    ...edges.graph(blocks.stateCount),
    ...(faults === undefined ? {} : { faults }),
    idOf: (state, slot) => states.idOf(state, slot),
    violatedIn: (state) => states.violatedIn(state, invariantCount),
    wayAlong: (along) => traces.wayAlong(along),
    ...(forbidden === undefined ? {} : { forbiddenFrom: (state) => forbidden.from(state) }),
  };
}

const defaultStateMax = 2 ** 26;

/** So many can be told apart in an entry of the visited set, next to a few bits of their hash. */
const statesAtMost = 2 ** 28;
