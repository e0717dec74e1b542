import { describe, expect, it } from 'vitest';
import type { Assumption } from '../../../src/incident/explain/explanation.ts';
import { createRng } from '../../../src/kernel/rng.ts';
import { replay } from '../../../src/trace/replay.ts';
import { traceFormat } from '../../../src/trace/trace.ts';
import { artefactsOfRun } from '../artefacts-of-run.ts';
import { explainIncident, readArtefacts } from '../read-artefacts.ts';
import { shuffledScenario } from '../shuffled-scenario.ts';

/** Bundled incidents, and what their logs do not say and has to be assumed. */
const incidents: readonly {
  readonly file: string;
  readonly variant?: string;
  readonly keepsClusters?: boolean;
  readonly assumed?: readonly string[];
}[] = [
  { file: 'shadowing/first-writer-wins' },
  { file: 'deletion/empty-source-under-sync', variant: 'sync', assumed: ['plan source-empty'] },
  { file: 'same-owner/delete-create-fight', variant: 'as-it-happened' },
  { file: 'takeover/edit-the-txt-to-hand-over', variant: 'txt-edited' },
  { file: 'ownership-lost/owner-id-changed', variant: 'migrated' },
  { file: 'ownership-lost/crash-between-record-and-txt', variant: 'one-by-one', assumed: ['call crash-after'] },
  {
    file: 'half-applied/update-as-delete-and-create',
    variant: 'crashed-before-txt',
    assumed: ['call refused', 'call crash-after'],
  },
  {
    file: 'provider-faults/page-loses-a-record',
    variant: 'record',
    assumed: ['sync partial-listing'],
  },
  { file: 'kura-ownership/record-without-its-txt', keepsClusters: true, assumed: ['call crash-after'] },
  { file: 'seed-incident/both-commits', keepsClusters: true },
];

function incidentOf({ file, variant, keepsClusters = false }: (typeof incidents)[number], seed: string) {
  const path = `scenarios/${file}.yaml`;
  const scenario = shuffledScenario({ path, seed, keepsClusters, ...(variant === undefined ? {} : { variant }) });
  const artefacts = artefactsOfRun(scenario);
  return { artefacts, incident: readArtefacts(artefacts) };
}

function assumptionText(assumption: Assumption): string {
  if (assumption.kind !== 'fault') return assumption.kind;
  return `${assumption.action.split('.').at(-1)} ${assumption.outcome.split(' ')[0]}`;
}

describe('of an incident under other names, from its artefacts alone', () => {
  it.each(incidents)('the schedule is found again: $file $variant', (one) => {
    const { artefacts, incident } = incidentOf(one, 'names-1');
    const { result, built, scenario } = explainIncident(incident);
    expect(result.verdict).toBe('explained');
    const [best] = result.explanations;
    expect(best?.assumptions.map(assumptionText)).toEqual(one.assumed ?? []);
    expect(best?.steps.flatMap(({ lines }) => lines)).toHaveLength(result.comparedCount);
    // What changed the zone changes it again, in the same order; a process that dies between two calls may have died
    // after the one or before the other.
    const callsOf = (steps: readonly { readonly action: string; readonly outcome: string }[]) =>
      steps
        .filter(({ action, outcome }) => action.endsWith('.call') && outcome !== 'crash-before')
        .map(({ action, outcome }) => `${action} ${outcome === 'crash-after' ? 'done' : outcome}`);
    expect(callsOf(best?.steps ?? [])).toEqual(callsOf(artefacts.run.steps));
    // It is a schedule of the model: every world follows from the one before.
    const header = {
      dibs: 'trace',
      format: traceFormat,
      version: '',
      scenario: scenario.source,
      variant: null,
      seed: '1',
    } as const;
    const steps = best?.steps ?? [];
    const initialHash = replay({
      trace: {
        header: { ...header, initialHash: '' },
        steps: [],
        end: { verdict: 'passed', durationMs: 0, stepCount: 0 },
      },
      model: built.model,
    }).divergence;
    expect(initialHash).toMatchObject({ code: 'INITIAL_WORLD_DIFFERS' });
    const found = initialHash?.code === 'INITIAL_WORLD_DIFFERS' ? initialHash.found : '';
    const again = replay({
      trace: {
        header: { ...header, initialHash: found },
        steps,
        end: { verdict: 'passed', durationMs: 0, stepCount: steps.length },
      },
      model: built.model,
    });
    expect(again.divergence).toBeUndefined();
  });

  it.each(incidents)('a forged line is named: $file $variant', (one) => {
    const { incident } = incidentOf(one, 'names-2');
    const forgeable = incident.lines.filter(
      ({ message }) =>
        message === 'All records are already up to date' ||
        message === 'Changing record.' ||
        message.startsWith('Desired change'),
    );
    const victim = forgeable[createRng(one.file).below(forgeable.length)];
    if (victim === undefined) throw new Error('there is a line to forge');
    const forged = {
      ...victim,
      message: 'Changing record.',
      fields: { action: 'DELETE', record: `nobody.${incident.zones[0]?.name}`, ttl: '1', type: 'A', zone: 'z' },
    };
    const lines = incident.lines.map((line) => (line === victim ? forged : line));
    const { result } = explainIncident({ ...incident, lines });
    expect(result.verdict).toBe('contradicted');
    const [best] = result.explanations;
    expect(best?.unexplained.map(({ line }) => line)).toEqual([forged]);
    expect(best?.missing).toEqual([]);
  });
});
