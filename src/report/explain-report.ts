import type { LogLine } from '../externaldns/endpoint.ts';
import type { Assumption, ExplainedStep, ExplainResult, Explanation } from '../incident/explain/explanation.ts';
import type { ObservedLine } from '../incident/logs/observed-line.ts';
import { formatTimestamp } from '../incident/logs/timestamp.ts';
import { formatDuration } from '../scenario/duration.ts';
import { describeFinding } from './describe-finding.ts';
import type { Paint } from './paint.ts';
import { counted, listed, quoted, times } from './phrase.ts';
import { terminalLine } from './printable.ts';

/** What came of explaining logs, for people: the verdict, what had to be assumed, what does not fit, the schedule. */
export function explainReport(result: ExplainResult, paint: Paint): readonly string[] {
  const [best, ...others] = result.explanations;
  return [
    verdictLine(result, paint),
    ...notes(result).map((note) => `  ${terminalLine(note)}`),
    ...(best === undefined ? [] : explanationLines(best, result, paint)),
    ...others.flatMap((other, index) => [
      `as good: ${best === undefined ? '' : `explanation ${index + 2}`}`,
      ...assumptionLines(other, result, paint),
      ...misfitLines(other, result, paint),
    ]),
  ];
}

function verdictLine(result: ExplainResult, paint: Paint): string {
  const { verdict, comparedCount, zones, situationCount } = result;
  const all = `${counted(comparedCount, 'line')}${zones.length === 0 ? '' : zones.length === 1 ? ' and the zone' : ` and the ${zones.length} zones`}`;
  const looked = paint.faint(`(${counted(situationCount, 'situation')} looked at)`);
  switch (verdict) {
    case 'explained':
      return `${paint.good('explained')}: a schedule of the model gives all ${all} ${looked}`;
    case 'contradicted':
      return `${paint.bad('contradicted')}: no schedule of the model gives all ${all}; this one comes nearest ${looked}`;
    case 'inconclusive':
      return `${paint.doubtful('inconclusive')}: the limit was met (--situations-max) before all was looked at; until then this comes nearest ${looked}`;
  }
}

function notes(result: ExplainResult): readonly string[] {
  const { otherCount, strangers, zones, verdict, isProven } = result;
  return [
    ...(verdict === 'contradicted'
      ? ['either the configuration given is not the one that ran, or the model is wrong']
      : []),
    ...(verdict === 'explained' && !isProven
      ? ['the limit was met (--situations-max): there may be a shorter explanation']
      : []),
    ...(otherCount === 0
      ? []
      : [`${counted(otherCount, 'line')} of kinds that the model does not write, not compared`]),
    ...(strangers.length === 0 ? [] : [`no controller is called ${listed(strangers.map(quoted))}: not compared`]),
    ...(zones.length > 0 ? [] : ['no zone export was given: the end of the schedule was not compared with one']),
  ];
}

function explanationLines(explanation: Explanation, result: ExplainResult, paint: Paint): readonly string[] {
  return [
    ...assumptionLines(explanation, result, paint),
    ...misfitLines(explanation, result, paint),
    paint.strong('what happened'),
    ...storyLines(explanation, result),
  ];
}

function assumptionLines({ assumptions }: Explanation, result: ExplainResult, paint: Paint): readonly string[] {
  if (assumptions.length === 0) return [paint.strong('nothing had to be assumed')];
  return [
    paint.strong(`${counted(assumptions.length, 'assumption')}`),
    ...assumptions.map((one) => terminalLine(`  ${momentText(one.atMs, result)}  ${assumptionText(one, result)}`)),
  ];
}

function assumptionText(assumption: Assumption, result: ExplainResult): string {
  const { controller } = assumption;
  switch (assumption.kind) {
    case 'fault':
      return `${assumption.action} ${assumption.outcome}: ${faultText(assumption.outcome)}`;
    case 'choice':
      return `${assumption.action} ${assumption.outcome}: of what may happen there, not the first thing`;
    case 'off-time':
      return `${assumption.action} came when it did, and was due at ${momentText(assumption.dueMs, result)}`;
    case 'missed-loops':
      return `${controller} missed its loop ${times(assumption.count)}, after ${momentText(assumption.sinceMs, result)}`;
    case 'early-loop':
      return `${controller} ran although its next loop was due at ${momentText(assumption.dueMs, result)} only`;
  }
}

function faultText(outcome: string): string {
  const [kind = '', ...rest] = outcome.split(' ');
  const words: Readonly<Record<string, string>> = {
    crash: 'the process died, and nothing says so',
    'crash-before': 'the process died before it asked the host',
    'crash-after': 'the host did it, and the process died before it heard so',
    'lost-answer': 'the host did it, and the answer was lost',
    refused: 'the host refused',
    'rate-limited': 'the host refused for now',
    'partial-listing': `the listing lacked ${rest.join(' ')}`,
    'source-empty': 'the list of objects came back empty',
    'source-failed': 'the list of objects could not be read',
    'hook-failed': 'the migration failed, and nothing changed',
    'hook-failed-late': 'the migration was done, and the deploy failed after it',
    'rollout-failed': 'the new pods did not get ready, and were rolled back',
    'cluster-unreachable': "the cluster's API did not answer",
    'apply-refused': "the cluster's API refused the object",
    'listing-refused': 'the host refused to list',
    'listing-rate-limited': 'the host refused to list for now',
  };
  return words[kind] ?? 'it went wrong';
}

