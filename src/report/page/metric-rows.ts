import type { MetricFact, MetricSample } from '../../externaldns/controller-metrics.ts';
import type { Event } from '../../kernel/action.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { MetricRow } from './page-data.ts';

/** What each process shows under `/metrics`, while its events are told: gauges as they are, counters summed up. */
export class MetricRows {
  readonly #byProcess = new Map<string, Map<string, readonly MetricSample[]>>();

  /** Takes what a step brought; whether it told of metrics, or of a process that shows none yet. */
  tell(events: readonly Event[]): boolean {
    let isTold = false;
    for (const event of events) {
      if (event.type === 'process.started') isTold = this.#byProcess.delete(event.actor) || isTold;
      if (!isMetric(event)) continue;
      isTold = true;
      const shown = this.#byProcess.get(event.actor) ?? new Map<string, readonly MetricSample[]>();
      this.#byProcess.set(event.actor, shown);
      const [{ value: count } = { value: 0 }] = shown.get(event.name) ?? [];
      shown.set(event.name, 'samples' in event ? event.samples : [{ labels: {}, value: count + event.increment }]);
    }
    return isTold;
  }

  rows(): readonly MetricRow[] {
    return [...this.#byProcess].flatMap(([controller, shown]) =>
      [...shown].flatMap(([metric, samples]) =>
        samples.map(({ labels, value }) => ({ controller, metric, labels: labelsText(labels), value })),
      ),
    );
  }
}

/** `domain="example.org",owner="east"`, as Prometheus writes them, in the order of their names. */
function labelsText(labels: MetricSample['labels']): string {
  return Object.entries(labels)
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}

function isMetric(event: Event): event is MetricFact {
  return event.type === 'metric';
}
