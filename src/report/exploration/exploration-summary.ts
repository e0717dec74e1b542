import type { Damage } from '../../explore/rollout/damage.ts';
import { annotationCommand } from '../github-reporter.ts';
import { createPaint } from '../paint.ts';
import { counted } from '../phrase.ts';
import { summaryDetail, summaryHtml } from '../summary-detail.ts';
import { damageTexts } from './damage-lines.ts';
import { verdictLine } from './exploration-lines.ts';
import type { Counterexample, ExplorationReport, ReportedConstraints } from './exploration-report.ts';
import { harmList, harmWords } from './harm-words.ts';
import { explorationQualifier } from './world-name.ts';

/**
 * An exploration for the summary page of a GitHub Actions job: the verdict, every group of orderings as a row, and,
 * folded, each counterexample as a story and the constraints that would help.
 */
export function explorationSummary(report: ExplorationReport): string {
  const { file, title, properties, needed } = report;
  const name = `${title}${explorationQualifier(report)}`;
  const constraints = [...(needed?.pairs ?? []), ...(needed?.gated ?? [])];
  return [
    `### ${summaryHtml(name)}`,
    '',
    `<code>${summaryHtml(file)}</code>: ${summaryHtml(verdictLine(report, plain))}; ${counted(report.states, 'state')}`,
    '',
    ...orderingRows(report),
    ...properties.flatMap(({ counterexample, damage }) =>
      counterexample === null ? [] : [counterexampleDetail(counterexample, damage)],
    ),
    ...constraints.map(constraintDetail),
    ...constraints
      .filter((set) => set.constraints.length > 0)
      .slice(0, 1)
      .map(mermaidBlock),
    '',
  ].join('\n');
}

/** An annotation at the scenario for every property that is violated. What was not decided is a warning. */
export function explorationAnnotations(report: ExplorationReport): string {
  const { file, title, properties, verdict } = report;
  const at = { file, line: 1, column: 1, title: `${title}${explorationQualifier(report)}` };
  const violated = properties.filter((property) => property.verdict === 'violated');
  const errors = violated.map(({ name, sentence, counterexample }) =>
    annotationCommand('error', at, [
      `${name}: ${sentence}`,
      ...(counterexample === null ? [] : [...storyLines(counterexample), ...counterexample.findings]),
    ]),
  );
  const missed = report.reached
    .filter(({ isAsExpected }) => isAsExpected === false)
    .map(({ text, line, verdict: found, expected, story }) =>
      annotationCommand('error', { ...at, line }, [
        `${text} is ${found}, and was to be ${expected}`,
        ...toldSteps(story),
      ]),
    );
  const isUndecided = verdict === 'inconclusive';
  return [
    ...errors,
    ...missed,
    ...(isUndecided ? [annotationCommand('warning', at, [verdictLine(report, plain)])] : []),
  ].join('');
}

const plain = createPaint(false);

function orderingRows({ orderings }: ExplorationReport): readonly string[] {
  if (orderings === null || orderings.length === 0) return [];
  const rows = orderings.map(({ class: harm, harms, isComplete, orderings: group }) => {
    const broken = isComplete ? harmList(harms) : 'a gate never opens';
    const first = (group[0]?.steps ?? []).map(summaryHtml).join(' → ');
    return `| ${group.length} | ${harm} | ${summaryHtml(broken)} | ${first} |`;
  });
  return ['| orders | verdict | what is broken | one of them |', '| ---: | --- | --- | --- |', ...rows, ''];
}

function counterexampleDetail(counterexample: Counterexample, damage: Damage | null): string {
  const { invariant, harm, findings } = counterexample;
  const what = harm === 'violated' ? 'violated' : `${harm}: ${harmWords[harm]}`;
  const costs = damage === null ? [] : ['', 'on the clock:', ...damageTexts(damage, invariant)];
  return summaryDetail(`${summaryHtml(invariant)} ${what}`, [...storyLines(counterexample), ...findings, ...costs]);
}

function storyLines({ story }: Counterexample): readonly string[] {
  return toldSteps(story);
}

function toldSteps(story: Counterexample['story']): readonly string[] {
  return story.map(({ number, actor, text }) => `${number}. ${actor} ${text}`);
}

function constraintDetail({ yaml, remainingCount, orderingCount }: ReportedConstraints): string {
  const title = `constraints that leave ${remainingCount} of ${counted(orderingCount, 'order')}`;
  return summaryDetail(title, yaml.trimEnd().split('\n'));
}

/** GitHub draws it. */
function mermaidBlock({ mermaid }: ReportedConstraints): string {
  return `\n\`\`\`mermaid\n${mermaid.trimEnd()}\n\`\`\`\n`;
}
