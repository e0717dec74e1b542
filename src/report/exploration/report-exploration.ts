import type { HarmClass } from '../../explore/exploration.ts';
import { type DamageGauge, damageGauge } from '../../explore/rollout/damage.ts';
import type { ScenarioExploration, VerifiedConstraints } from '../../explore/rollout/explore-scenario.ts';
import { severityOf } from '../../explore/rollout/harm.ts';
import type { InvariantHarm } from '../../explore/rollout/rollout-judge.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import { invariants } from '../../properties/invariants.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { mermaidOf, yamlOf } from './constraint-texts.ts';
import type {
  Counterexample,
  ExplorationReport,
  ReportedConstraints,
  ReportedOrderings,
  ReportedProperty,
} from './exploration-report.ts';
import { reportReachable } from './reachable-lines.ts';
import { findingsAfter, storyOf } from './tell-trace.ts';

/** Ways are looked for so many orderings; those that follow have the story of the first of their group. */
const TRACED_ORDERING_COUNT_MAX = 200;

/** The report of an exploration. */
export function reportExploration(
  found: ScenarioExploration,
  built: BuiltScenario,
  { isFree, whatIf = null }: { readonly isFree: boolean; readonly whatIf?: ExplorationReport['whatIf'] },
): ExplorationReport {
  const { scenario } = built;
  const { exploration, rollout, scene, needed } = found;
  const names = rollout.steps.map(({ name }) => name);
  const isExhausted = exploration.end === 'exhausted';
  const damageOf = damageGauge(built, scene.seed);
  return {
    file: scenario.source.file,
    title: scenario.title,
    variant: scenario.variant ?? null,
    whatIf,
    verdict: found.verdict,
    limit: isExhausted ? null : exploration.end,
    faultBudget: found.faultBudget,
    isFree,
    scene: { stepCount: scene.steps.length, durationMs: scene.durationMs },
    steps: rollout.steps.map(({ name, text }) => ({ name, text })),
    ignored: rollout.ignored.map(({ text }) => text),
    reduction: exploration.reduction.used,
    states: exploration.states,
    transitions: exploration.transitions,
    depth: exploration.depth,
    runs: exploration.evaluations,
    remembered: exploration.remembered,
    bytes: exploration.bytes,
    properties: found.properties.map((property) => reportProperty(property, found, { built, damageOf })),
    orderings: found.orderings === undefined ? null : reportOrderings(found, { names, damageOf }),
    needed:
      needed === undefined
        ? null
        : {
            pairs: needed.pairs.map((set) => reportConstraints(set, names)),
            gated: needed.gated.map((set) => reportConstraints(set, names)),
          },
    symmetry: { worldCount: exploration.symmetry.worldCount, alike: found.alike },
    neverHappened: exploration.coverage.flatMap(({ action, outcomes }) => (outcomes.length === 0 ? [action] : [])),
    coverage: found.coverage,
    reached: found.reached.map((one) => reportReachable(one, (way) => storyOf(found, way))),
  };
}

function reportProperty(
  { invariant, verdict, harm, trace, isUntested = false }: ScenarioExploration['properties'][number],
  found: ScenarioExploration,
  { built, damageOf }: { readonly built: BuiltScenario; readonly damageOf: DamageGauge },
): ReportedProperty {
  const way = trace ?? wayToWorst(found, invariant, harm);
  const counterexample: Counterexample | null =
    way === undefined
      ? null
      : {
          invariant,
          harm: harm === undefined || harm === 'safe' ? 'violated' : harm,
          trace: way,
          story: storyOf(found, way),
          findings: findingsAfter(found, { built, trace: way, invariant }),
        };
  const { sentence, premise } = invariants[invariant];
  const untested = isUntested ? premise.absence : null;
  const damage = way !== undefined && harm === 'transient' ? damageOf(way) : null;
  return { name: invariant, sentence, verdict, harm: harm ?? null, untested, damage, counterexample };
}

/** A shortest way, over all orderings that do this harm, to the worst that becomes of an invariant. */
function wayToWorst({ orderings = [], wayTo }: ScenarioExploration, invariant: InvariantName, harm?: HarmClass) {
  if (harm === undefined || harm === 'safe' || wayTo === undefined) return undefined;
  const ways = orderings
    .filter(({ harms }) => harms.some((one) => one.invariant === invariant && one.harm === harm))
    .flatMap(({ orderings: [first] }) => (first === undefined ? [] : [wayTo(first, { invariant, harm })]));
  return ways.sort((left, right) => left.length - right.length)[0];
}

function reportOrderings(
  { wayTo, orderings = [] }: ScenarioExploration,
  { names, damageOf }: { readonly names: readonly string[]; readonly damageOf: DamageGauge },
): readonly ReportedOrderings[] {
  let left = TRACED_ORDERING_COUNT_MAX;
  return orderings.map(({ harm, harms, isComplete, orderings: group }) => {
    const worst = worstOf(harms);
    return {
      class: harm,
      harms,
      isComplete,
      orderings: group.map((ordering, index) => {
        const isTraced = worst !== undefined && wayTo !== undefined && (index === 0 || left > 0);
        if (isTraced) left -= 1;
        const trace = isTraced ? wayTo(ordering, worst) : [];
        const damage = isTraced && worst.harm === 'transient' ? damageOf(trace) : null;
        return { steps: ordering.map((step) => names[step] ?? ''), trace, damage };
      }),
    };
  });
}

function worstOf(harms: readonly InvariantHarm[]): InvariantHarm | undefined {
  return [...harms].sort((left, right) => severityOf(right.harm) - severityOf(left.harm))[0];
}

function reportConstraints(set: VerifiedConstraints, names: readonly string[]): ReportedConstraints {
  const constraints = set.constraints.map(({ before, after, until, kills }) => ({
    before: names[before] ?? '',
    after: names[after] ?? '',
    until,
    kills:
      kills === undefined
        ? null
        : { steps: kills.ordering.map((step) => names[step] ?? ''), harm: kills.harm, trace: kills.trace },
  }));
  return {
    constraints,
    remainingCount: set.remainingCount,
    orderingCount: set.orderingCount,
    remainingHarms: set.remainingHarms,
    verified: { states: set.verified.states, class: set.verified.harm },
    yaml: yamlOf(constraints),
    mermaid: mermaidOf(constraints, names),
  };
}
