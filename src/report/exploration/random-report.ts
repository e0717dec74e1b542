import type { RandomExploration, RandomVerdict } from '../../explore/random/explore-at-random.ts';
import type { ShrunkFinding } from '../../explore/random/random-search.ts';
import { invariants } from '../../properties/invariants.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { ExplorationReport, ReportedProperty } from './exploration-report.ts';
import { findingsAfter, storyOf } from './tell-trace.ts';

/** What random runs have shown of an invariant. */
export interface ReportedRandomProperty
  extends Pick<ReportedProperty, 'counterexample' | 'harm' | 'name' | 'sentence' | 'verdict'> {
  /** How it was found, and the file with its trace if there is one; `null`: it was not. */
  readonly finding:
    | (Omit<ShrunkFinding, 'harm' | 'invariant' | 'way'> & {
        readonly file: string | null;
      })
    | null;
}

/** What `dibs explore --random` reports about one scenario. */
export interface RandomReport
  extends Pick<
    ExplorationReport,
    'coverage' | 'faultBudget' | 'file' | 'ignored' | 'isFree' | 'scene' | 'steps' | 'title' | 'variant' | 'whatIf'
  > {
  readonly verdict: 'violated' | 'inconclusive';
  readonly end: RandomExploration['end'];
  readonly random: Pick<
    RandomExploration,
    'depthMax' | 'runCount' | 'seed' | 'stepCount' | 'unjudgedCount' | 'worldCount'
  > & {
    /** As it was asked for: it decides the scene and all schedules. */
    readonly seedText: string;
    /** So many runs were asked for. */
    readonly runCountAsked: number;
  };
  readonly properties: readonly ReportedRandomProperty[];
  /** The command that makes the same runs again and writes the traces. */
  readonly keepCommand: string;
}

/** The report of random runs. No trace has been written yet: see {@link withTraceFiles}. */
export function reportRandom(
  found: RandomExploration,
  built: BuiltScenario,
  options: {
    readonly isFree: boolean;
    readonly runCountAsked: number;
    readonly keepCommand: string;
  },
): RandomReport {
  const { scenario } = built;
  const { rollout, scene, depthMax, runCount, seed, stepCount, unjudgedCount, worldCount } = found;
  return {
    file: scenario.source.file,
    title: scenario.title,
    variant: scenario.variant ?? null,
    whatIf: null,
    verdict: found.verdict,
    end: found.end,
    faultBudget: found.faultBudget,
    isFree: options.isFree,
    scene: { stepCount: scene.steps.length, durationMs: scene.durationMs },
    steps: rollout.steps.map(({ name, text }) => ({ name, text })),
    ignored: rollout.ignored.map(({ text }) => text),
    random: {
      runCount,
      runCountAsked: options.runCountAsked,
      unjudgedCount,
      stepCount,
      worldCount,
      depthMax,
      seed,
      seedText: scene.seed,
    },
    properties: found.properties.map((property) => reportProperty(property, found, built)),
    coverage: found.coverage,
    keepCommand: options.keepCommand,
  };
}

/** The same report, with the files that the traces of its findings are in, by invariant. */
export function withTraceFiles(report: RandomReport, files: ReadonlyMap<string, string>): RandomReport {
  const properties = report.properties.map((property) => {
    const { finding, name } = property;
    return finding === null ? property : { ...property, finding: { ...finding, file: files.get(name) ?? null } };
  });
  return { ...report, properties };
}

function reportProperty(
  { invariant, verdict, finding }: RandomVerdict,
  found: RandomExploration,
  built: BuiltScenario,
): ReportedRandomProperty {
  const { sentence } = invariants[invariant];
  const about = { name: invariant, sentence, verdict, damage: null };
  if (finding === undefined) return { ...about, harm: null, counterexample: null, finding: null };
  const { harm, way: trace, invariant: _, ...how } = finding;
  return {
    ...about,
    harm: harm === 'violated' ? null : harm,
    counterexample: {
      invariant,
      harm,
      trace,
      story: storyOf(found, trace),
      findings: findingsAfter(found, { built, trace, invariant }),
    },
    finding: { ...how, file: null },
  };
}
