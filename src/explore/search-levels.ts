import type { BlockSearch, SearchLimit } from './block-search.ts';
import { Division, type Shard } from './shard.ts';
import { Mode } from './shared-memory.ts';

/** A range of state numbers. */
export interface StateRange {
  readonly first: number;
  readonly end: number;
}

/** The states found with so many faults, by the steps it took. */
export interface FaultLayer {
  readonly faults: number;
  readonly levels: readonly StateRange[];
}

/**
 * How a search ended: all was seen, all of one part ({@link Shard}) was seen, all questions were answered, or a limit was
 * met.
 */
export type SearchEnd = 'exhausted' | 'part' | 'decided' | 'depth' | SearchLimit;

/** How to search. */
export interface SearchPlan {
  /** How many faults a run may have; `any`: faults are steps like others, and cost nothing. */
  readonly faultBudget: number | 'any';
  readonly depthMax: number;
  /** Do one part only. */
  readonly shard?: Shard | undefined;
  /** Asked after every level; true ends the search. */
  isDecided(): boolean;
  /** Take the steps of stubborn sets only. */
  readonly reduction?: LevelReduction | undefined;
}

/** What a search that is reduced ({@link ReductionWish}) asks. */
export interface LevelReduction {
  /** When a layer has come to its end: the states from `first` on whose other steps have to be taken, too. */
  ignored(first: number, mode: number): readonly number[];
}

/**
 * Breadth first by (faults, steps): all that is reached without a fault comes before all that takes one, and among the
 * latter what takes fewer steps comes first. So the first way found to anything has the least number of faults, and of
 * those with as many the least number of steps.
 *
 * A level is made of the states one step before it: by a fault from the layer with one fault fewer, and by other steps
 * from its own layer. A world counts once, with the least faults that lead to it: what else can be done from there with
 * a budget can be done with no less.
 */
export function searchLevels(blocks: BlockSearch, plan: SearchPlan): { end: SearchEnd; layers: readonly FaultLayer[] } {
  const layers: FaultLayer[] = [];
  const faultsMax = plan.faultBudget === 'any' ? 0 : plan.faultBudget;
  const division = new Division(plan.shard);
  let isCut = false;
  for (let faults = 0; faults <= faultsMax; faults += 1) {
    const layer = searchLayer({ blocks, plan, division }, layers.at(-1));
    layers.push(layer.layer);
    if (layer.end !== 'exhausted' && layer.end !== 'depth') return { end: layer.end, layers };
    isCut ||= layer.end === 'depth';
    if (layer.layer.levels.every(isEmpty)) break;
  }
  return { end: isCut ? 'depth' : division.isDone ? 'part' : 'exhausted', layers };
}

function searchLayer(
  search: { readonly blocks: BlockSearch; readonly plan: SearchPlan; readonly division: Division },
  previous: FaultLayer | undefined,
): { layer: FaultLayer; end: SearchEnd } {
  const { blocks, plan, division } = search;
  const levels: StateRange[] = [previous === undefined ? { first: 0, end: blocks.stateCount } : none];
  const layer: FaultLayer = { faults: previous === undefined ? 0 : previous.faults + 1, levels };
  const mode =
    Mode.check | Mode.normal | (plan.faultBudget === 'any' ? Mode.faults : 0) | reduceMode(plan, layer.faults);
  const layerFirst = previous === undefined ? 0 : blocks.stateCount;
  let end: SearchEnd = 'exhausted';
  for (let depth = 1; ; depth += 1) {
    if (isEmpty(levels[depth - 1] ?? none) && depth > (previous?.levels.length ?? 0)) {
      if (plan.reduction === undefined || division.isDone || end === 'depth') break;
      const first = blocks.stateCount;
      const ignored = plan.reduction.ignored(layerFirst, mode);
      if (ignored.length === 0) break;
      const isDone = ignored.every((state) => blocks.expandRange(state, state + 1, (mode & ~Mode.check) | Mode.rest));
      levels.push({ first, end: blocks.stateCount });
      if (!isDone) return { layer, end: blocks.limit as SearchLimit };
      continue;
    }
    division.considerAt(levels[depth - 1] ?? none);
    const sources = division.shareOf(previous?.levels[depth - 1] ?? none);
    const own = division.shareOf(levels[depth - 1] ?? none);
    const isCut = depth > plan.depthMax;
    const first = blocks.stateCount;
    if (isCut && !(isEmpty(sources) && isEmpty(own))) end = 'depth';
    const isDone =
      (isCut || blocks.expandRange(sources.first, sources.end, Mode.faults | reduceMode(plan, layer.faults - 1))) &&
      blocks.expandRange(own.first, own.end, isCut ? Mode.check : mode);
    levels.push({ first, end: blocks.stateCount });
    if (!isDone) return { layer, end: blocks.limit as SearchLimit };
    if (plan.isDecided()) return { layer, end: 'decided' };
  }
  return { layer, end };
}

/** What to do with the states that take so many faults: whether there are more to come decides what is dependent. */
function reduceMode({ reduction, faultBudget }: SearchPlan, faults: number): number {
  if (reduction === undefined) return 0;
  return Mode.reduce | (faultBudget === 'any' || faults < faultBudget ? Mode.faulty : 0);
}

const none: StateRange = { first: 0, end: 0 };

function isEmpty({ first, end }: StateRange): boolean {
  return first === end;
}
