import type { InvariantName } from '../../properties/invariant.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { Coverage } from '../coverage.ts';
import {
  type ExploreScenarioOptions,
  gatesOf,
  type InvariantVerdict,
  playScene,
  type ScenarioExploration,
  stepsOf,
} from '../rollout/explore-scenario.ts';
import { severityOf } from '../rollout/harm.ts';
import { type Question, questionsOf } from '../rollout/questions.ts';
import { rolloutOf } from '../rollout/rollout.ts';
import { rolloutModel } from '../rollout/rollout-model.ts';
import { JudgedModel } from './judged-model.ts';
import { RandomSearch, type ShrunkFinding } from './random-search.ts';

/** How a scenario is explored at random. */
export interface RandomOptions
  extends Pick<
    ExploreScenarioOptions,
    'failsFrom' | 'faultBudget' | 'invariants' | 'isFaultAllowed' | 'isFree' | 'isOverTime' | 'seed'
  > {
  readonly runCount: number;
  /** So many steps are chosen at random in a run, at most, before it is left alone. */
  readonly depthMax: number;
  /** Told after every run how many there have been. */
  readonly onRun?: (doneCount: number) => void;
  /** Told which invariant a counterexample is made short for. */
  readonly onShrink?: (invariant: InvariantName) => void;
}

/** What random runs have shown of an invariant. That nothing was found proves nothing: `holds` is never said. */
export interface RandomVerdict extends Omit<InvariantVerdict, 'verdict'> {
  readonly verdict: 'violated' | 'inconclusive';
  /** How the worst was found; the way to it is `trace`. */
  readonly finding?: ShrunkFinding;
}

/** What random runs have shown. The same for the same scenario and options. */
export interface RandomExploration extends Pick<ScenarioExploration, 'faultBudget' | 'model' | 'rollout' | 'scene'> {
  readonly verdict: 'violated' | 'inconclusive';
  readonly properties: readonly RandomVerdict[];
  /** `runs`: as many as asked for; `rest`: some of them could not be judged to their end; `time`: it was over before. */
  readonly end: 'runs' | 'rest' | 'time';
  /** Decides all schedules: fast-check's seed. */
  readonly seed: number;
  readonly depthMax: number;
  readonly runCount: number;
  /** Runs whose rest had no end within the bounds: only what happened on the way is judged. */
  readonly unjudgedCount: number;
  /** Steps of all runs, those of being left alone included. */
  readonly stepCount: number;
  readonly worldCount: number;
  readonly coverage: Coverage;
}

/**
 * Takes random ways through a scenario that is too large to explore: the scene is played by the clock, and then runs are
 * made of steps that are possible, chosen by schedules of fast-check; each is left alone in the end, to see what lasts.
 *
 * The model, the questions and the classes of harm are those of an exploration. What is found is real, and is shrunk to
 * a way that no single step can be left out of; what is not found may be there all the same.
 */
export function exploreAtRandom(built: BuiltScenario, options: RandomOptions): RandomExploration {
  const { faultBudget = 0, isFaultAllowed = () => true, runCount, depthMax } = options;
  const rollout = rolloutOf(built);
  const scene = playScene(built, rollout, options.seed);
  const steps = stepsOf(rollout, options);
  const { model, done } = rolloutModel(built, { world: scene.world, steps });
  const questions = questionsOf({ landscape: built.landscape, model }, options.invariants);
  const judged = new JudgedModel({ rollout: { model, done }, steps, questions, isFaultAllowed });
  const search = new RandomSearch(judged, { seed: scene.seed, gates: gatesOf(steps), faultBudget, depthMax });
  const { isOverTime = () => false, onRun = () => {}, onShrink = () => {} } = options;
  const { found, effort } = search.look({ runCount, parts: built.surroundings, isOverTime, onRun });
  const findings = found.map((finding) => {
    onShrink(finding.invariant);
    return search.shrink(finding, isOverTime);
  });
  const properties = questions.map((question) => verdictOn(question, findings, options));
  return {
    rollout,
    scene,
    model,
    faultBudget,
    verdict: properties.some(({ verdict }) => verdict === 'violated') ? 'violated' : 'inconclusive',
    properties,
    end: effort.isOverTime ? 'time' : effort.unjudgedCount > 0 ? 'rest' : 'runs',
    seed: search.seed,
    depthMax,
    runCount: effort.runCount,
    unjudgedCount: effort.unjudgedCount,
    stepCount: effort.coverage.stepCount,
    worldCount: effort.coverage.worldCount,
    coverage: effort.coverage.coverage(),
  };
}

function verdictOn(
  { invariant }: Question,
  findings: readonly ShrunkFinding[],
  { failsFrom = 'flapping' }: RandomOptions,
): RandomVerdict {
  const finding = findings.find((one) => one.invariant === invariant);
  if (finding === undefined) return { invariant, verdict: 'inconclusive' };
  const { harm, way: trace } = finding;
  if (harm === 'violated') return { invariant, verdict: 'violated', trace, finding };
  const isFailure = severityOf(harm) >= severityOf(failsFrom);
  return { invariant, verdict: isFailure ? 'violated' : 'inconclusive', harm, trace, finding };
}
