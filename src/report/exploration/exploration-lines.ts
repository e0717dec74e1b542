import { formatDuration } from '../../scenario/duration.ts';
import type { Paint } from '../paint.ts';
import { counted } from '../phrase.ts';
import { terminalLine } from '../printable.ts';
import { columnLines } from '../table-lines.ts';
import { constraintLines } from './constraint-lines.ts';
import { coverageLine } from './coverage-lines.ts';
import { damageLines } from './damage-lines.ts';
import type { Counterexample, ExplorationReport, ReportedOrderings, ReportedProperty } from './exploration-report.ts';
import { faultsAllowed, underFaults } from './fault-words.ts';
import { harmList, harmWords } from './harm-words.ts';
import { minimalLines } from './minimal-report.ts';
import { missedWishes, reachableLines } from './reachable-lines.ts';
import { symmetryLines } from './symmetry-lines.ts';
import { toldStepLines } from './told-step-lines.ts';
import { explorationQualifier } from './world-name.ts';

/** An exploration for people. `seconds` is shown if it is given. */
export function explorationLines(report: ExplorationReport, paint: Paint, seconds: number | null): readonly string[] {
  const { file, title } = report;
  return [
    paint.strong(terminalLine(`${file}${explorationQualifier(report)}`)),
    `  ${terminalLine(title)}`,
    ...settingLines(report),
    `  ${effort(report, seconds)}`,
    ...symmetryLines(report.symmetry),
    `  ${coverageLine(report.coverage)}`,
    '',
    ...propertyLines(report, paint),
    ...orderingLines(report, paint),
    ...report.properties.flatMap(({ counterexample }) =>
      counterexample === null || !isToldAtLength(report, counterexample)
        ? []
        : storyLines(counterexample, paint, wayOf(report)),
    ),
    ...reachableLines(report.reached, paint, wayOf(report)),
    ...damageLines(report, paint),
    ...constraintLines(report, paint),
    '',
    `  ${verdictLine(report, paint)}`,
    '',
  ];
}

/** What was explored: what came before, steps, faults, and what was left out. */
export function settingLines({
  scene,
  steps,
  isFree,
  faultBudget,
  ignored,
}: Pick<ExplorationReport, 'faultBudget' | 'ignored' | 'isFree' | 'scene' | 'steps'>): readonly string[] {
  const scenePhrase = scene.stepCount === 0 ? '' : `after ${formatDuration(scene.durationMs)} by the clock: `;
  const stepsPhrase =
    steps.length === 0
      ? 'everything that happens by itself'
      : `${counted(steps.length, 'step')}${steps.length < 2 ? '' : isFree ? ' in any order' : ' as constrained'}, and everything that happens by itself`;
  const left = ignored.length === 0 ? [] : [`  left out: ${ignored.map(terminalLine).join('; ')}`];
  return [`  ${scenePhrase}${stepsPhrase}, ${faultsAllowed(faultBudget)}`, ...left];
}

function effort(report: ExplorationReport, seconds: number | null): string {
  const { states, transitions, remembered, limit, runs, reduction } = report;
  const time = seconds === null ? '' : `, in ${seconds.toFixed(1)} s`;
  const share = (Math.floor(remembered * 10_000) / 100).toFixed(2);
  const all = limit === null ? 'all' : 'the first';
  const left = reduction === 'none' ? '' : ' that partial-order reduction leaves';
  return `${all} ${states} states with ${transitions} steps${left}${time}; real code ran ${counted(runs.actions, 'time')}, ${share} % was remembered`;
}

function propertyLines({ properties }: ExplorationReport, paint: Paint): readonly string[] {
  const rows = columnLines(
    properties.map((property) => {
      const said = property.untested === null ? '' : `but nothing tested it: ${property.untested}`;
      return [property.name, outcomeOf(property), isUnbroken(property) ? said : property.sentence];
    }),
  );
  return properties.map((property, index) => `  ${signOf(property, paint)} ${rows[index]}`);
}

function isUnbroken({ verdict, harm }: Pick<ReportedProperty, 'verdict' | 'harm'>): boolean {
  return verdict === 'holds' && (harm ?? 'safe') === 'safe';
}

