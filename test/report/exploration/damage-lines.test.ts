import { describe, expect, it } from 'vitest';
import type { Damage, NameDamage } from '../../../src/explore/rollout/damage.ts';
import { damageLines, damageTexts } from '../../../src/report/exploration/damage-lines.ts';
import type { ExplorationReport, ReportedProperty } from '../../../src/report/exploration/exploration-report.ts';
import { createPaint } from '../../../src/report/paint.ts';

const minute = 60_000;

const absent: NameDamage = {
  name: 'app.example.org',
  of: 'west',
  client: null,
  kind: 'absent',
  isOlder: false,
  spans: [{ fromMs: 0, toMs: minute }],
  longestMs: minute,
  totalMs: minute,
  atMostMs: 6 * minute,
  keptMs: 5 * minute,
};

function damage(names: readonly NameDamage[], afterMs: number | null = minute): Damage {
  return { heals: [{ invariant: 'no-shadowing', afterMs }], names, watchedMs: 360 * minute };
}

function linesOf(one: Damage): readonly string[] {
  const property: ReportedProperty = {
    name: 'no-shadowing',
    sentence: '',
    verdict: 'holds',
    harm: 'transient',
    untested: null,
    damage: one,
    counterexample: null,
  };
  const report = { properties: [property] } as Partial<ExplorationReport> as ExplorationReport;
  return damageLines(report, createPaint(false));
}

describe('the damage of a harm in words', () => {
  it.each<[string, Partial<NameDamage>, string]>([
    ['seen at the authoritative servers', {}, 'absent for 1m, by TTL at most 6m ("does not exist" is kept for 5m)'],
    [
      'in several stretches',
      { longestMs: 30_000 },
      'absent for 30s at a time, 1m in all, by TTL at most 6m ("does not exist" is kept for 5m)',
    ],
    [
      'that was there before',
      { isOlder: true, kind: 'wrong' },
      'wrong, as it was before, for 1m, by TTL at most 6m (such an answer is kept for 5m)',
    ],
    [
      'only from caches',
      { kind: 'stale', longestMs: 0, totalMs: 0, atMostMs: 5 * minute },
      'stale by TTL at most 5m (such an answer is kept for 5m)',
    ],
    ['that has no end', { spans: [{ fromMs: 0, toMs: null }] }, 'absent for 1m and still after 6h'],
    ['where nothing is kept', { keptMs: 0, atMostMs: minute }, 'absent for 1m'],
  ])('tells what a name was, %s', (_, change, words) => {
    expect(damageTexts(damage([{ ...absent, ...change }]), 'no-shadowing')[1]).toBe(
      `app.example.org for clients of west: ${words}`,
    );
  });

  it('tells what a client of the scenario saw by its own name, all kinds in one line', () => {
    const seen = { ...absent, client: 'user', atMostMs: null, keptMs: 0 };
    expect(damageTexts(damage([seen, { ...seen, kind: 'stale' }]), 'no-shadowing')[1]).toBe(
      'app.example.org for user: absent for 1m, stale for 1m',
    );
  });

  it('says that there is none, and that a harm did not end while it was watched', () => {
    expect(damageTexts(damage([]), 'no-shadowing')).toEqual([
      'heals after 1m; no name is absent, wrong, unserved or stale meanwhile',
    ]);
    expect(damageTexts(damage([absent], null), 'no-shadowing')[0]).toBe('has not healed after 6h');
  });

  it('is short where many names are damaged, and nothing where none heals', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...absent, name: `app-${index}.example.org` }));
    const lines = linesOf(damage(many));
    expect(lines).toHaveLength(2 + 1 + 6 + 1);
    expect(lines.at(-1)).toBe('      and 3 more');
    expect(
      damageLines({ properties: [] } as Partial<ExplorationReport> as ExplorationReport, createPaint(false)),
    ).toEqual([]);
  });
});
