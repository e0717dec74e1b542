import { assert } from '../../kernel/assert.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import { invariants } from '../../properties/invariants.ts';
import { buildScenario } from '../../scenario/build-scenario.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { scenarioFromObject } from '../../scenario/scenario-from-object.ts';
import type { HarmClass } from '../exploration.ts';
import { type ExploreScenarioOptions, exploreScenario, type ScenarioExploration } from '../rollout/explore-scenario.ts';
import type { Written } from '../rollout/saved-scenario.ts';
import type { TraceStep } from '../trace-steps.ts';
import { type CastKind, type CastMember, castKinds, castOf } from './cast.ts';
import { ddmin } from './ddmin.ts';
import { leaveOut } from './leave-out.ts';
import { writtenDocument } from './written-document.ts';

/** What is to be shown by as little as possible. */
export interface HarmToKeep {
  readonly invariant: InvariantName;
  readonly harm: Exclude<HarmClass, 'safe'> | 'violated';
  /** A way to it: more faults than it has are not needed. */
  readonly trace: readonly TraceStep[];
}

/** A shortest way to a harm that an exploration has shown, with the steps in some order that does it. */
export function wayToHarm(
  { orderings = [], wayTo, properties }: ScenarioExploration,
  { invariant, harm }: Omit<HarmToKeep, 'trace'>,
): readonly TraceStep[] {
  if (harm === 'violated') return properties.find((one) => one.invariant === invariant)?.trace ?? [];
  const group = orderings.find(({ harms }) => harms.some((one) => one.invariant === invariant && one.harm === harm));
  return wayTo?.(group?.orderings[0] ?? [], { invariant, harm }) ?? [];
}

/** Something that is left out, or stays: of the cast, one fault of the budget, or a kind of faults. */
type Item =
  | CastMember
  | { readonly kind: 'fault'; readonly path: string }
  | { readonly kind: 'fault kind'; readonly path: string };

/** How many of a kind are still there, of how many. */
export interface KeptCount {
  readonly kind: Item['kind'];
  readonly kept: number;
  readonly of: number;
}

/** A scenario that still fails in the same way, with as little in it as possible. */
export interface MinimalScenario {
  readonly built: BuiltScenario;
  readonly found: ScenarioExploration;
  readonly faultBudget: number;
  /** The kinds of faults that are allowed. */
  readonly faultKinds: readonly string[];
  /** The largest first, what there is none of left out. */
  readonly counts: readonly KeptCount[];
  /** Whether it is certain that not a single thing more can be left out. */
  readonly isMinimal: boolean;
  readonly explorationCount: number;
}

/** So often a smaller scenario is explored, if nothing else is asked for. */
export const explorationCountDefault = 200;

/**
 * Leaves out of a scenario that fails whatever it can and still fails in the same way: the same invariant, with the same
 * class of harm, in some order of events. Clusters, environments, steps, objects, names, records, clients and resolvers
 * go with all that mentions them; so do faults of the budget and their kinds. What is left passes the checks of every
 * scenario, and is 1-minimal: without any single one of these things it does not fail so.
 *
 * No exploration sees more states than that of the whole: what grows when something is left out is not smaller.
 */
export function minimizeScenario(
  whole: Whole,
  harm: HarmToKeep,
  options: {
    readonly explore: ExploreScenarioOptions;
    readonly explorationCountMax?: number;
    readonly isOverTime?: () => boolean;
    /** Told how many explorations there have been. */
    readonly onExploration?: (count: number) => void;
  },
): MinimalScenario {
  const search = new SmallerScenarios(whole, harm, options);
  let items = search.withFewestFaults();
  let isMinimal = true;
  // First what weighs most, so that the rest is tried on something small.
  for (const isTried of [isFaultOrLarge, () => true]) {
    const [tried, fixed] = [items.filter(isTried), items.filter((item) => !isTried(item))];
    const result = ddmin(tried, (kept) => search.isFailing([...kept, ...fixed]), search.mayGoOn);
    const kept = new Set([...result.items, ...fixed]);
    items = items.filter((item) => kept.has(item));
    isMinimal = result.isMinimal;
  }
  return {
    ...search.explored(items),
    counts: search.counts(items),
    isMinimal,
    explorationCount: search.explorationCount,
  };
}

function isFaultOrLarge({ kind }: Item): boolean {
  return kind === 'fault' || kind === 'fault kind' || kind === 'cluster' || kind === 'environment' || kind === 'step';
}

/** A scenario that fails, with the exploration that has shown it. */
interface Whole {
  readonly built: BuiltScenario;
  readonly found: ScenarioExploration;
}

type Options = Parameters<typeof minimizeScenario>[2];

class SmallerScenarios {
  explorationCount = 0;
  readonly mayGoOn: () => boolean;
  readonly #document: Written;
  readonly #whole: Whole;
  readonly #harm: HarmToKeep;
  readonly #options: Options;
  /** All that was there when single things began to be left out. */
  #items: readonly Item[] = [];
  readonly #known = new Map<string, boolean>();
  #last: { readonly key: string; readonly result: Explored } | undefined;