function signOf({ verdict, harm, untested }: ReportedProperty, paint: Paint): string {
  if (verdict === 'inconclusive') return paint.doubtful('?');
  if (verdict === 'violated') return paint.bad('✗');
  if (untested !== null) return paint.doubtful('·');
  return isUnbroken({ verdict, harm }) ? paint.good('✓') : paint.doubtful('~');
}

function outcomeOf({ verdict, harm }: ReportedProperty): string {
  if (verdict === 'inconclusive') return 'not decided';
  if (harm !== null) return harm === 'safe' ? harmWords.safe : `${harm}: ${harmWords[harm]}`;
  return verdict === 'violated' ? 'violated by a single step' : harmWords.safe;
}

function orderingLines({ orderings, steps, isFree }: ExplorationReport, paint: Paint): readonly string[] {
  if (orderings === null || steps.length < 2) return [];
  const count = orderings.reduce((sum, { orderings: group }) => sum + group.length, 0);
  const allowed = isFree ? 'whatever the scenario says about it' : 'that the constraints allow';
  const title = count === 1 ? '  the one order of the steps' : `  the ${count} orders of the steps`;
  return [
    '',
    `${title} ${allowed}, over all interleavings of everything else:`,
    ...orderings.flatMap((group) => groupLines(group, paint)),
  ];
}

function groupLines({ class: harm, harms, isComplete, orderings }: ReportedOrderings, paint: Paint): readonly string[] {
  const [first] = orderings;
  const paintHarm = harm === 'safe' ? paint.good : harm === 'transient' ? paint.doubtful : paint.bad;
  const words = isComplete ? harmList(harms) : 'a gate never opens';
  const more = orderings.length > 1 ? `  and ${counted(orderings.length - 1, 'more', 'more')}` : '';
  return [
    `    ${paintHarm(harm.padEnd(9))} ${String(orderings.length).padStart(4)}  ${words}`,
    `      ${terminalLine((first?.steps ?? []).join(' → '))}${paint.faint(more)}`,
  ];
}

/** Of a way that was found: in a reduced graph there may be no shorter one, outside of it there may. */
function wayOf({ reduction }: ExplorationReport): string {
  return reduction === 'none' ? 'the shortest way' : 'a way';
}

/** What fails is told at length; what heals by itself only if nothing fails. */
function isToldAtLength({ verdict, properties }: ExplorationReport, { invariant }: Counterexample): boolean {
  if (verdict !== 'violated') return false;
  return properties.some((property) => property.name === invariant && property.verdict === 'violated');
}

/** A counterexample as a story. `kind` says what kind of way it is. */
export function storyLines(
  { invariant, harm, story, findings, minimal }: Counterexample,
  paint: Paint,
  kind = 'the shortest way',
): readonly string[] {
  const what = harm === 'violated' ? 'violated' : `${harm}: ${harmWords[harm]}`;
  const length = story.length === 0 ? 'it is so when the rollout begins' : `${kind}, ${counted(story.length, 'step')}`;
  return [
    '',
    `  ${paint.bad(invariant)} ${what}; ${length}:`,
    ...toldStepLines(story, paint),
    ...findings.map((text) => `    ${paint.bad('✗')} ${terminalLine(text)}`),
    ...minimalLines(minimal, paint),
  ];
}

const limitWords: Readonly<Record<string, string>> = {
  states: 'the most states allowed were met',
  depth: 'ways got longer than allowed',
  memory: 'the memory allowed was used up',
  time: 'the time allowed was over',
  disk: 'the checkpoint could not be written any more',
};

/** The verdict in a sentence. */
export function verdictLine(
  { verdict, limit, properties, orderings, faultBudget, reached }: ExplorationReport,
  paint: Paint,
): string {
  switch (verdict) {
    case 'holds':
      return paint.good(`holds: nothing stays broken in any order of events ${underFaults(faultBudget)}`);
    case 'violated': {
      const names = properties.filter((property) => property.verdict === 'violated').map(({ name }) => name);
      const isBlocked = orderings?.some(({ isComplete }) => !isComplete) === true;
      const others = [...(isBlocked ? ['a gate never opens'] : []), ...missedWishes(reached)];
      return paint.bad(`violated: ${[...names, ...others].join(', ')}`);
    }
    case 'inconclusive':
      return limit === 'part'
        ? paint.good('this part is done: dibs merge joins the parts, and says what they show')
        : paint.doubtful(`inconclusive: ${limitWords[limit ?? ''] ?? limit} before all was seen`);
  }
}