function misfitLines(explanation: Explanation, result: ExplainResult, paint: Paint): readonly string[] {
  const { unexplained, missing, zoneFindings } = explanation;
  const lines = [
    ...unexplained.flatMap(({ line, expected }) => [
      `  ${placeOf(line)}: ${lineText(line)}`,
      expected === null
        ? '    no step of the model writes it'
        : `    in its place the model writes: ${lineText(expected)}`,
    ]),
    ...missing.map(
      ({ controller, atMs, line }) =>
        `  ${momentText(atMs, result)}  ${controller} should have written, and has not: ${lineText(line)}`,
    ),
    ...zoneFindings.flatMap((finding) => describeFinding(finding)).map((text) => `  the zone at the end: ${text}`),
  ];
  return lines.length === 0 ? [] : [paint.bad('what does not fit'), ...lines.map(terminalLine)];
}

/** One run of a controller, or one step of somebody else's that shows in no log. */
interface Scene {
  readonly atMs: number;
  readonly actor: string;
  readonly what: string;
  readonly lines: readonly ObservedLine[];
  readonly count: number;
  readonly untilMs: number;
}

function storyLines({ steps }: Explanation, result: ExplainResult): readonly string[] {
  const scenes = scenesOf(steps);
  const widthOf = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, terminalLine(text).length), 0);
  const width = widthOf(scenes.map(({ actor }) => actor));
  const timeWidth = widthOf(scenes.map(({ atMs }) => momentText(atMs, result)));
  return scenes.map(({ atMs, actor, what, lines, count, untilMs }) => {
    const often = count === 1 ? '' : `  (${times(count)}, until ${momentText(untilMs, result)})`;
    const where = lines.length === 0 ? '' : `  ${placesOf(lines)}`;
    return terminalLine(
      `  ${momentText(atMs, result).padEnd(timeWidth)}  ${actor.padEnd(width)}  ${what}${where}${often}`,
    );
  });
}

function scenesOf(steps: readonly ExplainedStep[]): readonly Scene[] {
  const open = new Map<string, ExplainedStep[]>();
  const runs: { readonly steps: readonly ExplainedStep[] }[] = [];
  for (const step of steps) {
    const verb = step.action.slice(step.action.lastIndexOf('.') + 1);
    const isFollowUp = ['plan', 'call'].includes(verb);
    const run = isFollowUp ? open.get(step.actor) : undefined;
    if (run !== undefined) run.push(step);
    else if (verb === 'sync') {
      const begun = [step];
      open.set(step.actor, begun);
      runs.push({ steps: begun });
    } else if (step.lines.length > 0 || verb === 'restart' || isByHand(step)) runs.push({ steps: [step] });
  }
  const scenes: Scene[] = [];
  for (const run of runs) {
    const scene = sceneOf(run.steps);
    const same = scenes.findLast(({ actor }) => actor === scene.actor);
    const last = scenes.at(-1);
    if (
      last !== undefined &&
      same !== undefined &&
      same.what === scene.what &&
      isQuiet(scene) &&
      scenes.slice(scenes.indexOf(same)).every(isQuiet)
    ) {
      scenes[scenes.indexOf(same)] = { ...same, count: same.count + 1, untilMs: scene.atMs };
    } else scenes.push(scene);
  }
  return scenes;
}

/** Steps of a scenario are called `<name>.<verb>`, and nobody else's verbs are these. */
function isByHand({ action }: ExplainedStep): boolean {
  return /\.(apply|delete|edit-zone|set-flags|stop|start|deploy|migrate|rename|create-\w+|destroy-\w+|delete-\w+|insert-\w+|set-[\w-]+)$/.test(
    action,
  );
}

function isQuiet({ what }: Scene): boolean {
  return what === upToDate;
}

const upToDate = 'all records are up to date';

function sceneOf(steps: readonly ExplainedStep[]): Scene {
  const [first] = steps as readonly [ExplainedStep, ...ExplainedStep[]];
  const lines = steps.flatMap((step) => step.lines);
  const scene = { atMs: first.atMs, actor: first.actor, lines, count: 1, untilMs: first.atMs };
  if (lines.length > 0 && lines.every(({ message }) => message.startsWith('All records are already up to date'))) {
    return { ...scene, what: upToDate };
  }
  const outcomes = steps.map(({ action, outcome }) => `${action.slice(action.lastIndexOf('.') + 1)} ${outcome}`);
  const folded = outcomes.filter((outcome, index) => outcome !== outcomes[index - 1]);
  const counts = folded.map((outcome) => {
    const count = outcomes.filter((other) => other === outcome).length;
    return count > 1 ? `${outcome} ×${count}` : outcome;
  });
  return { ...scene, what: counts.join(', ') };
}

function placesOf(lines: readonly ObservedLine[]): string {
  const numbers = lines.map(({ at }) => at.line).sort((left, right) => left - right);
  const [first, last] = [numbers[0], numbers.at(-1)];
  return `${lines[0]?.at.file}:${first}${first === last ? '' : `-${last}`}`;
}

function placeOf({ at, timeText }: ObservedLine): string {
  return `${at.file}:${at.line} ${timeText}`;
}

/** As logrus prints it, without its time. */
function lineText({ level, message, fields = {} }: LogLine): string {
  const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${value}`);
  return `${level} ${message}${pairs.join('')}`;
}

function momentText(atMs: number, { originMs }: ExplainResult): string {
  return `${formatTimestamp(originMs + atMs)} (${formatDuration(atMs)})`;
}