  constructor(whole: Whole, harm: HarmToKeep, options: Options) {
    this.#whole = whole;
    this.#harm = harm;
    this.#options = options;
    this.#document = writtenDocument(whole.built.scenario);
    const { explorationCountMax = explorationCountDefault, isOverTime = () => false } = options;
    this.mayGoOn = () => this.explorationCount < explorationCountMax && !isOverTime();
  }

  /** Everything in the scenario, and no more faults than the least budget with which it fails in the same way. */
  withFewestFaults(): readonly Item[] {
    let way = this.#harm.trace;
    const { isFaultAllowed = () => true } = this.#options.explore;
    for (let faultBudget = 0; faultBudget < faultsOf(way).length && this.mayGoOn(); faultBudget += 1) {
      const found = this.#foundAlike(this.#whole.built, { faultBudget, isFaultAllowed });
      if (found !== undefined) way = wayToHarm(found, this.#harm);
    }
    const faults = faultsOf(way);
    this.#items = [
      ...faults.map((_, index): Item => ({ kind: 'fault', path: String(index) })),
      ...[...new Set(faults)].sort().map((path): Item => ({ kind: 'fault kind', path })),
      ...castOf(this.#document),
    ];
    return this.#items;
  }

  /** Whether no more than these items fail in the same way. */
  isFailing(items: readonly Item[]): boolean {
    const key = this.#keyOf(items);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const result = this.#explore(items);
    this.#known.set(key, result !== undefined);
    if (result !== undefined) this.#last = { key, result };
    return result !== undefined;
  }

  /** What was seen of the last of these that fail; of all of them that is the whole. */
  explored(items: readonly Item[]): Explored {
    if (this.#last?.key === this.#keyOf(items)) return this.#last.result;
    assert(items.length === this.#items.length, 'what was left out was explored');
    const { faultBudget } = this.#whole.found;
    return { ...this.#whole, faultBudget, faultKinds: faultKindsOf(items) };
  }

  counts(items: readonly Item[]): readonly KeptCount[] {
    return [...castKinds, 'fault' as const].flatMap((kind) => {
      const count = (list: readonly Item[]) => list.filter((item) => item.kind === kind).length;
      const all = kind === 'fault' ? this.#whole.found.faultBudget : count(this.#items);
      return all === 0 ? [] : [{ kind, kept: count(items), of: all }];
    });
  }

  #keyOf(items: readonly Item[]): string {
    const kept = new Set(items);
    return this.#items.map((item) => (kept.has(item) ? '1' : '0')).join('');
  }

  /** What an exploration of no more than these items shows; `undefined` if it does not fail in the same way. */
  #explore(items: readonly Item[]): Explored | undefined {
    const built = this.#builtOf(items);
    if (built === undefined) return undefined;
    const faultKinds = faultKindsOf(items);
    const faultBudget = items.filter(({ kind }) => kind === 'fault').length;
    const found = this.#foundAlike(built, { faultBudget, isFaultAllowed: (kind) => faultKinds.includes(kind) });
    return found && { built, found, faultBudget, faultKinds };
  }

  #foundAlike(
    built: BuiltScenario,
    faults: Required<Pick<ExploreScenarioOptions, 'faultBudget' | 'isFaultAllowed'>>,
  ): ScenarioExploration | undefined {
    const { explore, isOverTime, onExploration } = this.#options;
    const { invariant, harm } = this.#harm;
    this.explorationCount += 1;
    onExploration?.(this.explorationCount);
    const found = exploreScenario(built, {
      ...explore,
      ...faults,
      invariants: [invariant],
      limits: { ...explore.limits, states: this.#whole.found.exploration.states },
      ...(isOverTime === undefined ? {} : { isOverTime }),
    });
    const own = found.properties.find((property) => property.invariant === invariant);
    const isAlike = harm === 'violated' ? own?.verdict === 'violated' : own?.harm === harm;
    return isAlike ? found : undefined;
  }

  /** `undefined`: what is left is no scenario. */
  #builtOf(items: readonly Item[]): BuiltScenario | undefined {
    const kept = new Set(items);
    const gone = this.#items.flatMap((item): readonly CastMember[] => (isCast(item) && !kept.has(item) ? [item] : []));
    const { file, files } = this.#whole.built.scenario.source;
    const { variants } = scenarioFromObject(leaveOut(this.#document, gone), {
      path: file,
      readFile: (path) => files[path],
      invariants: Object.keys(invariants),
    });
    const [scenario] = variants ?? [];
    return scenario === undefined ? undefined : buildScenario(scenario);
  }
}

type Explored = Pick<MinimalScenario, 'built' | 'faultBudget' | 'faultKinds' | 'found'>;

function isCast(item: Item): item is CastMember {
  return (castKinds as readonly string[]).includes(item.kind satisfies CastKind | 'fault' | 'fault kind');
}

function faultsOf(way: readonly TraceStep[]): readonly string[] {
  return way.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
}

function faultKindsOf(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ kind, path }) => (kind === 'fault kind' ? [path] : []));
}
