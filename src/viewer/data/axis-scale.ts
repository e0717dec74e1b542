import { scaleLinear } from 'd3-scale';
import { formatDuration } from '../../scenario/duration.ts';
import type { RunView } from './run-view.ts';

/** What the axis of a timeline measures, and the part of it that is shown. */
export interface AxisScale {
  /** The pixel of a step. */
  xOf(stepIndex: number): number;
  /** The pixel of a moment that need not be a step's. */
  xAt(stepIndex: number, atMs: number): number;
  /** What the axis says at a pixel: milliseconds or a step. */
  valueAt(x: number): number;
  /** The steps that can be seen, from the first to the last; none if the last is before the first. */
  readonly first: number;
  readonly last: number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

/** Pixels that stay free at both ends, so that the first and the last marks are whole. */
const MARGIN = 12;

/** The axis of a run over so many pixels. */
export function axisScale(options: {
  readonly run: RunView;
  readonly axis: 'time' | 'steps';
  readonly span: { readonly from: number; readonly to: number } | null;
  readonly width: number;
}): AxisScale {
  const { run, axis, width } = options;
  const whole = axis === 'time' ? Math.max(1, run.card.durationMs) : Math.max(1, run.stepCount);
  const { from, to } = options.span ?? { from: 0, to: whole };
  const scale = scaleLinear([from, to], [MARGIN, Math.max(MARGIN + 1, width - MARGIN)]);
  const valueAtStep = (stepIndex: number) => (axis === 'time' ? run.atMs(stepIndex) : stepIndex);
  return {
    xOf: (stepIndex) => scale(valueAtStep(stepIndex)),
    xAt: (stepIndex, atMs) => scale(axis === 'time' ? atMs : stepIndex),
    valueAt: (x) => scale.invert(x),
    first: lowerBound(run, valueAtStep, from),
    last: lowerBound(run, valueAtStep, to + (axis === 'time' ? 1 : 0.5)) - 1,
    ticks: ticksOf(axis, from, to, width).map((value) => ({ x: scale(value), label: labelOf(axis, value) })),
  };
}

/** The first step at or behind a value; one more than all steps if there is none. */
function lowerBound(run: RunView, valueAtStep: (stepIndex: number) => number, value: number): number {
  let low = 1;
  let high = run.stepCount + 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAtStep(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const timeSteps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  30 * DAY,
];

/** Round values, about one for every hundred pixels; minutes and hours are not decimal. */
function ticksOf(axis: 'time' | 'steps', from: number, to: number, width: number): readonly number[] {
  const count = Math.max(2, Math.floor(width / 100));
  if (axis === 'steps') return scaleLinear([from, to]).ticks(count).filter(Number.isInteger);
  const step =
    timeSteps.find((candidate) => (to - from) / candidate <= count) ?? Math.ceil((to - from) / count / DAY) * DAY;
  const ticks: number[] = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) ticks.push(value);
  return ticks;
}

function labelOf(axis: 'time' | 'steps', value: number): string {
  return axis === 'time' ? formatDuration(Math.round(value)) : `#${value}`;
}

/** The step nearest to a pixel; `0` before the first. In a lane, if one is given, unless none of it is near. */
export function nearestStep(
  run: RunView,
  scale: AxisScale,
  {
    x,
    lane,
    isShown,
  }: { readonly x: number; readonly lane: number | null; readonly isShown: (step: number) => boolean },
): number {
  let nearest = 0;
  let distance = Math.abs(scale.xOf(0) - x);
  let inLane: { readonly step: number; readonly distance: number } | null = null;
  for (let step = Math.max(1, scale.first); step <= scale.last; step += 1) {
    if (!isShown(step)) continue;
    const here = Math.abs(scale.xOf(step) - x);
    // Of steps at one moment the last counts: after it, the moment is over.
    if (here <= distance) [nearest, distance] = [step, here];
    if (run.steps[step - 1]?.move.lane === lane && here <= (inLane?.distance ?? LANE_REACH))
      inLane = { step, distance: here };
  }
  return inLane?.step ?? nearest;
}

/** So near, in pixels, a mark of the lane under the pointer has to be to be meant. */
const LANE_REACH = 6;
