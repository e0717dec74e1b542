import { describe, expect, it } from 'vitest';
import type { Coverage, Exercisable } from '../../../src/explore/coverage.ts';
import { coverageJson, coverageLine, neverLines } from '../../../src/report/exploration/coverage-lines.ts';
import { createPaint } from '../../../src/report/paint.ts';

const own = (kind: Exercisable['kind'], actor: string, name: string): Exercisable => ({ kind, actor, name });

const coverage: Coverage = {
  exercised: [own('action', 'west', 'sync'), own('state', 'west', 'controller idle')],
  never: [
    own('action', 'east', 'restart'),
    own('action', 'west', 'restart'),
    own('state', 'west', 'controller exited'),
    own('branch', '', 'plan update-ttl'),
  ],
};

describe('coverage in words', () => {
  it('counts by kind, and leaves out kinds of which there is nothing', () => {
    expect(coverageLine(coverage)).toBe('exercised: 1 of 3 actions, 1 of 2 machine states, 0 of 1 branches');
  });

  it('lists what never came up, once for all actors', () => {
    expect(neverLines(coverage, createPaint(false))).toEqual([
      '  actions never exercised:',
      '    restart  east, west',
      '  machine states never exercised:',
      '    controller exited  west',
      '  branches never exercised:',
      '    plan update-ttl',
    ]);
  });

  it('is a count and a list for each kind as JSON', () => {
    expect(coverageJson(coverage)).toEqual({
      actions: { exercised: 1, never: ['east: restart', 'west: restart'] },
      outcomes: { exercised: 0, never: [] },
      states: { exercised: 1, never: ['west: controller exited'] },
      branches: { exercised: 0, never: ['plan update-ttl'] },
    });
  });
});
