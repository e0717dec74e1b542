import type { MetricFact, MetricSample } from '../../externaldns/controller-metrics.ts';
import type { Event } from '../../kernel/action.ts';
import type { Finding } from '../../properties/finding.ts';
import type { TimedEvent } from '../../properties/invariant.ts';
import type { ExpectedMetric } from '../expectation.ts';
import type { Moment } from './moment.ts';

/** `metrics`: what somebody who scrapes a controller would see, summed over all labels that are not given. */
export function checkMetrics(expected: readonly ExpectedMetric[], { events }: Moment): readonly Finding[] {
  return expected.flatMap(({ controller, metric, labels, value: { atLeast, atMost } }): readonly Finding[] => {
    const found = samplesOf(events, controller, metric)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
    const isRight = found >= atLeast && (atMost === null || found <= atMost);
    return isRight ? [] : [{ code: 'METRIC_DIFFERS', controller, metric, labels, atLeast, atMost, found }];
  });
}

/** Of a gauge its last samples, of a counter the sum of its steps, in the process that runs now or ran last. */
function samplesOf(events: readonly TimedEvent[], controller: string, metric: string): readonly MetricSample[] {
  let count = 0;
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const { event } = events[index] as TimedEvent;
    if (event.actor !== controller) continue;
    if (event.type === 'process.started') break;
    if (!isMetric(event) || event.name !== metric) continue;
    if ('samples' in event) return event.samples;
    count += event.increment;
  }
  return [{ labels: {}, value: count }];
}

function isMetric(event: Event): event is MetricFact {
  return event.type === 'metric';
}
