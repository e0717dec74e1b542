import type {
  PageEvent,
  PageExpectation,
  PageMove,
  PageStep,
  PathRow,
  RunCard,
  RunPage,
} from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import type { Searched } from './query.ts';
import { TableHistory } from './table-history.ts';

/** One step, ready to be shown. */
export interface StepView {
  /** Counts from 1. */
  readonly index: number;
  readonly atMs: number;
  readonly move: PageMove;
  readonly step: PageStep;
  /** The one thing to say about it. */
  readonly headline: string;
  /** Nothing that matters happened. */
  readonly isQuiet: boolean;
  /** A client was served by another than its home. */
  readonly isCrossing: boolean;
}

/** A line that a process logged. */
export interface LogView {
  readonly stepIndex: number;
  readonly atMs: number;
  readonly actor: string;
  readonly level: string;
  readonly line: string;
}

/** From a step on, and until another (`null`: to the end), a client goes this way. */
export interface Band {
  readonly from: number;
  readonly to: number | null;
  readonly path: PathRow;
}

/** A run with what screens ask of it again and again. */
export class RunView {
  readonly page: RunPage;
  readonly card: RunCard;
  readonly steps: readonly StepView[];
  readonly logs: readonly LogView[];
  readonly failures: readonly PageExpectation[];
  readonly zone: TableHistory<RunPage['tables']['zone']['rows'][number]>;
  readonly endpoints: TableHistory<RunPage['tables']['endpoints']['rows'][number]>;
  readonly metrics: TableHistory<RunPage['tables']['metrics']['rows'][number]>;
  readonly servers: TableHistory<RunPage['tables']['servers']['rows'][number]>;
  readonly objects: TableHistory<RunPage['tables']['objects']['rows'][number]>;
  readonly paths: TableHistory<RunPage['tables']['paths']['rows'][number]>;
  /** By client, in order. */
  readonly bands: ReadonlyMap<string, readonly Band[]>;
  readonly #searched = new Map<number, Searched>();

  constructor(card: RunCard, page: RunPage) {
    this.card = card;
    this.page = page;
    const { tables, steps } = page;
    this.zone = new TableHistory(tables.zone, steps, 'zone');
    this.endpoints = new TableHistory(tables.endpoints, steps, 'endpoints');
    this.metrics = new TableHistory(tables.metrics, steps, 'metrics');
    this.servers = new TableHistory(tables.servers, steps, 'servers');
    this.objects = new TableHistory(tables.objects, steps, 'objects');
    this.paths = new TableHistory(tables.paths, steps, 'paths');
    this.steps = steps.map((step, index) => stepView(page, step, index + 1));
    this.logs = this.steps.flatMap((step) => logsOf(page, step));
    this.bands = bandsOf(this.paths);
    this.failures = page.expectations.filter(({ ok }) => !ok);
  }

  get stepCount(): number {
    return this.steps.length;
  }

  /** The moment of a step; of the initial world, the beginning. */
  atMs(stepIndex: number): number {
    return this.steps[stepIndex - 1]?.atMs ?? 0;
  }

  /** Everything that happened in a step. */
  events({ step }: StepView): readonly PageEvent[] {
    return step.events.map((index) => this.page.events[index] as PageEvent);
  }

  /** The owner id behind a cluster or environment. */
  ownerOfPlace(name: string | null): string | null {
    return this.page.places.find((place) => place.name === name)?.owner ?? null;
  }

  /** What a search finds a step by. */
  searched(view: StepView): Searched {
    const known = this.#searched.get(view.index);
    if (known !== undefined) return known;
    const searched = this.#searchedOf(view);
    this.#searched.set(view.index, searched);
    return searched;
  }

  #searchedOf(view: StepView): Searched {
    const { move, step, headline } = view;
    const events = this.events(view);
    const { gone = [], come = [] } = step.changes?.zone ?? {};
    const records = [...gone, ...come].map((index) => this.zone.rows[index]);
    const owners = [this.page.lanes[move.lane]?.owner, ...records.map((record) => record?.owner)];
    const said = [headline, ...events.map(({ text }) => text), ...records.map((record) => record?.name ?? '')];
    const actors = [move.actor, move.action, this.page.lanes[move.lane]?.name];
    const text = [...said, ...actors, ...owners, move.outcome, formatDuration(view.atMs)].join('\n').toLowerCase();
    return {
      text,
      names: said.join('\n').toLowerCase(),
      owners: owners.join('\n').toLowerCase(),
      actors: actors.join('\n').toLowerCase(),
    };
  }
}

function stepView(page: RunPage, step: PageStep, index: number): StepView {
  const move = page.moves[step.move] as PageMove;
  const events = step.events.map((event) => page.events[event] as PageEvent);
  const paths = (step.changes?.paths?.come ?? []).map((path) => page.tables.paths.rows[path]);
  const telling = events.find((event) => !event.isQuiet);
  const served = paths.length > 0 ? events.find(({ type }) => type === 'client.served') : undefined;
  // Metrics change in every round.
  const isUnchanged = Object.keys(step.changes ?? {}).every((table) => table === 'metrics');
  const isQuiet = move.kind !== 'rollout' && move.fault === null && telling === undefined && isUnchanged;
  const headline = move.written ?? telling?.text ?? served?.text ?? events.at(-1)?.text ?? wordsOf(move);
  const isCrossing = paths.some((path) => path?.isCrossing === true);
  return { index, atMs: step.atMs, move, step, headline, isQuiet, isCrossing };
}

/** `staging.kura-controller` of the actor of that name: its outcome says more. */
function wordsOf({ actor, action, outcome }: PageMove): string {
  return action === actor ? outcome : `${action.slice(action.indexOf('.') + 1)}: ${outcome}`;
}

function logsOf(page: RunPage, { index, atMs, step }: StepView): readonly LogView[] {
  return step.events.flatMap((at) => {
    const event = page.events[at];
    if (event?.log === undefined || event.log === null) return [];
    return [{ stepIndex: index, atMs, actor: event.actor, ...event.log }];
  });
}

function bandsOf(paths: TableHistory<PathRow>): ReadonlyMap<string, readonly Band[]> {
  const bands = new Map<string, Band[]>();
  for (const stepIndex of paths.changedAt) {
    for (const index of paths.changeAt(stepIndex)?.come ?? []) {
      const path = paths.rows[index] as PathRow;
      const known = bands.get(path.client) ?? [];
      const last = known.at(-1);
      if (last !== undefined) known[known.length - 1] = { ...last, to: stepIndex };
      known.push({ from: stepIndex, to: null, path });
      bands.set(path.client, known);
    }
  }
  return bands;
}
