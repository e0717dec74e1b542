import type { StoryEvent } from '../timeline/run-result.ts';
import { describeEvent } from './describe-event.ts';
import { textsWithin } from './event-facts.ts';
import type { Subjects } from './finding-subjects.ts';

/** A line of a story: what one actor did, how often in a row, or how much was left out. */
export type StoryLine =
  | {
      readonly kind: 'event';
      readonly atMs: number;
      readonly stepIndex: number;
      readonly actor: string;
      readonly text: string;
    }
  /** The `eventCount` lines before this one happen `times` times more, the last time at `untilMs`. */
  | { readonly kind: 'again'; readonly eventCount: number; readonly times: number; readonly untilMs: number }
  | { readonly kind: 'left-out'; readonly eventCount: number };

/** More lines than this nobody reads. */
const LINE_COUNT_MAX = 14;
/** Of a story that is too long, so much of the beginning is kept; the rest of the room goes to the end. */
const FIRST_LINE_COUNT = 4;
/** The longest round that is recognised as one: so many events repeating in the same order. */
const ROUND_LENGTH_MAX = 12;
const STEP_LENGTH_MAX = 100;

/** A step of the scenario that was taken. */
export interface TakenStep {
  readonly atMs: number;
  readonly stepIndex: number;
  readonly actor: string;
  /** As written. */
  readonly text: string;
}

/**
 * The part of a story that explains a finding: what touched the things it is about, or, if nothing did, what those
 * involved did, up to the step that decided it, with repeated rounds told once. Steps of the scenario are told as they
 * are written, in place of the events that they brought.
 */
export function storyExcerpt(
  story: readonly StoryEvent[],
  about: { readonly subjects: Subjects; readonly untilStepIndex: number; readonly taken: readonly TakenStep[] },
): readonly StoryLine[] {
  const past = story.filter(({ stepIndex }) => stepIndex <= about.untilStepIndex);
  const { things, parties, logTexts } = about.subjects;
  const touching = past.filter(({ event }) => {
    if (event.type === 'log' && logTexts.length > 0) return mentions(event, logTexts);
    return isTelling(event) && mentions(event, things);
  });
  const byParties = () => past.filter(({ event }) => !isNoise(event) && isBy(event.actor, parties));
  const chosen = touching.length > 0 ? touching : byParties();
  const taken = about.taken.filter(({ stepIndex }) => stepIndex <= about.untilStepIndex);
  const takenIndices = new Set(taken.map(({ stepIndex }) => stepIndex));
  const events = chosen
    .filter(({ stepIndex }) => !takenIndices.has(stepIndex))
    .map(({ atMs, stepIndex, event }) => ({ atMs, stepIndex, actor: event.actor, text: describeEvent(event) }));
  const lines = [...taken.map(asWritten), ...events].sort((left, right) => left.stepIndex - right.stepIndex);
  return shorten(foldRounds(lines.map((line) => ({ kind: 'event', ...line }))));
}

/** A step may hold whole manifests: its beginning says enough. */
function asWritten(step: TakenStep): TakenStep {
  const { text } = step;
  return text.length <= STEP_LENGTH_MAX ? step : { ...step, text: `${text.slice(0, STEP_LENGTH_MAX)}…` };
}

type EventLine = Extract<StoryLine, { readonly kind: 'event' }>;

/** What nobody reads in a story. */
function isNoise({ type, level }: StoryEvent['event']): boolean {
  return type === 'metric' || type === 'process.started' || (type === 'log' && level === 'debug');
}

/** Whether an event says something that no other says better: a change tells more than the call that made it. */
function isTelling(event: StoryEvent['event']): boolean {
  switch (event.type) {
    case 'metric':
    case 'process.started':
      return false;
    case 'log':
      return event.level !== 'debug' && event.level !== 'info';
    case 'zone.call':
      return event.result !== 'ok';
    default:
      return true;
  }
}

function mentions(event: StoryEvent['event'], things: readonly string[]): boolean {
  if (things.length === 0) return false;
  const texts = textsWithin(event);
  return things.some((thing) => texts.some((text) => text.includes(thing)));
}

function isBy(actor: string, parties: readonly string[]): boolean {
  return parties.some((party) => actor === party || actor.startsWith(`${party}/`) || actor.startsWith(`${party}.`));
}

/** Tells a round of events that repeats at once only the first time. The shortest round wins. */
function foldRounds(lines: readonly EventLine[]): readonly StoryLine[] {
  const folded: StoryLine[] = [];
  for (let start = 0; start < lines.length; ) {
    const round = roundAt(lines, start);
    folded.push(...lines.slice(start, start + round.length));
    start += round.length * (1 + round.repeats);
    if (round.repeats > 0) {
      const untilMs = (lines[start - 1] as EventLine).atMs;
      folded.push({ kind: 'again', eventCount: round.length, times: round.repeats, untilMs });
    }
  }
  return folded;
}

function roundAt(lines: readonly EventLine[], start: number): { readonly length: number; readonly repeats: number } {
  for (let length = 1; length <= ROUND_LENGTH_MAX && start + 2 * length <= lines.length; length += 1) {
    let repeats = 0;
    while (isSameRound(lines, { start, length, next: start + (repeats + 1) * length })) repeats += 1;
    if (repeats > 0) return { length, repeats };
  }
  return { length: 1, repeats: 0 };
}

function isSameRound(
  lines: readonly EventLine[],
  { start, length, next }: { readonly start: number; readonly length: number; readonly next: number },
): boolean {
  for (let index = 0; index < length; index += 1) {
    const one = lines[start + index];
    const other = lines[next + index];
    if (one === undefined || other === undefined) return false;
    if (one.actor !== other.actor || one.text !== other.text) return false;
  }
  return true;
}

function shorten(lines: readonly StoryLine[]): readonly StoryLine[] {
  if (lines.length <= LINE_COUNT_MAX) return lines;
  const first = lines.slice(0, FIRST_LINE_COUNT);
  const last = lines.slice(lines.length - (LINE_COUNT_MAX - FIRST_LINE_COUNT - 1));
  const left = lines.slice(first.length, lines.length - last.length);
  const eventCount = left.reduce((sum, line) => sum + countOf(line), 0);
  return [...first, { kind: 'left-out', eventCount }, ...last];
}

function countOf(line: StoryLine): number {
  switch (line.kind) {
    case 'event':
      return 1;
    case 'again':
      return line.eventCount * line.times;
    case 'left-out':
      return line.eventCount;
  }
}
