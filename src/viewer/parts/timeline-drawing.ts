import type { AxisScale } from '../data/axis-scale.ts';
import type { RunView, StepView } from '../data/run-view.ts';
import { hueOf } from './owner-colour.ts';

/** The height of a lane, in pixels. */
export const LANE_HEIGHT = 22;
/** The room above the lanes, for the axis and the pins of expectations. */
export const HEAD_HEIGHT = 38;

/** Where and what to draw. */
export interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly run: RunView;
  readonly scale: AxisScale;
  readonly step: number;
  readonly isShown: (step: number) => boolean;
  /** The colour that a custom property of the page stands for. */
  readonly colour: (name: string) => string;
}

/** Draws the timeline: axis, lanes, who serves each client, a mark for every step, the moment looked at. */
export function drawTimeline(drawing: Drawing): void {
  const { context, width, height } = drawing;
  context.clearRect(0, 0, width, height);
  drawGrid(drawing);
  drawBands(drawing);
  drawMarks(drawing);
  drawPins(drawing);
  drawMoment(drawing);
}

function drawGrid({ context, width, height, run, scale, colour }: Drawing): void {
  context.fillStyle = colour('--lane-stripe');
  for (let lane = 0; lane < run.page.lanes.length; lane += 2) {
    context.fillRect(0, HEAD_HEIGHT + lane * LANE_HEIGHT, width, LANE_HEIGHT);
  }
  context.font = `11px ${fontOf(context)}`;
  context.textBaseline = 'middle';
  for (const { x, label } of scale.ticks) {
    context.fillStyle = colour('--line');
    context.fillRect(Math.round(x), 16, 1, height - 16);
    context.fillStyle = colour('--ink-faint');
    const labelWidth = context.measureText(label).width;
    context.fillText(label, Math.max(2, Math.min(width - labelWidth - 2, x - labelWidth / 2)), 9);
  }
}

function fontOf({ canvas }: CanvasRenderingContext2D): string {
  return getComputedStyle(canvas).fontFamily;
}

/** From one answer to the next, the lane of a client has the colour of whoever serves it. */
function drawBands(drawing: Drawing): void {
  const { context, width, run, scale, colour } = drawing;
  // Of a run that is too long for a page nothing is known behind the last step that the page has.
  const endMs = run.page.leftOutStepCount > 0 ? run.atMs(run.stepCount) : run.card.durationMs;
  for (const [client, bands] of run.bands) {
    const lane = run.page.lanes.findIndex(({ name }) => name === client);
    if (lane === -1) continue;
    const y = HEAD_HEIGHT + lane * LANE_HEIGHT + 5;
    for (const { from, to, path } of bands) {
      const left = Math.max(0, scale.xOf(from));
      const right = Math.min(width, to === null ? scale.xAt(run.stepCount, endMs) : scale.xOf(to));
      if (right <= left) continue;
      const hue = hueOf(run.page, run.ownerOfPlace(path.servedBy));
      context.globalAlpha = path.isCrossing ? 0.75 : path.servedBy === null ? 0.5 : 0.4;
      context.fillStyle = colour(path.isCrossing ? '--bad' : path.servedBy === null ? '--ink-faint' : `--owner-${hue}`);
      if (path.servedBy === null) context.fillRect(left, y + 5, right - left, 2);
      else context.fillRect(left, y, right - left, LANE_HEIGHT - 10);
    }
  }
  context.globalAlpha = 1;
}

function drawMarks(drawing: Drawing): void {
  const { run, scale, isShown } = drawing;
  let quietX = -1;
  let quietLanes = new Set<number>();
  // What matters is drawn over what does not.
  for (let step = Math.max(1, scale.first); step <= scale.last; step += 1) {
    const view = run.steps[step - 1];
    if (view === undefined || !view.isQuiet) continue;
    const x = Math.round(scale.xOf(step));
    if (x !== quietX) [quietX, quietLanes] = [x, new Set()];
    if (quietLanes.has(view.move.lane)) continue;
    quietLanes.add(view.move.lane);
    drawQuiet(drawing, view, x, isShown(step));
  }
  for (let step = Math.max(1, scale.first); step <= scale.last; step += 1) {
    const view = run.steps[step - 1];
    if (view !== undefined && !view.isQuiet) drawTelling(drawing, view, scale.xOf(step), isShown(step));
  }
}

function drawQuiet(drawing: Drawing, view: StepView, x: number, isShown: boolean): void {
  const { context } = drawing;
  context.globalAlpha = isShown ? 0.4 : 0.1;
  context.fillStyle = laneColour(drawing, view);
  context.fillRect(x, HEAD_HEIGHT + view.move.lane * LANE_HEIGHT + 8, 1, LANE_HEIGHT - 16);
  context.globalAlpha = 1;
}

function drawTelling(drawing: Drawing, view: StepView, x: number, isShown: boolean): void {
  const { context, colour } = drawing;
  const y = HEAD_HEIGHT + view.move.lane * LANE_HEIGHT + LANE_HEIGHT / 2;
  context.globalAlpha = isShown ? 1 : 0.15;
  context.fillStyle = laneColour(drawing, view);
  if (view.move.fault !== null) {
    drawCross(drawing, x, y);
  } else if (view.step.changes?.zone !== undefined) {
    diamond(context, x, y, 6);
  } else if (view.move.kind === 'rollout') {
    context.fillStyle = colour('--ink');
    triangle(context, x, y);
  } else {
    context.fillRect(x - 1.5, y - 6, 3, 12);
  }
  context.globalAlpha = 1;
}

function drawCross({ context, colour }: Drawing, x: number, y: number): void {
  context.strokeStyle = colour('--bad');
  context.lineWidth = 2.5;
  context.beginPath();
  context.moveTo(x - 5, y - 5);
  context.lineTo(x + 5, y + 5);
  context.moveTo(x + 5, y - 5);
  context.lineTo(x - 5, y + 5);
  context.stroke();
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
  context.fill();
}

function triangle(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x - 4, y - 6);
  context.lineTo(x + 5, y);
  context.lineTo(x - 4, y + 6);
  context.closePath();
  context.fill();
}

/** Expectations stand at the moments that decided them; those that failed have a line through all lanes. */
function drawPins({ context, height, run, scale, colour }: Drawing): void {
  for (const { ok, stepIndex, atMs } of run.page.expectations) {
    const x = scale.xAt(stepIndex, atMs);
    context.fillStyle = colour(ok ? '--good' : '--bad');
    if (ok) {
      diamond(context, x, 26, 3.5);
      continue;
    }
    context.globalAlpha = 0.5;
    context.fillRect(Math.round(x), 20, 1, height - 20);
    context.globalAlpha = 1;
  }
}

function drawMoment({ context, height, step, scale, colour }: Drawing): void {
  const x = Math.round(scale.xOf(step));
  context.fillStyle = colour('--accent');
  context.fillRect(x - 1, 16, 2, height - 16);
  context.beginPath();
  context.moveTo(x - 6, 14);
  context.lineTo(x + 6, 14);
  context.lineTo(x, 22);
  context.closePath();
  context.fill();
}

function laneColour({ run, colour }: Drawing, { move }: StepView): string {
  return colour(`--owner-${hueOf(run.page, run.page.lanes[move.lane]?.owner ?? null)}`);
}
