import { labelsByMetric } from '../externaldns/metric-names.ts';
import { byCodeUnit } from '../kernel/json.ts';
import type { CountRange, ExpectedMetric } from './expectation.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import type { WrittenExpectation } from './written-expectation.ts';

type Written = NonNullable<WrittenExpectation['metrics']>[string][string];
type WrittenValue = Exclude<Written, number | readonly unknown[]>;

/** What controllers show under `/metrics`. Metrics and labels that external-dns does not have are reported. */
export function resolveMetrics(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['metrics']>,
  path: TreePath,
): readonly ExpectedMetric[] {
  return Object.entries(written).flatMap(([controller, metrics]) => {
    const at = resolution.keyAt([...path, controller]);
    resolution.refer({ kind: 'controller', found: controller, known: resolution.names.controllers, at });
    return Object.entries(metrics).flatMap(([metric, value]) => {
      const own = [...path, controller, metric];
      const known = Object.keys(labelsByMetric).sort(byCodeUnit);
      resolution.refer({ kind: 'metric', found: metric, known, at: resolution.keyAt(own) });
      return valuesOf(value, own).map(({ one, place }): ExpectedMetric => {
        reportUnknownLabels(resolution, { metric, labels: one.labels ?? {}, path: [...place, 'labels'] });
        const range = rangeOf(resolution, one, place);
        return { controller, metric, labels: one.labels ?? {}, value: range, at: resolution.keyAt(own) };
      });
    });
  });
}

/** A number stands for a value without labels; a list keeps the place of each of its items. */
function valuesOf(
  written: Written,
  path: TreePath,
): readonly { readonly one: WrittenValue; readonly place: TreePath }[] {
  if (typeof written === 'number') return [{ one: { value: written }, place: path }];
  if (!Array.isArray(written)) return [{ one: written, place: path }];
  return written.map((one, index) => ({ one, place: [...path, index] }));
}

function reportUnknownLabels(
  resolution: Resolution,
  { metric, labels, path }: { readonly metric: string; readonly labels: object; readonly path: TreePath },
): void {
  const known = labelsByMetric[metric];
  if (known === undefined) return;
  for (const label of Object.keys(labels)) {
    resolution.refer({ kind: 'metric-label', found: label, known, at: resolution.keyAt([...path, label]) });
  }
}

/** Without a number: at least 1. */
function rangeOf(resolution: Resolution, written: WrittenValue, path: TreePath): CountRange {
  const { value, 'at-least': atLeast, 'at-most': atMost } = written;
  if (value !== undefined) {
    if (atLeast !== undefined || atMost !== undefined) {
      const keys = ['value', 'at-least', 'at-most'];
      resolution.report({ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', at: resolution.keyAt([...path, 'value']), keys });
    }
    return { atLeast: value, atMost: value };
  }
  return atLeast === undefined && atMost === undefined
    ? { atLeast: 1, atMost: null }
    : { atLeast: atLeast ?? 0, atMost: atMost ?? null };
}
