import type { Action } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { Environment } from '../../kura/environment.ts';
import type { PlaneOrder } from '../../kura/plane-order.ts';
import type { KuraStep } from '../kura-setup.ts';
import { operator } from './operator-actions.ts';

/** What an operator or user does to an environment of the product. */
export function productAction(id: string, environment: Environment, step: KuraStep): Action {
  const { reads, writes, run } = environment.step(orderOf(step));
  return { id, actor: operator, kind: 'rollout', reads, writes, run };
}

function orderOf(step: KuraStep): PlaneOrder {
  switch (step.verb) {
    case 'deploy': {
      const { verb, release, migrate, pods } = step;
      return { verb, release, migrate, ...(pods === null ? {} : { podCount: pods.length }) };
    }
    case 'migrate':
      return { verb: 'migrate', release: step.release };
    case 'insert-endpoint':
      return { verb: 'insert-endpoint', ...step.row, technology: technologyOf(step.row.technology) };
    case 'create-account':
    case 'rename':
    case 'delete-account':
    case 'create-server':
    case 'destroy-server':
    case 'set-regions':
    case 'set-image':
    case 'set-deploy-env':
    case 'delete-endpoint': {
      const { environment: _, ...order } = step;
      return order;
    }
  }
  return assert(false, 'every step of the product is an order') ?? step;
}

function technologyOf(word: 'default' | 'kura' | 'kura-self-hosted-peer') {
  return word === 'kura-self-hosted-peer' ? 'selfHostedPeer' : word;
}
