import { formatDuration } from '../scenario/duration.ts';
import type { Paint } from './paint.ts';
import { counted, times } from './phrase.ts';
import { terminalLine } from './printable.ts';
import type { FailureReport } from './run-report.ts';
import type { StoryLine } from './story-excerpt.ts';
import type { Wish } from './wishes.ts';
import type { ZoneExcerpt, ZoneLine } from './zone-excerpt.ts';

/**
 * A failure, line by line: the expectation with its place, why it does not hold, what happened, the zone around it.
 * Harmless for terminals; indented by two blanks per level.
 */
export function failureLines(failure: FailureReport, paint: Paint): readonly string[] {
  const { file, line, what, why, atMs, stepIndex } = failure;
  return [
    `${paint.bad(terminalLine(what))}  ${paint.faint(terminalLine(`${file}:${line}`))}`,
    ...why.map((text) => `  ${terminalLine(text)}`),
    `  ${paint.faint(`decided at ${formatDuration(atMs)}, after step ${stepIndex}`)}`,
    ...storyLines(failure.story, paint),
    ...wishLines(failure.wishes),
    ...zoneLines(failure.zone, paint),
  ];
}

function storyLines(story: readonly StoryLine[], paint: Paint): readonly string[] {
  if (story.length === 0) return [];
  const events = story.filter((line) => line.kind === 'event');
  const timeWidth = widthOf(events.map(({ atMs }) => formatDuration(atMs)));
  const stepWidth = widthOf(events.map(({ stepIndex }) => String(stepIndex)));
  const actorWidth = widthOf(events.map(({ actor }) => terminalLine(actor)));
  const lines = story.map((line) => {
    if (line.kind !== 'event') return `    ${paint.faint(`… ${gapText(line)}`)}`;
    const time = formatDuration(line.atMs).padStart(timeWidth);
    const step = `#${line.stepIndex}`.padEnd(stepWidth + 1);
    return `    ${paint.faint(`${time} ${step}`)} ${terminalLine(line.actor).padEnd(actorWidth)} ${terminalLine(line.text)}`;
  });
  return ['  what happened:', ...lines];
}

function gapText(line: Exclude<StoryLine, { readonly kind: 'event' }>): string {
  if (line.kind === 'left-out') return `${counted(line.eventCount, 'event')} more`;
  const what = line.eventCount === 1 ? 'the same' : `the same ${line.eventCount} events`;
  return `${what} again, ${times(line.times)}, until ${formatDuration(line.untilMs)}`;
}

function wishLines(wishes: readonly Wish[]): readonly string[] {
  if (wishes.length === 0) return [];
  const shown = wishes.slice(0, wishCountMax);
  const width = widthOf(shown.map(({ controller }) => terminalLine(controller)));
  const lines = shown.map(({ controller, name, type, targets }) => {
    return `    ${terminalLine(controller).padEnd(width)}  ${terminalLine(`${name} ${type} ${targets.join(', ')}`)}`;
  });
  const more =
    wishes.length > wishCountMax ? [`    … ${counted(wishes.length - wishCountMax, 'wish', 'wishes')} more`] : [];
  return ['  who wants it:', ...lines, ...more];
}

const wishCountMax = 8;

const signs: Readonly<Record<ZoneLine['sign'], string>> = { stays: ' ', goes: '-', comes: '+' };

function zoneLines(zone: ZoneExcerpt | null, paint: Paint): readonly string[] {
  if (zone === null) return [];
  const { changedAt } = zone;
  const title =
    changedAt === null
      ? '  the zone, which never changed there:'
      : `  the zone, changed last by ${terminalLine(changedAt.action)} at ${formatDuration(changedAt.atMs)} (#${changedAt.stepIndex}):`;
  const ownerWidth = widthOf(zone.lines.map(({ owner }) => ownerCell(owner)));
  const lines = zone.lines.map(({ sign, text, owner }) => {
    const row = `${signs[sign]} ${ownerCell(owner).padEnd(ownerWidth)}  ${terminalLine(text)}`;
    if (sign === 'stays') return `    ${row}`;
    return `    ${sign === 'comes' ? paint.good(row) : paint.bad(row)}`;
  });
  const empty = lines.length === 0 ? ['    (nothing is stored)'] : [];
  const more = zone.leftOutCount === 0 ? [] : [`    … ${counted(zone.leftOutCount, 'record set')} more`];
  return [title, ...lines, ...empty, ...more];
}

function ownerCell(owner: string | null): string {
  return owner === null ? 'no owner' : `owner ${terminalLine(owner)}`;
}

/** Columns are padded to the longest cell, but not for the sake of an odd giant. */
function widthOf(cells: readonly string[]): number {
  return Math.min(40, Math.max(0, ...cells.map((cell) => cell.length)));
}
