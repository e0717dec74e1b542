import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Difference, firstDifference } from '../data/first-difference.ts';
import { type Place, placeOf } from '../data/place.ts';
import { isEmptyQuery, matches, parseQuery, type Query } from '../data/query.ts';
import type { OpenDocument } from '../data/read-document.ts';
import { RunView } from '../data/run-view.ts';

/** What the time axis measures: virtual time, or steps, each as wide as the next. */
export type Axis = 'time' | 'steps';

/** A part of an axis, in milliseconds or steps. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** All that the page remembers: where it is, and how it shows that. */
export class Viewer {
  readonly document: OpenDocument;
  readonly place: Signal<Place>;
  readonly axis = signal<Axis>('time');
  /** The part of the axis shown; `null`: all of it. */
  readonly span = signal<Span | null>(null);
  /** Lanes looked at; none means all. */
  readonly lanes = signal<ReadonlySet<number>>(new Set());
  /** Owners looked at; none means all. */
  readonly owners = signal<ReadonlySet<string>>(new Set());
  readonly hidesQuiet = signal(false);
  readonly isPlaying = signal(false);
  readonly isHelpOpen = signal(false);
  /** The record set whose history is shown: an index of the zone's rows. */
  readonly record = signal<number | null>(null);
  readonly run: ReadonlySignal<RunView | null>;
  readonly other: ReadonlySignal<RunView | null>;
  /** The moment looked at: after this step; 0 is the initial world. */
  readonly step: ReadonlySignal<number>;
  /** Where the two runs that are set side by side part. */
  readonly difference: ReadonlySignal<Difference | null>;
  readonly query: ReadonlySignal<Query>;
  /** The steps that search and filters leave, in order. */
  readonly shownSteps: ReadonlySignal<readonly number[]>;
  readonly #views = new Map<number, RunView>();

  constructor(document: OpenDocument, hash: string) {
    this.document = document;
    const { isComparison = false } = document.report;
    this.place = signal(placeOf(hash, { ...this.extent, isComparison }));
    this.run = computed(() => this.#runAt('run'));
    this.other = computed(() => this.#runAt('other'));
    this.difference = computed(() => {
      const [run, other] = [this.run.value, this.other.value];
      return run === null || other === null ? null : firstDifference(run, other);
    });
    this.step = computed(() => this.#stepOf(this.place.value, this.run.value));
    this.query = computed(() => parseQuery(this.place.value.screen === 'run' ? this.place.value.search : ''));
    this.shownSteps = computed(() => this.#filteredSteps());
  }

  /** How much there is to go to. */
  get extent() {
    const { runs, explorations } = this.document.report;
    return { runCount: runs.length, explorationCount: explorations.length };
  }

  /** Goes somewhere else; filters that mean something only in one run are dropped. */
  open(place: Place): void {
    batch(() => {
      this.place.value = place;
      this.span.value = null;
      this.lanes.value = new Set();
      this.owners.value = new Set();
      this.record.value = null;
      this.isPlaying.value = false;
    });
  }

  /** Looks at the moment after a step of the run that is open. */
  goTo(step: number): void {
    const place = this.place.value;
    const run = this.run.value;
    if (run === null || (place.screen !== 'run' && place.screen !== 'comparison')) return;
    const longest = Math.max(run.stepCount, this.other.value?.stepCount ?? 0);
    const clamped = Math.max(0, Math.min(longest, step));
    batch(() => {
      this.place.value = { ...place, step: clamped };
      if (place.screen === 'run') this.#follow(run, clamped);
    });
  }

  /** Goes so many of the steps shown further, or back. */
  move(by: number): void {
    if (this.place.value.screen === 'comparison') {
      this.goTo(this.step.value + by);
      return;
    }
    const shown = this.shownSteps.value;
    const position =
      by > 0 ? shown.findLastIndex((step) => step <= this.step.value) : firstFrom(shown, this.step.value);
    this.goTo(shown[Math.max(0, Math.min(shown.length - 1, position + by))] ?? this.step.value);
  }

  /** Goes to the nearest of these steps behind the moment, or before it. */
  moveAmong(steps: readonly number[], direction: 1 | -1): void {
    const now = this.step.value;
    const next = direction === 1 ? steps.find((step) => step > now) : steps.findLast((step) => step < now);
    if (next !== undefined) this.goTo(next);
  }

  search(text: string): void {
    const place = this.place.value;
    if (place.screen === 'run') this.place.value = { ...place, search: text };
  }

  /** A run as screens look at it. */
  view(index: number): RunView {
    const card = this.document.report.runs[index];
    if (card === undefined) throw new Error(`the report has no run ${index}`);
    const view = this.#views.get(index) ?? new RunView(card, this.document.run(index));
    this.#views.set(index, view);
    return view;
  }

  /** A zoomed axis moves along with the moment. */
  #follow(run: RunView, step: number): void {
    const span = this.span.value;
    if (span === null) return;
    const at = this.axis.value === 'time' ? run.atMs(step) : step;
    if (at >= span.from && at <= span.to) return;
    const half = (span.to - span.from) / 2;
    this.span.value = { from: at - half, to: at + half };
  }

  #runAt(which: 'run' | 'other'): RunView | null {
    const place = this.place.value;
    if (place.screen === 'run') return which === 'run' ? this.view(place.run) : null;
    return place.screen === 'comparison' ? this.view(place[which]) : null;
  }

  /** Without a moment in the address: where the first expectation failed or two runs part, else the end. */
  #stepOf(place: Place, run: RunView | null): number {
    if (run === null || (place.screen !== 'run' && place.screen !== 'comparison')) return 0;
    const longest = Math.max(run.stepCount, this.other.value?.stepCount ?? 0);
    const usual = place.screen === 'run' ? run.failures[0]?.stepIndex : this.difference.value?.stepIndex;
    return Math.min(longest, place.step ?? usual ?? run.stepCount);
  }

  #filteredSteps(): readonly number[] {
    const run = this.run.value;
    if (run === null) return [];
    const query = this.query.value;
    const lanes = this.lanes.value;
    const owners = [...this.owners.value].map((owner) => owner.toLowerCase());
    const hidesQuiet = this.hidesQuiet.value;
    const isAll = isEmptyQuery(query) && lanes.size === 0 && owners.length === 0 && !hidesQuiet;
    const steps = run.steps.filter((view) => {
      if (isAll) return true;
      if (hidesQuiet && view.isQuiet) return false;
      if (lanes.size > 0 && !lanes.has(view.move.lane)) return false;
      const searched = run.searched(view);
      if (owners.length > 0 && !owners.some((owner) => searched.owners?.includes(owner))) return false;
      return matches(query, searched);
    });
    return isAll ? [0, ...steps.map(({ index }) => index)] : steps.map(({ index }) => index);
  }
}

function firstFrom(steps: readonly number[], from: number): number {
  const position = steps.findIndex((step) => step >= from);
  return position === -1 ? steps.length : position;
}

/** How parts of the page come by the viewer. */
export const ViewerContext = createContext<Viewer | null>(null);

/** The viewer of the page. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error('there is no viewer around this part');
  return viewer;
}

/** The viewer and the run that is open. */
export function useRun(): { readonly viewer: Viewer; readonly run: RunView } {
  const viewer = useViewer();
  const run = viewer.run.value;
  if (run === null) throw new Error('no run is open');
  return { viewer, run };
}
