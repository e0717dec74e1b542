import { describe, expect, it } from 'vitest';
import { type Coverage, type CoverageKind, totalCoverage } from '../../src/explore/coverage.ts';
import { coverageOfRun } from '../../src/explore/coverage-of-run.ts';
import type { JournalBlock } from '../../src/explore/journal.ts';
import { exploreScenario } from '../../src/explore/rollout/explore-scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { journalOf } from './memory-journal.ts';
import { builtFrom } from './rollout/bundled.ts';

/** A cluster that wants one name of its own, and another where a record of somebody else's is. */
function wanting({ policy }: { readonly policy: string }) {
  return builtFrom(`
title: two names, one of them taken
zone:
  name: example.org
  records: |
    taken       300 IN AAAA 2001:db8::1
    aaaa-taken  300 IN TXT "heritage=external-dns,external-dns/owner=east"
    old         300 IN A 192.0.2.9
    a-old       300 IN TXT "heritage=external-dns,external-dns/owner=west"
clusters:
  west:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=aws, --policy=${policy}, --txt-owner-id=west]
    manifests: [{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web }, spec: { rules: [{ host: taken.example.org }, { host: own.example.org }] } }]
steps: [{ wait: 2m }]
`);
}

describe('what an exploration exercised', () => {
  const { coverage } = exploreScenario(wanting({ policy: 'upsert-only' }));

  it('names the branches of the plan that were taken, and those that never were', () => {
    expect(named(coverage.exercised, 'branch')).toEqual([
      'west plan conflict-foreign-owner',
      'west plan create-at-free-name',
      'west plan delete-unwanted-name',
      'west plan delete-unwanted-type',
      'west plan nothing-to-do',
      'west plan policy-suppressed-delete',
      'west plan unchanged',
    ]);
    expect(named(coverage.never, 'branch')).toContain('west plan update-targets');
    expect(named(coverage.never, 'branch')).toHaveLength(15);
  });

  it('tells the states of the machines that nobody was ever in', () => {
    expect(named(coverage.exercised, 'state')).toEqual([
      'west controller applying',
      'west controller idle',
      'west controller listed',
    ]);
    expect(named(coverage.never, 'state')).toEqual([
      'west controller completed',
      'west controller exited',
      'west controller stopped',
    ]);
  });

  it('counts what goes wrong only if the budget lets it', () => {
    expect(named(coverage.never, 'outcome')).toContain('west call crash-after');
    expect(named(coverage.never, 'action')).toContain('west restart');
    const { coverage: withFaults } = exploreScenario(wanting({ policy: 'sync' }), {
      faultBudget: 1,
      isFaultAllowed: (kind) => kind === 'crash',
    });
    expect(named(withFaults.exercised, 'action')).toContain('west restart');
    expect(named(withFaults.exercised, 'state')).toContain('west controller exited');
    expect(named(withFaults.never, 'outcome')).toContain('west sync listing-refused');
  });

  it('is the same when the exploration goes on from its journal', () => {
    const blocks: JournalBlock[] = [];
    const whole = exploreScenario(wanting({ policy: 'sync' }), { journal: journalOf(blocks) });
    const written = [...blocks];
    const resumed = exploreScenario(wanting({ policy: 'sync' }), { journal: journalOf(written) });
    expect(resumed.coverage).toEqual(whole.coverage);
    expect(resumed.properties).toEqual(whole.properties);
    const joined = exploreScenario(wanting({ policy: 'sync' }), { known: [written] });
    expect(joined.coverage).toEqual(whole.coverage);
  });
});

describe('what runs exercised', () => {
  it('is told of the steps that were taken, and of nothing that only could have been', () => {
    const built = wanting({ policy: 'sync' });
    const { exercised, never } = coverageOfRun(built, runScenario(built).steps);
    expect(named(exercised, 'branch')).toContain('west plan delete-unwanted-name');
    expect(named(never, 'branch')).toContain('west plan policy-suppressed-delete');
    expect(named(never, 'outcome')).toContain('west sync crash');
  });

  it('adds up over several, whoever the actors were and whatever the names', () => {
    const own = (kind: CoverageKind, actor: string, name: string) => ({ kind, actor, name });
    const total = totalCoverage([
      {
        exercised: [own('action', 'east', 'sync')],
        never: [own('action', 'east', 'restart'), own('outcome', 'resolver/a', 'expire app.example.org A')],
      },
      { exercised: [own('action', 'west', 'restart')], never: [own('action', 'west', 'sync')] },
    ]);
    expect(total).toEqual({
      exercised: [own('action', '', 'restart'), own('action', '', 'sync')],
      never: [own('outcome', '', 'expire app.example.org')],
    });
  });
});

describe('an invariant that nothing put to the test', () => {
  it('says so', () => {
    const { properties } = exploreScenario(wanting({ policy: 'sync' }));
    const untested = properties.filter(({ isUntested }) => isUntested).map(({ invariant }) => invariant);
    expect(untested).toEqual([
      'no-cross-environment-path',
      'one-endpoint-per-account-and-region',
      'no-stray-endpoint',
      'production-untouched',
      'nobody-unserved',
    ]);
  });

  it('does not say so where it is violated', () => {
    const { properties } = exploreScenario(wanting({ policy: 'sync' }));
    const shadowed = properties.find(({ invariant }) => invariant === 'no-shadowing');
    expect(shadowed).toMatchObject({ verdict: 'violated', harm: 'stuck' });
    expect(shadowed).not.toHaveProperty('isUntested');
  });
});

function named(items: Coverage['never'], kind: CoverageKind): readonly string[] {
  return items.filter((item) => item.kind === kind).map(({ actor, name }) => `${actor} ${name}`);
}
