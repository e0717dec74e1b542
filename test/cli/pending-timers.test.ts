import { describe, expect, it } from 'vitest';
import { PendingTimers } from '../../src/cli/pending-timers.ts';
import { outcome } from '../../src/kernel/action.ts';

const step = { outcome: 'ok', hash: '' };

describe('what is pending in a replay', () => {
  it('is what outcomes wished for and what has not happened since', () => {
    const pending = new PendingTimers([
      { action: 'east.sync', afterMs: 10 },
      { action: 'west.sync', afterMs: 20 },
    ]);
    pending.saw(
      { ...step, action: 'east.sync', atMs: 10 },
      outcome('ok', { timers: [{ action: 'east.call', afterMs: 5 }] }),
    );
    expect(pending.list()).toEqual([
      { action: 'east.call', dueMs: 15 },
      { action: 'west.sync', dueMs: 20 },
    ]);
  });

  it('is no longer what was taken back', () => {
    const pending = new PendingTimers([{ action: 'east.sync', afterMs: 10 }]);
    pending.saw(
      { ...step, action: 'x.stop', atMs: 5 },
      outcome('ok', { timers: [{ action: 'east.sync', afterMs: null }] }),
    );
    expect(pending.list()).toEqual([]);
  });

  it('is still what a step did before its time', () => {
    const pending = new PendingTimers([{ action: 'east.sync', afterMs: 10 }]);
    pending.saw({ ...step, action: 'east.sync', atMs: 5 }, outcome('ok'));
    expect(pending.list()).toEqual([{ action: 'east.sync', dueMs: 10 }]);
  });
});
