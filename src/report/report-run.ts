import type { Finding } from '../properties/finding.ts';
import { invariants } from '../properties/invariants.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { At } from '../scenario/located.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunResult } from '../timeline/run-result.ts';
import { traceOf } from '../trace/write-trace.ts';
import { describeExpectation } from './describe-expectation.ts';
import { describeFinding } from './describe-finding.ts';
import { subjectsOf } from './finding-subjects.ts';
import { counted } from './phrase.ts';
import type { FailureReport, RunReport } from './run-report.ts';
import { storyExcerpt, type TakenStep } from './story-excerpt.ts';
import { wishesFor } from './wishes.ts';
import { type ZoneExcerpt, zoneExcerpt } from './zone-excerpt.ts';

/** What was run: worlds around a failure are found by doing the steps again on its model. */
export type Built = Pick<BuiltScenario, 'model' | 'landscape' | 'actionsOf'>;

/** What reporters show of a run of `built`. Equal runs give equal reports. */
export function reportRun(run: RunResult, built: Built): RunReport {
  const { scenario } = run;
  return {
    file: scenario.source.file,
    name: scenario.title,
    variant: scenario.variant ?? null,
    seed: run.seed,
    verdict: run.verdict,
    durationVirtualMs: run.durationMs,
    steps: run.stepCount,
    worldHash: run.worldHash,
    limit: run.limit === undefined ? null : `the limit of ${counted(run.limit.countMax, 'step')} was met`,
    expectations: run.expectations.map(({ expectation, ok, atMs, untested = [] }) => {
      const { file, line } = expectation.at;
      const why = untested.map((name) => `${name}: ${invariants[name].premise.absence}`);
      const text = describeExpectation(expectation);
      return { text, ok, ...(why.length === 0 ? {} : { untested: why }), at: atMs, file, line };
    }),
    failures: failuresOf(run, built),
  };
}

function failuresOf(run: RunResult, built: Built): readonly FailureReport[] {
  const troubles = run.troubles.map(({ at, text, atMs, finding }) => {
    return { what: text, at, atMs, stepIndex: stepIndexAt(run, atMs), findings: [finding] };
  });
  const failed = run.expectations
    .filter(({ ok }) => !ok)
    .map(({ expectation, atMs, stepIndex, findings }) => {
      return { what: describeExpectation(expectation), at: expectation.at, atMs, stepIndex, findings };
    });
  return [...troubles, ...failed].map((failure) => explain(run, built, failure));
}

interface Failure {
  readonly what: string;
  readonly at: At;
  readonly atMs: number;
  readonly stepIndex: number;
  readonly findings: readonly Finding[];
}

function explain(run: RunResult, built: Built, failure: Failure): FailureReport {
  const { what, at, atMs, stepIndex, findings } = failure;
  const subjects = subjectsOf(findings);
  const names = subjects.things.filter((thing) => isInZone(run, thing));
  return {
    what,
    file: at.file,
    line: at.line,
    column: at.column,
    atMs,
    stepIndex,
    why: findings.flatMap(describeFinding),
    story: storyExcerpt(run.story, { subjects, untilStepIndex: stepIndex, taken: takenSteps(run, built) }),
    wishes: names.length === 0 ? [] : wishesFor(run, built, { names, stepIndex }),
    zone: zoneAround(run, built, { names, stepIndex }),
  };
}

function zoneAround(
  run: RunResult,
  { model, landscape }: Built,
  { names, stepIndex }: { readonly names: readonly string[]; readonly stepIndex: number },
): ZoneExcerpt | null {
  if (names.length === 0) return null;
  // The version is not compared by a replay.
  const trace = traceOf(run, { version: '' });
  return zoneExcerpt({ model, landscape, scenario: run.scenario, trace, stepIndex, names });
}

function isInZone(run: RunResult, name: string): boolean {
  return run.scenario.zones.some((zone) => name === zone.name || name.endsWith(`.${zone.name}`));
}

/** The steps of the scenario that were taken, as written, with their places in the run. */
function takenSteps(run: RunResult, built: Built): readonly TakenStep[] {
  const { model } = built;
  const textByAction = takenTexts(run.scenario, built);
  return run.steps.flatMap(({ action, atMs }, index) => {
    const text = textByAction.get(action);
    if (text === undefined) return [];
    return [{ atMs, stepIndex: index + 1, actor: model.action(action)?.actor ?? '', text }];
  });
}

/** The steps of a scenario as written, by the actions that taking them fires. */
export function takenTexts(scenario: Scenario, { actionsOf }: Pick<Built, 'actionsOf'>): ReadonlyMap<string, string> {
  return new Map(scenario.steps.flatMap((step) => actionsOf(step).map((id) => [id, step.text])));
}

/** The last step up to a moment. */
export function stepIndexAt({ steps }: Pick<RunResult, 'steps'>, atMs: number): number {
  return steps.filter((step) => step.atMs <= atMs).length;
}
