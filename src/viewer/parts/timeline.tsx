import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatDuration } from '../../scenario/duration.ts';
import { type AxisScale, axisScale, nearestStep } from '../data/axis-scale.ts';
import type { RunView } from '../data/run-view.ts';
import { zoomAround } from '../state/keyboard.ts';
import { paletteChanges } from '../state/surroundings.ts';
import { useRun, type Viewer } from '../state/viewer.ts';
import { ownerClass } from './owner-colour.ts';
import { drawTimeline, HEAD_HEIGHT, LANE_HEIGHT } from './timeline-drawing.ts';

/** Every actor's lane over virtual time, with the moment looked at, which can be dragged. */
export function Timeline() {
  const { viewer, run } = useRun();
  const width = useSignal(0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      width.value = element.clientWidth;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  const axis = viewer.axis.value;
  const span = viewer.span.value;
  const scale = useMemo(() => axisScale({ run, axis, span, width: width.value }), [run, axis, span, width.value]);
  const height = HEAD_HEIGHT + run.page.lanes.length * LANE_HEIGHT;
  return (
    <div class="timeline">
      <div class="lane-names" style={{ paddingTop: `${HEAD_HEIGHT}px` }}>
        {run.page.lanes.map((lane, index) => (
          <LaneName key={lane.name} viewer={viewer} run={run} lane={index} />
        ))}
      </div>
      <div class="lane-canvas" ref={box} style={{ height: `${height}px` }}>
        {width.value === 0 ? null : (
          <Canvas run={run} viewer={viewer} scale={scale} width={width.value} height={height} />
        )}
        <Pins run={run} viewer={viewer} scale={scale} width={width.value} />
      </div>
    </div>
  );
}

function LaneName({ viewer, run, lane }: { readonly viewer: Viewer; readonly run: RunView; readonly lane: number }) {
  const { name, role, owner } = run.page.lanes[lane] ?? { name: '', role: '', owner: null };
  const chosen = viewer.lanes.value;
  const isOff = chosen.size > 0 && !chosen.has(lane);
  const toggle = () => {
    const next = new Set(chosen);
    if (!next.delete(lane)) next.add(lane);
    viewer.lanes.value = next;
  };
  return (
    <button
      type="button"
      class={`lane-name ${ownerClass(run.page, owner)}${isOff ? ' is-off' : ''}`}
      style={{ height: `${LANE_HEIGHT}px` }}
      aria-pressed={chosen.has(lane)}
      title={`${name}${owner === null ? '' : `, owner ${owner}`}: show only its steps`}
      onClick={toggle}
    >
      <span class="lane-title">{name}</span>
      {role === name ? null : <span class="lane-role">{role}</span>}
    </button>
  );
}

interface CanvasProps {
  readonly run: RunView;
  readonly viewer: Viewer;
  readonly scale: AxisScale;
  readonly width: number;
  readonly height: number;
}

function Canvas({ run, viewer, scale, width, height }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const hovered = useSignal<{ readonly step: number; readonly x: number; readonly y: number } | null>(null);
  const shown = viewer.shownSteps.value;
  const isShown = useMemo(() => {
    const set = new Set(shown);
    return (step: number) => set.has(step);
  }, [shown]);
  const step = viewer.step.value;
  const palette = paletteChanges.value;
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, { run, scale, width, height, step, isShown });
  }, [run, scale, width, height, step, isShown, palette]);
  const stepUnder = (event: PointerEvent) => {
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const lane = Math.floor((event.clientY - top - HEAD_HEIGHT) / LANE_HEIGHT);
    const x = event.clientX - left;
    return { step: nearestStep(run, scale, { x, lane: lane < 0 ? null : lane, isShown }), x, y: event.clientY - top };
  };
  return (
    <>
      <canvas
        ref={canvas}
        role="slider"
        tabIndex={0}
        aria-label="Moment of the run"
        aria-valuemin={0}
        aria-valuemax={run.stepCount}
        aria-valuenow={step}
        aria-valuetext={momentText(run, step)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          viewer.goTo(stepUnder(event).step);
        }}
        onPointerMove={(event) => {
          const under = stepUnder(event);
          if (event.buttons === 1) viewer.goTo(under.step);
          hovered.value = under;
        }}
        onPointerLeave={() => {
          hovered.value = null;
        }}
        onWheel={(event) => {
          if (!event.ctrlKey && !event.metaKey) return;
          event.preventDefault();
          const { left } = event.currentTarget.getBoundingClientRect();
          zoomAround(viewer, event.deltaY > 0 ? 1.25 : 0.8, scale.valueAt(event.clientX - left));
        }}
      />
      {hovered.value === null ? null : <Hint run={run} hovered={hovered.value} width={width} />}
    </>
  );
}

function Hint(props: {
  readonly run: RunView;
  readonly hovered: { readonly step: number; readonly x: number; readonly y: number };
  readonly width: number;
}) {
  const { run, hovered, width } = props;
  const view = run.steps[hovered.step - 1];
  const isRight = hovered.x > width / 2;
  const side = isRight ? { right: `${width - hovered.x + 12}px` } : { left: `${hovered.x + 12}px` };
  return (
    <div class="hint" style={{ ...side, top: `${hovered.y + 14}px` }}>
      <b>{momentText(run, hovered.step)}</b>
      {view === undefined ? null : <span>{`${view.move.actor} ${view.headline}`}</span>}
    </div>
  );
}

/** Failed expectations stand above the lanes, where they can be reached. */
function Pins({ run, viewer, scale, width }: Omit<CanvasProps, 'height'>) {
  return (
    <div class="pins">
      {run.failures.map(({ stepIndex, atMs, text }) => {
        const x = scale.xAt(stepIndex, atMs);
        if (x < 0 || x > width) return null;
        return (
          <button
            key={`${stepIndex} ${text}`}
            type="button"
            class={`pin${viewer.step.value === stepIndex ? ' is-now' : ''}`}
            style={{ left: `${x}px` }}
            title={text}
            aria-label={`Failed at ${formatDuration(atMs)}: ${text}`}
            onClick={() => viewer.goTo(stepIndex)}
          >
            ✗
          </button>
        );
      })}
    </div>
  );
}

function paint(
  canvas: HTMLCanvasElement,
  options: Omit<Parameters<typeof drawTimeline>[0], 'context' | 'colour'>,
): void {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(options.width * ratio);
  canvas.height = Math.round(options.height * ratio);
  canvas.style.width = `${options.width}px`;
  canvas.style.height = `${options.height}px`;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  const colours = new Map<string, string>();
  const colour = (name: string) => {
    const known = colours.get(name) ?? resolvedColour(canvas, name);
    colours.set(name, known);
    return known;
  };
  drawTimeline({ ...options, context, colour });
}

/** What a custom property comes to on this element: canvases know no properties and no colour schemes. */
function resolvedColour(canvas: HTMLCanvasElement, name: string): string {
  canvas.style.color = `var(${name})`;
  const { color } = getComputedStyle(canvas);
  canvas.style.color = '';
  return color;
}

/** A moment in a few words. */
export function momentText(run: RunView, step: number): string {
  if (step === 0) return 'the initial world';
  const { leftOutStepCount } = run.page;
  const moment = `step ${step} of ${run.stepCount + leftOutStepCount}, at ${formatDuration(run.atMs(step))}`;
  if (leftOutStepCount === 0 || step < run.stepCount) return moment;
  return `${moment}: the last that the page has, the run went on`;
}
