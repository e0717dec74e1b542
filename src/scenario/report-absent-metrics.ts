import { labelsByMetric, metricsOf } from '../externaldns/metric-names.ts';
import { byCodeUnit } from '../kernel/json.ts';
import type { ExpectedMetric } from './expectation.ts';
import { nearestFact } from './nearest.ts';
import type { Resolution } from './resolution.ts';
import type { Scenario } from './scenario.ts';

/** Reports expectations about metrics that no release which their controller ever runs has: they would always be 0. */
export function reportAbsentMetrics(
  resolution: Resolution,
  scenario: Pick<Scenario, 'clusters' | 'steps' | 'expectations'>,
): void {
  const releases = releasesOf(scenario);
  for (const { controller, metric, at } of expectedMetrics(scenario)) {
    const versions = [...(releases.get(controller) ?? [])];
    const known = [...new Set(versions.flatMap((version) => metricsOf({ version })))].sort(byCodeUnit);
    // An unknown controller or metric has been reported as such.
    if (versions.length === 0 || known.includes(metric) || !Object.hasOwn(labelsByMetric, metric)) continue;
    const nearest = nearestFact(metric, known);
    resolution.report({
      code: 'SCENARIO_METRIC_OF_OTHER_RELEASE',
      at,
      controller,
      metric,
      versions,
      known,
      ...nearest,
    });
  }
}

function expectedMetrics({ steps, expectations }: Pick<Scenario, 'steps' | 'expectations'>): readonly ExpectedMetric[] {
  const all = [...steps.flatMap((step) => (step.verb === 'expect' ? step.expectations : [])), ...expectations];
  return all.flatMap((expectation) => (expectation.form === 'metrics' ? expectation.metrics : []));
}

function releasesOf({ clusters, steps }: Pick<Scenario, 'clusters' | 'steps'>): ReadonlyMap<string, Set<string>> {
  const releases = new Map<string, Set<string>>();
  for (const { name, configuration } of clusters.flatMap(({ controllers }) => controllers)) {
    releases.set(name, new Set([configuration.version]));
  }
  for (const step of steps) {
    if (step.verb === 'set-flags') releases.get(step.controller)?.add(step.configuration.version);
  }
  return releases;
}
