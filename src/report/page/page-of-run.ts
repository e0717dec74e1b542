import { byCodeUnit } from '../../kernel/json.ts';
import type { ExpectationResult, RunResult, Trouble } from '../../timeline/run-result.ts';
import { type ReplayedStep, replay } from '../../trace/replay.ts';
import { traceOf } from '../../trace/write-trace.ts';
import { rerunCommand } from '../command-line.ts';
import { describeExpectation } from '../describe-expectation.ts';
import { describeFinding } from '../describe-finding.ts';
import { counted, times } from '../phrase.ts';
import { type Built, stepIndexAt, takenTexts } from '../report-run.ts';
import { DistinctList } from './distinct-list.ts';
import type { PageEvent, PageExpectation, PageLane, PageMove, PageStep, RunCard, RunPage } from './page-data.ts';
import { pageEventOf } from './page-events.ts';
import { Lanes, placesOf } from './page-lanes.ts';
import { PageTableHistory } from './page-tables.ts';

/** A page shows so many steps at most: what comes after them is a world that never lets time pass. */
const STEP_COUNT_MAX = 100_000;

/** What is known of a run, or of a trace that no run made, which nothing was expected of. */
export type ShownRun = Omit<RunResult, 'story' | 'worldHash'>;

/** A run in a list of runs. */
export function runCardOf(run: ShownRun): RunCard {
  const { scenario, seed, verdict, durationMs, stepCount } = run;
  return {
    title: scenario.title,
    file: scenario.source.file,
    variant: scenario.variant ?? null,
    seed,
    verdict,
    durationMs,
    stepCount,
    failures: expectationsOf(run).flatMap(({ ok, text }) => (ok ? [] : [text])),
  };
}

/** A run for the page, found by doing it again on its model. `isRerunnable`: whether `dibs run` gives the same steps. */
export function pageOfRun(run: ShownRun, built: Built, { isRerunnable }: { readonly isRerunnable: boolean }): RunPage {
  const { scenario, limit } = run;
  const { model, landscape } = built;
  const initial = model.initialWorld();
  const places = placesOf(landscape, model.reader(initial));
  const { steps, lanes, moves, events, tables } = new Retelling(run, built).tell();
  const owners = [...places, ...lanes, ...tables.zone.rows].flatMap(({ owner }) => owner ?? []);
  return {
    because: scenario.because,
    limit: limit === undefined ? null : `the limit of ${counted(limit.countMax, 'step')} was met`,
    command: isRerunnable
      ? rerunCommand({ file: scenario.source.file, variant: scenario.variant ?? null, seed: run.seed })
      : null,
    owners: [...new Set(owners)].sort(byCodeUnit),
    places,
    lanes,
    moves,
    events,
    tables,
    steps,
    leftOutStepCount: run.steps.length - steps.length,
    expectations: expectationsOf(run),
  };
}

/** A run told step by step, with all that recurs collected. */
class Retelling {
  readonly #run: ShownRun;
  readonly #built: Built;
  readonly #lanesOfActions: Lanes;
  readonly #tables: PageTableHistory;
  readonly #written: ReadonlyMap<string, string>;
  readonly #lanes = new DistinctList<PageLane>();
  readonly #moves = new DistinctList<PageMove>();
  readonly #events = new DistinctList<PageEvent>();
  readonly #steps: PageStep[] = [];

  constructor(run: ShownRun, built: Built) {
    this.#run = run;
    this.#built = built;
    const { scenario } = run;
    const { model, landscape } = built;
    const world = model.initialWorld();
    this.#lanesOfActions = new Lanes(scenario, landscape, model.reader(world));
    this.#tables = new PageTableHistory({ model, scenario, landscape, world });
    this.#written = takenTexts(scenario, built);
  }

  tell(): Pick<RunPage, 'steps' | 'lanes' | 'moves' | 'events' | 'tables'> {
    // The version is not compared by a replay.
    const trace = traceOf(this.#run, { version: '' });
    replay({ trace, model: this.#built.model, stepCountMax: STEP_COUNT_MAX, onStep: (step) => this.#saw(step) });
    const { tables, final } = this.#tables.close();
    const { lanes, moves } = this.#inOrder();
    const steps = this.#steps.map(({ changes, ...step }) => {
      return changes === undefined ? step : { ...step, changes: final(changes) };
    });
    return { steps, lanes, moves, events: this.#events.values, tables };
  }

  #saw({ recorded, action, outcome, before, after }: ReplayedStep): void {
    const move = this.#moves.indexOf({
      lane: this.#lanes.indexOf(this.#lanesOfActions.of(action)),
      kind: action.kind,
      actor: action.actor,
      action: action.id,
      outcome: outcome.label,
      fault: outcome.fault ?? null,
      written: this.#written.get(action.id) ?? null,
    });
    const events = outcome.events.flatMap((event) => {
      const shown = pageEventOf(event);
      return shown === undefined ? [] : [this.#events.indexOf(shown)];
    });
    const { model } = this.#built;
    const written = outcome.writes
      .map(({ component }) => component)
      .filter(({ id }) => before.ids[model.slotOf(id)] !== after.ids[model.slotOf(id)]);
    const changes = this.#tables.tell(written, after, outcome.events);
    const step = { atMs: recorded.atMs, move, events };
    this.#steps.push(Object.keys(changes).length === 0 ? step : { ...step, changes });
  }

  #inOrder(): Pick<RunPage, 'lanes' | 'moves'> {
    const lanes = this.#lanes.values.toSorted((left, right) => this.#lanesOfActions.compare(left, right));
    const places = this.#lanes.values.map((lane) => lanes.indexOf(lane));
    const moves = this.#moves.values.map((move) => ({ ...move, lane: places[move.lane] as number }));
    return { lanes, moves };
  }
}

function expectationsOf(run: ShownRun): readonly PageExpectation[] {
  return [...run.troubles.map((trouble) => troubleOf(run, trouble)), ...run.expectations.map(expectationOf)];
}

function expectationOf({ expectation, ok, atMs, stepIndex, findings }: ExpectationResult): PageExpectation {
  const { file, line } = expectation.at;
  const why = eachOnce(findings.flatMap(describeFinding));
  return { text: describeExpectation(expectation), ok, file, line, atMs, stepIndex, why };
}

function troubleOf(run: ShownRun, { at, text, atMs, finding }: Trouble): PageExpectation {
  const stepIndex = stepIndexAt(run, atMs);
  return { text, ok: false, file: at.file, line: at.line, atMs, stepIndex, why: describeFinding(finding) };
}

/** What was found again and again, at other moments, is said once. */
function eachOnce(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${times(count)})`));
}
