import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodeUnit } from '../../../src/kernel/json.ts';
import { RowHistory } from '../../../src/report/page/row-history.ts';
import { TableHistory } from '../../../src/viewer/data/table-history.ts';

describe('a table kept as differences', () => {
  it('has at every moment the rows that it was told, those that are there twice included', () => {
    const table = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
    fc.assert(
      fc.property(table, fc.array(fc.option(table, { nil: null }), { maxLength: 200 }), (initial, tellings) => {
        const history = new RowHistory(initial);
        const changes = tellings.map((rows) => (rows === null ? undefined : history.tell(rows)));
        const { table, final } = history.close(byCodeUnit);
        const steps = changes.map((change) => {
          return {
            atMs: 0,
            move: 0,
            events: [],
            ...(change === undefined ? {} : { changes: { zone: final(change) } }),
          };
        });
        const shown = new TableHistory(table, steps, 'zone');
        let expected = initial;
        for (let step = 0; step <= steps.length; step += 1) {
          if (step > 0) expected = tellings[step - 1] ?? expected;
          const rows = shown.at(step).map((index) => shown.rows[index]);
          expect(rows).toEqual([...expected].sort(byCodeUnit));
        }
      }),
      { seed: 20261124, numRuns: 150 },
    );
  });

  it('knows when it changed last, and how', () => {
    const history = new RowHistory(['a']);
    const come = history.tell(['a', 'b']);
    const gone = history.tell(['b']);
    const { table, final } = history.close(byCodeUnit);
    const step = { atMs: 0, move: 0, events: [] };
    const changed = [come, gone].map((change) => ({
      ...step,
      changes: { zone: final(change ?? { gone: [], come: [] }) },
    }));
    const shown = new TableHistory(table, [step, ...changed, step], 'zone');
    expect(shown.changedAt).toEqual([2, 3]);
    expect([0, 1, 2, 3, 4].map((at) => shown.lastChangeUpTo(at))).toEqual([0, 0, 2, 3, 3]);
    expect(shown.changeAt(3)).toEqual({ gone: [0], come: [] });
    expect(shown.changeAt(4)).toBeUndefined();
  });
});
