import { describe, expect, it } from 'vitest';
import { assumedFaults } from '../../../src/incident/explain/assumed-faults.ts';
import { explainLogs } from '../../../src/incident/explain/explain-logs.ts';
import type { Assumption } from '../../../src/incident/explain/explanation.ts';
import { modelForExplaining } from '../../../src/incident/explain/model-for-explaining.ts';
import { artefactsOfRun, originMs } from '../artefacts-of-run.ts';
import { readArtefacts } from '../read-artefacts.ts';
import { shuffledScenario } from '../shuffled-scenario.ts';

/** What went on inside the product, of which no log of external-dns tells. */
const incidents: readonly {
  readonly file: string;
  readonly variant?: string;
  readonly assumed: readonly string[];
}[] = [
  {
    file: 'kura-orderings/rolled-back',
    variant: 'after-a-new-tick',
    assumed: ['fault staging.replace-pod rollout-failed', 'choice staging.tick ok by second-commit'],
  },
  { file: 'kura-orderings/rolled-back', variant: 'before-any-new-tick', assumed: ['fault staging.hook hook-failed'] },
  {
    file: 'kura-orderings/old-and-new-pods-take-turns',
    assumed: Array(3).fill('choice canary.tick ok by second-commit'),
  },
];

function explained(
  { file, variant }: (typeof incidents)[number],
  options: { readonly situationCountMax?: number } = {},
) {
  const path = `scenarios/${file}.yaml`;
  const whole = shuffledScenario({
    path,
    seed: 'names-1',
    keepsClusters: true,
    ...(variant === undefined ? {} : { variant }),
  });
  const incident = readArtefacts(artefactsOfRun(whole));
  const scenario = { ...whole, steps: whole.steps.filter(({ verb }) => verb !== 'fault') };
  const built = modelForExplaining(scenario);
  return explainLogs({ built, lines: incident.lines, originMs, zones: incident.zones, ...options });
}

function textOf(assumption: Assumption): string {
  return 'outcome' in assumption
    ? `${assumption.kind} ${assumption.action} ${assumption.outcome}`
    : `${assumption.kind} ${assumption.controller}`;
}

describe('of an incident whose cause shows in no log', () => {
  it.each(incidents)('the shortest explanation is found: $file $variant', (one) => {
    const result = explained(one);
    expect(result).toMatchObject({ verdict: 'explained', isProven: true });
    const [best] = result.explanations;
    if (best === undefined) throw new Error('there is an explanation');
    expect(best.assumptions.map(textOf)).toEqual(one.assumed);
    // A scenario can order each of them.
    const ordered = assumedFaults(best, result).map(({ step }) => step.fault as { action: string; outcome: string });
    expect(ordered.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
      one.assumed.map((text) => text.replace(/^\w+ /, '')),
    );
  });

  it('a search that meets its limit does not say that there is no explanation', () => {
    const result = explained(incidents[0] as (typeof incidents)[number], { situationCountMax: 200 });
    expect(result).toMatchObject({ verdict: 'inconclusive', isProven: false });
    expect(result.explanations[0]?.unexplained.length).toBeGreaterThan(0);
  });
});
