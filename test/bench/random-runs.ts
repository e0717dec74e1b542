import { JudgedModel } from '../../src/explore/random/judged-model.ts';
import { RandomSearch } from '../../src/explore/random/random-search.ts';
import { exploreScenario, playScene } from '../../src/explore/rollout/explore-scenario.ts';
import { questionsOf } from '../../src/explore/rollout/questions.ts';
import { rolloutOf } from '../../src/explore/rollout/rollout.ts';
import { rolloutModel } from '../../src/explore/rollout/rollout-model.ts';
import { createRng } from '../../src/kernel/rng.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { cascadeScenario } from './cascade.ts';

/**
 * How fast random runs are: `npx tsx test/bench/random-runs.ts [--runs N]`.
 *
 * Steps per second over rollouts of one, two and three environments, all properties judged at every step, as ratios of
 * two other things measured in the same process: an exploration of everything on one thread (transitions per second, cut
 * off after 20 seconds), and a naive loop that runs every action's code in every world and takes one step of it.
 */
const at = process.argv.indexOf('--runs');
const runCount = at < 0 ? 500 : Number(process.argv[at + 1]);
const SECONDS_MAX = 20;

function builtCascade(environments: number) {
  const { variants = [], problems } = loadScenario({
    path: 'cascade.yaml',
    text: cascadeScenario(environments),
    readFile: () => undefined,
    invariants: Object.keys(invariants),
  });
  const [scenario] = variants;
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return buildScenario(scenario);
}

function prepared(environments: number) {
  const built = builtCascade(environments);
  const rollout = rolloutOf(built);
  const { world } = playScene(built, rollout, undefined);
  return { built, steps: rollout.steps, ...rolloutModel(built, { world, steps: rollout.steps }) };
}

function secondsOf(work: () => number): { readonly perSecond: number; readonly seconds: number } {
  const begun = performance.now();
  const count = work();
  const seconds = (performance.now() - begun) / 1000;
  return { perSecond: count / seconds, seconds };
}

function randomSteps(environments: number): number {
  const { built, steps, model, done } = prepared(environments);
  const questions = questionsOf({ landscape: built.landscape, model });
  const judged = new JudgedModel({ rollout: { model, done }, steps, questions, isFaultAllowed: () => true });
  const search = new RandomSearch(judged, { seed: '1', gates: [], faultBudget: 1, depthMax: 200 });
  const looked = search.look({ runCount, parts: built.surroundings, isOverTime: () => false, onRun: () => {} });
  return looked.effort.coverage.stepCount;
}

function exploredTransitions(environments: number): number {
  const begun = performance.now();
  const { exploration } = exploreScenario(builtCascade(environments), {
    faultBudget: 1,
    limits: { states: 5_000_000 },
    isOverTime: () => performance.now() - begun > 1000 * SECONDS_MAX,
  });
  return exploration.transitions;
}

function naiveSteps(environments: number): number {
  const { model } = prepared(environments);
  const rng = createRng('1');
  let world = model.initialWorld();
  let count = 0;
  for (const begun = performance.now(); performance.now() - begun < 2000; count += 1) {
    const outcomes = model.actions.flatMap((action) => model.evaluate(world, action).outcomes);
    const usual = outcomes.filter(({ fault }) => fault === undefined);
    const outcome = usual[rng.below(usual.length)];
    if (outcome !== undefined) world = model.apply(world, outcome);
  }
  return count;
}

for (const environments of [1, 2, 3]) {
  const random = secondsOf(() => randomSteps(environments));
  const whole = secondsOf(() => exploredTransitions(environments));
  const naive = secondsOf(() => naiveSteps(environments));
  console.log(
    `${environments} environments: ${Math.round(random.perSecond)} random steps/s (${runCount} runs, ${random.seconds.toFixed(1)} s), ` +
      `${(random.perSecond / naive.perSecond).toFixed(1)} times a naive loop, ` +
      `${(random.perSecond / whole.perSecond).toFixed(2)} times the transitions/s of seeing everything`,
  );
}
