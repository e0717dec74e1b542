import { assert } from '../../kernel/assert.ts';
import type { Finding } from '../../properties/finding.ts';
import type { ExpectationForm } from '../expectation.ts';
import { checkAnswers, checkUp } from './check-answers.ts';
import { checkCalls, checkLog, checkServed } from './check-events.ts';
import { heldInvariants, violatedInvariants } from './check-invariants.ts';
import { checkMetrics } from './check-metrics.ts';
import { checkObjects } from './check-objects.ts';
import { checkEndpoints, checkServers } from './check-product.ts';
import { checkOwners, checkRecords, checkZone } from './check-records.ts';
import type { Moment } from './moment.ts';

/** Why an expectation does not hold at a moment; empty if it does. Its timing is the caller's matter. */
export function checkExpectation(expectation: ExpectationForm, moment: Moment): readonly Finding[] {
  switch (expectation.form) {
    case 'records':
      return checkRecords(expectation.records, moment);
    case 'owners':
      return checkOwners(expectation.owners, moment);
    case 'zone':
      return checkZone(expectation, moment);
    case 'dig':
      return checkAnswers(expectation, moment);
    case 'up':
      return checkUp(expectation, moment);
    case 'log':
      return checkLog(expectation, moment);
    case 'served':
      return checkServed(expectation.clients, moment);
    case 'calls':
      return checkCalls(expectation.calls, moment);
    case 'metrics':
      return checkMetrics(expectation.metrics, moment);
    case 'endpoints':
      return checkEndpoints(expectation.lists, moment);
    case 'servers':
      return checkServers(expectation.servers, moment);
    case 'objects':
      return checkObjects(expectation.objects, moment);
    case 'holds':
      return violatedInvariants(expectation.invariants, moment);
    case 'violates':
      return heldInvariants(expectation.invariants, moment);
    case 'settled':
      return checkSettled(expectation.settled, moment);
  }
  return assert(false, 'every form of expectation is checked') ?? [];
}

function checkSettled(settled: boolean, { isSettled, lastChange }: Moment): readonly Finding[] {
  if (settled === isSettled) return [];
  if (isSettled) return [{ code: 'SETTLED' }];
  return [{ code: 'NOT_SETTLED', changed: lastChange.component, lastChangeMs: lastChange.atMs }];
}
