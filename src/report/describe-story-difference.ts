import { formatDuration } from '../scenario/duration.ts';
import type { AlignedLine, StoryDifference } from '../trace/compare-stories.ts';
import { describeEvent } from './describe-event.ts';
import { counted } from './phrase.ts';

/** More lines than this nobody reads. */
const LINE_COUNT_MAX = 18;
/** Of lines in a row that only one story has, or both, no more than these are shown: enough to see what is going on. */
const ROW_COUNT_MAX: Readonly<Record<AlignedLine['sign'], number>> = { both: 3, recorded: 5, now: 5 };

/**
 * How a run differs from the recorded one, in sentences; where the stories do, with both of them side by side from the
 * first line that differs: `-` was recorded, `+` is new.
 */
export function describeStoryDifference(difference: StoryDifference): readonly string[] {
  switch (difference.kind) {
    case 'initial-world':
      return ['the run begins in another world than the recorded one: other flags, objects, records or rows'];
    case 'world': {
      const { stepIndex, action, atMs } = difference;
      const where = `after step ${stepIndex}, ${action}, at ${formatDuration(atMs)}`;
      return [`the stories are the same, but ${where}, the world differs in something that no event tells`];
    }
    case 'end': {
      const { recordedMs, nowMs } = difference;
      return [`the run ends at ${formatDuration(nowMs)}, the recorded one at ${formatDuration(recordedMs)}`];
    }
    case 'story':
      return storyWords(difference);
  }
}

function storyWords({ before, lines }: Extract<StoryDifference, { readonly kind: 'story' }>): readonly string[] {
  const [first] = lines;
  const where =
    first === undefined ? '' : ` at ${formatDuration(first.happening.atMs)}, step ${first.happening.stepIndex}`;
  const firsts = new Set((['recorded', 'now'] as const).map((sign) => lines.find((line) => line.sign === sign)));
  const telling = [...before.filter(isTelling), ...lines.filter((line) => firsts.has(line) || isTelling(line))];
  const rows = telling.flatMap((line, index) => {
    const position = positionInRow(telling, index);
    return position < ROW_COUNT_MAX[line.sign] ? [line] : [];
  });
  const shown = rows.slice(0, LINE_COUNT_MAX);
  const differing = lines.filter(({ sign }) => sign !== 'both').length;
  const left = differing - shown.filter(({ sign }) => sign !== 'both').length;
  const more = left === 0 ? [] : [`… ${counted(left, 'line')} more that only one of them has`];
  return [`the stories part${where}: - was recorded, + is new`, ...columns(shown), ...more];
}

/** What is in every sync and says little; where only that differs, the first of each story is shown all the same. */
function isTelling({ happening: { event } }: AlignedLine): boolean {
  if (event === null) return false;
  return (
    event.type !== 'metric' && event.type !== 'process.started' && !(event.type === 'log' && event.level === 'debug')
  );
}

/** How many lines right before this one are in the same story or stories. */
function positionInRow(lines: readonly AlignedLine[], index: number): number {
  let position = 0;
  while (lines[index - position - 1]?.sign === lines[index]?.sign && index > position) position += 1;
  return position;
}

function columns(lines: readonly AlignedLine[]): readonly string[] {
  const timeWidth = Math.max(0, ...lines.map(({ happening }) => formatDuration(happening.atMs).length));
  const stepWidth = Math.max(0, ...lines.map(({ happening }) => String(happening.stepIndex).length + 1));
  return lines.map(({ sign, happening }) => {
    const { atMs, stepIndex, action, outcome, event } = happening;
    const words = event === null ? `${action} (${outcome})` : `${event.actor} ${describeEvent(event)}`;
    const time = formatDuration(atMs).padStart(timeWidth);
    return `${SIGNS[sign]} ${time} ${`#${stepIndex}`.padEnd(stepWidth)} ${words}`;
  });
}

const SIGNS: Readonly<Record<AlignedLine['sign'], string>> = { both: ' ', recorded: '-', now: '+' };
