import type { LogLine } from '../../externaldns/endpoint.ts';
import type { Action, Outcome } from '../../kernel/action.ts';
import { type Model, worldHash } from '../../kernel/model.ts';
import { type Alignment, alignments, type BookLine, type LogBook } from './log-book.ts';
import { costs } from './schedule-costs.ts';
import { SearchClock, type Situation, type Trail } from './situation.ts';

/** Lines that come later than this after an action are not its own. */
const lateMsMax = 30_000;

/** An alignment with the log of a controller; -1: nobody's log. */
export interface ControllerAlignment extends Alignment {
  readonly controller: number;
}

/** The steps of a model, one after another, with what they log laid beside the logs. */
export class ScheduleSteps {
  readonly #book: LogBook;
  readonly #clock: SearchClock;

  constructor(model: Model, book: LogBook, isByLog: (action: string) => boolean) {
    this.#book = book;
    this.#clock = new SearchClock(model, isByLog);
  }

  /** What the clock holds when a run begins. */
  begin(): ReadonlyMap<string, number> {
    return this.#clock.begin();
  }

  /** The ways in which what an outcome logs can be what comes next in its controller's log. */
  alignments({ positions }: Situation, { events }: Outcome, atMs: number): readonly ControllerAlignment[] {
    const logged = events.find(({ type }) => type === 'log');
    const controller = logged === undefined ? -1 : this.#book.controllers.indexOf(logged.actor);
    const lines = this.#book.lines[controller];
    if (lines === undefined || lines.length === 0) return [{ controller: -1, ...nothingSaid }];
    const position = positions[controller] as number;
    const written = events.filter(({ type }) => type === 'log') as unknown as readonly LogLine[];
    const near: BookLine[] = [];
    for (let index = position; (lines[index]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs + lateMsMax; index += 1) {
      near.push(lines[index] as BookLine);
    }
    return alignments(written, near).map((alignment) => ({ controller, ...alignment }));
  }

  /** The situation after a step, with what of the logs it accounts for. */
  take(
    situation: Situation,
    taken: {
      readonly action: Action;
      readonly outcome: Outcome;
      readonly atMs: number;
      readonly alignment: ControllerAlignment | null;
    },
  ): Situation {
    const { action, outcome, atMs } = taken;
    const after = this.#clock.apply(situation, taken);
    const alignment = taken.alignment ?? { controller: -1, ...nothingSaid };
    const { controller, explained, unexplained, missing } = alignment;
    const label = { action: action.id, outcome: outcome.label, actor: action.actor };
    const name = this.#book.controllers[controller] ?? '';
    const trail: Trail = {
      step: { ...label, atMs, hash: worldHash(after.world), lines: explained.map(({ line }) => line) },
      ...(unexplained.length === 0
        ? {}
        : { unexplained: unexplained.map(({ line, expected }) => ({ line: line.line, expected })) }),
      ...(missing.length === 0 ? {} : { missing: missing.map((line) => ({ controller: name, atMs, line })) }),
      before: situation.trail,
    };
    const begun = outcome.events.filter(({ type }) => type === 'process.started').map(({ actor }) => actor);
    return {
      ...situation,
      ...after,
      putOff: stillPutOff(situation, after.timers),
      nowMs: Math.max(situation.nowMs, atMs),
      positions: situation.positions.map((position, index) =>
        index === controller ? position + alignment.consumedCount : position,
      ),
      lastRunMs: situation.lastRunMs.map((ms, index) =>
        begun.includes(this.#book.controllers[index] as string) ? null : ms,
      ),
      cost: situation.cost + misfitCost(unexplained.length + missing.length),
      stepCount: situation.stepCount + 1,
      trail,
    };
  }
}

/** Those of the timers put off that are still pending as they were. */
function stillPutOff({ putOff, timers }: Situation, after: ReadonlyMap<string, number>): Situation['putOff'] {
  const isGone = ([id]: readonly [string, number]) => after.get(id) !== timers.get(id);
  return [...putOff].some(isGone) ? new Map([...putOff].filter((entry) => !isGone(entry))) : putOff;
}

function misfitCost(lineCount: number): number {
  return lineCount === 0 ? 0 : costs.line + costs.furtherLine * (lineCount - 1);
}

const nothingSaid: Alignment = { consumedCount: 0, explained: [], unexplained: [], missing: [] };
