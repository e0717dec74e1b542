import { canonicalJson } from '../../kernel/json.ts';
import type { RunView } from './run-view.ts';

/** Where two runs part. */
export interface Difference {
  /** The first step that is not the same in both; one more than the steps of the shorter run if all of those are. */
  readonly stepIndex: number;
  /** In words, what differs there. */
  readonly what: string;
}

/** The first difference between two runs: in what there is at first, or in what a step does; `null` if there is none. */
export function firstDifference(left: RunView, right: RunView): Difference | null {
  if (stateText(left, 0) !== stateText(right, 0)) return { stepIndex: 0, what: 'the initial worlds differ' };
  const count = Math.min(left.stepCount, right.stepCount);
  for (let index = 1; index <= count; index += 1) {
    const what = differenceAt(left, right, index);
    if (what !== null) return { stepIndex: index, what };
  }
  if (left.stepCount === right.stepCount) return null;
  const longer = left.stepCount > right.stepCount ? 'the first' : 'the second';
  return { stepIndex: count + 1, what: `only ${longer} run goes on` };
}

function differenceAt(left: RunView, right: RunView, index: number): string | null {
  const [one, other] = [left.steps[index - 1], right.steps[index - 1]];
  if (one === undefined || other === undefined) return null;
  if (one.move.action !== other.move.action) return `${one.move.action} in one, ${other.move.action} in the other`;
  const action = one.move.action;
  if (one.move.outcome !== other.move.outcome) {
    return `${action} turns out as ${one.move.outcome} in one, as ${other.move.outcome} in the other`;
  }
  if (one.atMs !== other.atMs) return `${action} happens at another time`;
  if (textOf(left, index) !== textOf(right, index)) return `${action} does something else`;
  return null;
}

/** What a step tells and changes, independent of how rows and events are numbered. */
function textOf(run: RunView, index: number): string {
  const view = run.steps[index - 1];
  if (view === undefined) return '';
  const { changes = {} } = view.step;
  const rows = Object.entries(changes).map(([name, { gone, come }]) => {
    const table = run.page.tables[name as keyof typeof changes].rows;
    return [name, gone.map((row) => table[row]), come.map((row) => table[row])];
  });
  return canonicalJson([run.events(view).map(({ text }) => text), rows]);
}

function stateText({ zone, endpoints, servers, objects }: RunView, stepIndex: number): string {
  const rows = [zone, endpoints, servers, objects].map((table) => table.at(stepIndex).map((row) => table.rows[row]));
  return canonicalJson(rows);
}
