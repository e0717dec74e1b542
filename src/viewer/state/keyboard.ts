import type { Viewer } from './viewer.ts';

/** A key, what it does in words, and the doing. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
  run(viewer: Viewer, event: KeyboardEvent): void;
}

/** Every shortcut of the page, as its help lists them. */
export const shortcuts: readonly Shortcut[] = [
  {
    keys: ['ArrowRight'],
    does: 'the next step; with Shift ten',
    run: (viewer, { shiftKey }) => viewer.move(shiftKey ? 10 : 1),
  },
  {
    keys: ['ArrowLeft'],
    does: 'the step before; with Shift ten',
    run: (viewer, { shiftKey }) => viewer.move(shiftKey ? -10 : -1),
  },
  { keys: ['Home'], does: 'the initial world', run: (viewer) => viewer.goTo(0) },
  { keys: ['End'], does: 'the end', run: (viewer) => viewer.goTo(Number.POSITIVE_INFINITY) },
  { keys: [']'], does: 'the next change of the zone', run: (viewer) => viewer.moveAmong(zoneChanges(viewer), 1) },
  { keys: ['['], does: 'the change of the zone before', run: (viewer) => viewer.moveAmong(zoneChanges(viewer), -1) },
  { keys: ['f'], does: 'the next failed expectation, in a circle', run: nextFailure },
  {
    keys: [' '],
    does: 'play, pause',
    run: (viewer) => {
      viewer.isPlaying.value = !viewer.isPlaying.value;
    },
  },
  { keys: ['t'], does: 'time or steps along the axis', run: toggleAxis },
  { keys: ['+', '='], does: 'zoom in', run: (viewer) => zoomAround(viewer, 0.5) },
  { keys: ['-'], does: 'zoom out', run: (viewer) => zoomAround(viewer, 2) },
  {
    keys: ['0'],
    does: 'the whole axis',
    run: (viewer) => {
      viewer.span.value = null;
    },
  },
  {
    keys: ['q'],
    does: 'hide or show quiet steps',
    run: (viewer) => {
      viewer.hidesQuiet.value = !viewer.hidesQuiet.value;
    },
  },
  { keys: ['/'], does: 'search', run: () => document.getElementById('search')?.focus() },
  {
    keys: ['?'],
    does: 'this help',
    run: (viewer) => {
      viewer.isHelpOpen.value = !viewer.isHelpOpen.value;
    },
  },
];

/** Listens to the keyboard wherever nothing else on the page takes the key. */
export function listenToKeyboard(viewer: Viewer): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesKey(event)) return;
    const shortcut = shortcuts.find(({ keys }) => keys.includes(event.key));
    if (shortcut === undefined || (viewer.run.value === null && event.key !== '?')) return;
    event.preventDefault();
    shortcut.run(viewer, event);
  });
}

/** Text fields take every key, what can be pressed takes the space bar, an open dialog everything. */
function takesKey({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog') !== null) return true;
  if (target.closest('input:not([type=checkbox]), select, textarea') !== null) return true;
  return key === ' ' && target.closest('button, a, summary, [type=checkbox], [role=button]') !== null;
}

function zoneChanges(viewer: Viewer): readonly number[] {
  return viewer.run.value?.zone.changedAt ?? [];
}

function nextFailure(viewer: Viewer): void {
  const steps = [...new Set((viewer.run.value?.failures ?? []).map(({ stepIndex }) => stepIndex))].sort(
    (a, b) => a - b,
  );
  const next = steps.find((step) => step > viewer.step.value) ?? steps[0];
  if (next !== undefined) viewer.goTo(next);
}

/** Changes what the axis measures. */
export function toggleAxis(viewer: Viewer): void {
  viewer.axis.value = viewer.axis.value === 'time' ? 'steps' : 'time';
  viewer.span.value = null;
}

/** Shows a part of the axis that is this many times as long, around the moment looked at. */
export function zoomAround(viewer: Viewer, factor: number, around?: number): void {
  const run = viewer.run.value;
  if (run === null) return;
  const isTime = viewer.axis.value === 'time';
  const whole = isTime ? Math.max(1, run.card.durationMs) : Math.max(1, run.stepCount);
  const centre = around ?? (isTime ? run.atMs(viewer.step.value) : viewer.step.value);
  const { from, to } = viewer.span.value ?? { from: 0, to: whole };
  const length = Math.max(isTime ? 1000 : 10, (to - from) * factor);
  if (length >= whole) {
    viewer.span.value = null;
    return;
  }
  const share = (centre - from) / (to - from);
  const start = Math.max(0, Math.min(whole - length, centre - length * Math.max(0, Math.min(1, share))));
  viewer.span.value = { from: start, to: start + length };
}
