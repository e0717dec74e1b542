import { coverageJson } from './coverage-lines.ts';
import { damageJson } from './damage-lines.ts';
import type { ExplorationReport, ReportedConstraints } from './exploration-report.ts';
import { symmetryJson } from './symmetry-lines.ts';

/**
 * An exploration as a JSON document. `seconds` is the time that it took, and the only member that two machines, or two
 * numbers of threads, can differ in; `null` where there is no clock.
 */
export function explorationJson(report: ExplorationReport, seconds: number | null): object {
  const { needed, orderings } = report;
  return {
    file: report.file,
    variant: report.variant,
    title: report.title,
    verdict: report.verdict,
    exhausted: report.limit === null,
    limit: report.limit,
    faults: report.faultBudget,
    reduction: report.reduction,
    states: report.states,
    transitions: report.transitions,
    depth: report.depth,
    seconds,
    remembered: report.remembered,
    runs: report.runs,
    bytes: report.bytes,
    scene: report.scene,
    steps: report.steps,
    properties: report.properties.map(({ name, verdict, harm, untested, damage, counterexample }) => ({
      name,
      verdict,
      class: harm,
      untested,
      damage: damage === null ? null : damageJson(damage),
      trace: counterexample?.trace ?? null,
      minimal: counterexample?.minimal ?? null,
    })),
    orderings: (orderings ?? []).flatMap(({ class: harm, harms, orderings: group }) =>
      group.map(({ steps, trace, damage }) => {
        return { steps, class: harm, harms, trace, damage: damage === null ? null : damageJson(damage) };
      }),
    ),
    constraints: (needed?.pairs ?? []).map(constraintsJson),
    gates: (needed?.gated ?? []).map(constraintsJson),
    mermaid: needed && {
      constraints: needed.pairs.map(({ mermaid }) => mermaid),
      gates: needed.gated.map(({ mermaid }) => mermaid),
    },
    reachable: report.reached.map(({ text, line, expected, verdict, trace }) => {
      return { text, line, expected, verdict, trace };
    }),
    symmetry: symmetryJson(report.symmetry),
    neverHappened: report.neverHappened,
    coverage: coverageJson(report.coverage),
  };
}

/** The text of one document, or, of several, of a list of them. */
export function explorationsText(documents: readonly object[]): string {
  const [only] = documents;
  return `${JSON.stringify(documents.length === 1 ? only : { explorations: documents }, null, 2)}\n`;
}

function constraintsJson({ constraints }: ReportedConstraints): readonly object[] {
  return constraints.map(({ before, after, until, kills }) => ({
    before,
    after,
    ...(until === null ? {} : { until }),
    kills,
  }));
}
