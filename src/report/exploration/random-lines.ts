import { worldCountMax } from '../../explore/random/run-coverage.ts';
import { shellWord } from '../command-line.ts';
import { annotationCommand } from '../github-reporter.ts';
import { createPaint, type Paint } from '../paint.ts';
import { counted } from '../phrase.ts';
import { terminalLine } from '../printable.ts';
import { summaryDetail, summaryHtml } from '../summary-detail.ts';
import { columnLines } from '../table-lines.ts';
import { coverageLine } from './coverage-lines.ts';
import { settingLines, storyLines } from './exploration-lines.ts';
import { underFaults } from './fault-words.ts';
import { harmWords } from './harm-words.ts';
import type { RandomReport, ReportedRandomProperty } from './random-report.ts';
import { explorationQualifier } from './world-name.ts';

/** Random runs for people. `seconds` is shown if it is given. */
export function randomLines(report: RandomReport, paint: Paint, seconds: number | null): readonly string[] {
  return [
    paint.strong(terminalLine(`${report.file}${explorationQualifier(report)}`)),
    `  ${terminalLine(report.title)}`,
    ...settingLines(report),
    `  ${effort(report, seconds)}`,
    `  ${coverageLine(report.coverage)}`,
    '',
    ...propertyLines(report, paint),
    ...report.properties.flatMap((property) =>
      property.verdict === 'violated' ? toldLines(property, report, paint) : [],
    ),
    '',
    `  ${randomVerdict(report, paint)}`,
    '',
  ];
}

/** An annotation at the scenario for every property that is violated. That nothing was found is not worth one. */
export function randomAnnotations(report: RandomReport): string {
  const at = { file: report.file, line: 1, column: 1, title: `${report.title}${explorationQualifier(report)}` };
  const violated = report.properties.filter(({ verdict }) => verdict === 'violated');
  const errors = violated.map((property) =>
    annotationCommand('error', at, [
      `${property.name}: ${property.sentence}`,
      ...toldLines(property, report, plain).map((line) => line.trim()),
    ]),
  );
  const isCut = report.verdict === 'inconclusive' && report.end !== 'runs';
  return [...errors, ...(isCut ? [annotationCommand('warning', at, [randomVerdict(report, plain)])] : [])].join('');
}

/** Random runs for the summary page of a GitHub Actions job. */
export function randomSummary(report: RandomReport): string {
  const details = report.properties.flatMap((property) =>
    property.counterexample === null
      ? []
      : [summaryDetail(summaryHtml(`${property.name} ${outcomeOf(property)}`), toldLines(property, report, plain))],
  );
  const name = `${report.title}${explorationQualifier(report)}`;
  const said = `${randomVerdict(report, plain)}; ${effort(report, null)}`;
  const lines = [`### ${summaryHtml(name)}`, '', `<code>${summaryHtml(report.file)}</code>: ${summaryHtml(said)}`, ''];
  return [...lines, ...details, ''].join('\n');
}

const plain = createPaint(false);

function effort({ random }: RandomReport, seconds: number | null): string {
  const { runCount, depthMax, stepCount, worldCount } = random;
  const worlds = worldCount >= worldCountMax ? `more than ${worldCount}` : String(worldCount);
  const time = seconds === null ? '' : `, in ${seconds.toFixed(1)} s`;
  const length = `up to ${counted(depthMax, 'step')}, then left alone`;
  return `${counted(runCount, 'random run')} of ${length}: ${counted(stepCount, 'step')}, ${worlds} different worlds${time}`;
}

function propertyLines({ properties }: RandomReport, paint: Paint): readonly string[] {
  const rows = columnLines(
    properties.map((property) => [
      property.name,
      outcomeOf(property),
      property.finding === null ? '' : property.sentence,
    ]),
  );
  return properties.map((property, index) => `  ${signOf(property, paint)} ${rows[index]}`);
}

function signOf({ verdict, finding }: ReportedRandomProperty, paint: Paint): string {
  if (verdict === 'violated') return paint.bad('✗');
  return finding === null ? paint.doubtful('?') : paint.doubtful('~');
}

function outcomeOf({ finding, harm }: ReportedRandomProperty): string {
  if (finding === null) return 'not broken in any run';
  return harm === null ? 'violated by a single step' : `${harm}: ${harmWords[harm]}`;
}

function toldLines(
  { counterexample, finding }: ReportedRandomProperty,
  report: RandomReport,
  paint: Paint,
): readonly string[] {
  if (counterexample === null || finding === null) return [];
  const { run, path, stepCountBefore, isMinimal, file } = finding;
  const minimal = isMinimal ? 'no step can be left out' : 'more steps might be left out';
  return [
    ...storyLines(counterexample, paint, minimal),
    `    found in run ${run + 1}, ${counted(stepCountBefore, 'step')}; for fast-check: seed ${report.random.seed}, path ${path}`,
    file === null
      ? `    keep it: ${terminalLine(report.keepCommand)}`
      : `    replay: ${terminalLine(`dibs replay ${shellWord(file)}`)}`,
  ];
}

/** The verdict in a sentence. */
function randomVerdict({ verdict, properties, end, random, faultBudget }: RandomReport, paint: Paint): string {
  if (verdict === 'violated') {
    const names = properties.filter((property) => property.verdict === 'violated').map(({ name }) => name);
    return paint.bad(`violated: ${names.join(', ')}`);
  }
  const found = `no run ${underFaults(faultBudget)} fails, which proves nothing`;
  switch (end) {
    case 'runs':
      return paint.doubtful(`inconclusive: ${found}`);
    case 'rest':
      return paint.doubtful(
        `inconclusive: ${found}; ${counted(random.unjudgedCount, 'run')} did not come to rest within bounds`,
      );
    case 'time':
      return paint.doubtful(
        `inconclusive: ${found}; the time allowed was over after ${random.runCount} of ${counted(random.runCountAsked, 'run')}`,
      );
  }
}
