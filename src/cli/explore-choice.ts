import type { HarmClass } from '../explore/exploration.ts';
import type { ReductionWish } from '../explore/reduction.ts';
import type { ExploreScenarioOptions } from '../explore/rollout/explore-scenario.ts';
import type { Shard } from '../explore/shard.ts';
import type { InvariantName } from '../properties/invariant.ts';
import { invariants } from '../properties/invariants.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { parseDuration } from '../scenario/duration.ts';
import { nearestFact } from '../scenario/nearest.ts';
import type { CommandInput } from './command.ts';
import type { exploreOptions } from './explore.ts';
import { chosenReduction } from './explore-reduction.ts';
import { chosenSymmetry } from './explore-symmetry.ts';
import { parseShard } from './parse-shard.ts';

type Options = CommandInput<typeof exploreOptions>['options'];

/** What decides the result of an exploration, as plain data: a checkpoint carries it. */
export interface ExploreChoice {
  readonly isFree: boolean;
  readonly faultBudget: number;
  /** `null`: every kind. */
  readonly faultKinds: readonly string[] | null;
  /** `null`: all. */
  readonly invariants: readonly InvariantName[] | null;
  readonly failsFrom: Exclude<HarmClass, 'safe'>;
  /** `null`: the scenario's own. */
  readonly seed: string | null;
  readonly depthMax: number | null;
  readonly reduction: ReductionWish;
}

/** When to stop, and which part to do: what does not change a finished result. */
export interface ExploreEffort {
  readonly limits: { readonly states?: number; readonly bytes?: number };
  readonly timeMaxMs: number | null;
  readonly shard: Shard | null;
  /** `auto`: states may stand for several worlds. Never so in a checkpoint. */
  readonly symmetry: 'auto' | 'off';
}

const classes = ['transient', 'flapping', 'stuck'] as const satisfies readonly HarmClass[];

/** The options for the explorer. */
export function scenarioOptions(choice: ExploreChoice): ExploreScenarioOptions {
  const { faultKinds, invariants: chosen, seed, depthMax, isFree, faultBudget, failsFrom, reduction } = choice;
  return {
    isFree,
    faultBudget,
    failsFrom,
    reduction,
    ...(faultKinds === null ? {} : { isFaultAllowed: (kind: string) => faultKinds.includes(kind) }),
    ...(chosen === null ? {} : { invariants: chosen }),
    ...(seed === null ? {} : { seed }),
    ...(depthMax === null ? {} : { limits: { depth: depthMax } }),
  };
}

/** Reads the command line; all that is wrong is told at once. */
export function readChoice(options: Options): {
  readonly choice: ExploreChoice;
  readonly effort: ExploreEffort;
  readonly problems: readonly UsageProblem[];
} {
  const problems: UsageProblem[] = [];
  const { 'fault-kind': kinds, 'states-max': states, 'memory-max': mebibytes } = options;
  const chosen = chosenInvariants(options.invariant, problems);
  const reduction = chosenReduction(options, problems);
  return {
    choice: {
      isFree: options.free,
      faultBudget: options.faults ?? 0,
      faultKinds: kinds.length === 0 ? null : kinds,
      invariants: chosen.length === 0 ? null : chosen,
      failsFrom: chosenHarm(options['fail-on'], problems),
      seed: options.seed ?? null,
      depthMax: options['depth-max'] ?? null,
      reduction,
    },
    effort: {
      limits: {
        ...(states === undefined ? {} : { states }),
        ...(mebibytes === undefined ? {} : { bytes: mebibytes * 2 ** 20 }),
      },
      timeMaxMs: chosenTime(options['time-max'], problems),
      shard: chosenShard(options, problems),
      symmetry: reduction === 'none' ? chosenSymmetry(options, problems) : 'off',
    },
    problems,
  };
}

function chosenInvariants(found: readonly string[], problems: UsageProblem[]): readonly InvariantName[] {
  const known = Object.keys(invariants) as InvariantName[];
  return found.flatMap((written): readonly InvariantName[] => {
    const name = known.find((one) => one === written);
    if (name !== undefined) return [name];
    problems.push({ code: 'USAGE_UNKNOWN_INVARIANT', found: written, known, ...nearestFact(written, known) });
    return [];
  });
}

function chosenHarm(found: string | undefined, problems: UsageProblem[]): ExploreChoice['failsFrom'] {
  if (found === undefined) return 'flapping';
  const harm = classes.find((one) => one === found);
  if (harm === undefined)
    problems.push({ code: 'USAGE_UNKNOWN_HARM', found, known: classes, ...nearestFact(found, classes) });
  return harm ?? 'flapping';
}

function chosenTime(found: string | undefined, problems: UsageProblem[]): number | null {
  if (found === undefined) return null;
  const timeMaxMs = parseDuration(found);
  if (timeMaxMs === undefined) problems.push({ code: 'USAGE_BAD_DURATION', option: '--time-max', found });
  return timeMaxMs ?? null;
}

function chosenShard({ shard: found, checkpoint }: Options, problems: UsageProblem[]): Shard | null {
  if (found === undefined) return null;
  const shard = parseShard(found);
  if (shard === undefined) problems.push({ code: 'USAGE_BAD_SHARD', found });
  if (checkpoint === undefined)
    problems.push({ code: 'USAGE_OPTION_NEEDS', option: '--shard', needs: '--checkpoint FILE' });
  return shard ?? null;
}
