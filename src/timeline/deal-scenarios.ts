import type { Scenario } from '../scenario/scenario.ts';

/** One of several machines that share a list of scenarios: `index` goes from 1 to `count`. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/**
 * The positions in a list of scenarios that one machine of several runs, in order. Every scenario is dealt to exactly
 * one, and so that all take about equally long: the longest first, each to whoever has least. It depends on nothing
 * but the list.
 */
export function dealScenarios(scenarios: readonly Scenario[], { index, count }: Share): readonly number[] {
  const weights = scenarios.map(estimatedSteps);
  const longestFirst = [...weights.keys()].sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
  const loads = new Array<number>(count).fill(0);
  const dealt: number[] = [];
  for (const position of longestFirst) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] as number) + (weights[position] as number);
    if (least === index - 1) dealt.push(position);
  }
  return dealt.sort((a, b) => a - b);
}

/**
 * About how many steps a run takes: each loop of each controller, reconciler and client, for as long as the scenario
 * waits. Of a `settle` nobody knows; mostly it takes a few rounds.
 */
function estimatedSteps({ clusters, clients, kura, steps }: Scenario): number {
  const intervalsMs = [
    ...clusters.flatMap(({ controllers }) => controllers.map(({ configuration }) => configuration.intervalMs / 3)),
    ...clients.map(({ everyMs }) => everyMs),
    ...(kura?.environments ?? []).map(() => MINUTE_MS),
  ];
  const durationMs = steps.reduce((sum, step) => {
    const soFarMs = Math.max(sum, step.notBeforeMs ?? 0);
    if (step.verb === 'wait') return soFarMs + step.durationMs;
    return step.verb === 'settle' ? soFarMs + Math.min(step.withinMs, 10 * MINUTE_MS) : soFarMs;
  }, 0);
  const loops = intervalsMs.reduce((sum, intervalMs) => sum + durationMs / Math.max(1000, intervalMs), 0);
  return 1 + steps.length + Math.round(loops);
}

const MINUTE_MS = 60_000;
