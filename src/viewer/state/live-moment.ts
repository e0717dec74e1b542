import { effect, signal } from '@preact/signals';
import type { Viewer } from './viewer.ts';

const SETTLED_MS = 150;

/** What became of telling the server: `null` while all is well. */
export const liveProblem = signal<string | null>(null);

/**
 * Tells the server behind a live page which moment is looked at, once the page rests there: `PUT at` with the number of
 * the step, where 0 is the initial world.
 */
export function tellMoments(viewer: Viewer): void {
  if (!viewer.document.report.live) return;
  let pending: number | undefined;
  effect(() => {
    const place = viewer.place.value;
    const step = viewer.step.value;
    if (place.screen !== 'run') return;
    clearTimeout(pending);
    pending = window.setTimeout(() => tell(step), SETTLED_MS);
  });
}

async function tell(step: number): Promise<void> {
  try {
    const response = await fetch('at', { method: 'PUT', body: String(step) });
    liveProblem.value = response.ok ? null : `the server refused the moment: status ${response.status}`;
  } catch {
    liveProblem.value = 'the server does not answer any more';
  }
}
