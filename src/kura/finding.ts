import { DEPLOYMENT_STATUS, SERVER_STATUS } from './tables.ts';

/** Why a tick looks at a server: it is being destroyed, a deployment of it is open, or neither. */
export type DecisionPath = 'destroying' | 'deploying' | 'projecting';

/** What the provisioner says about the live instance: the image it runs (`null`: none yet), or that it has none. */
export type Observation =
  | { readonly seen: 'image'; readonly image: string | null }
  | { readonly seen: 'not-found' }
  | { readonly seen: 'error' };

/** All that a decision rests on. */
export interface DecisionFacts {
  readonly serverStatus: number;
  /** The image of the open deployment or, without one, of the latest; `null` if there never was a deployment. */
  readonly image: string | null;
  readonly deploymentStatus: number | null;
  readonly observation: Observation;
  /** The live object's revision against the one that the release wants. */
  readonly revision: 'wanted' | 'other' | 'unreadable';
  /** Status active, and both recorded images are the wanted one. */
  readonly isConverged: boolean;
  /** The recorded URL is the rendered one, or the release does not ask. */
  readonly isUrlInSync: boolean;
}

/** The row of the decision tables that applies. */
export type Finding =
  /** The server is destroying or destroyed although a deployment of it is open. */
  | 'gone'
  | 'never-deployed'
  /** The wanted image, under the wanted revision where that counts. */
  | 'wanted'
  | 'stale-revision'
  | 'unreadable-revision'
  /** Another image, or none yet. */
  | 'other-image'
  /** No instance, or a region that the catalogue does not know: the two look the same. */
  | 'not-found'
  | 'unreachable';

/** Finds the row of the decision tables for a server. */
export function findingOf(path: DecisionPath, facts: DecisionFacts): Finding {
  if (path === 'deploying' && isLeaving(facts.serverStatus)) return 'gone';
  if (path === 'projecting' && facts.image === null) return 'never-deployed';
  switch (facts.observation.seen) {
    case 'not-found':
      return 'not-found';
    case 'error':
      return 'unreachable';
    case 'image':
      if (facts.observation.image !== facts.image) return 'other-image';
      if (path !== 'projecting' || facts.revision === 'wanted') return 'wanted';
      return facts.revision === 'other' ? 'stale-revision' : 'unreadable-revision';
  }
}

/** What the rest of the decision needs beside the finding. */
export interface DecisionMemory {
  /** Whether the converge rule finds something to do. */
  readonly needsActivation: boolean;
  readonly hasSucceeded: boolean;
  readonly hasFailed: boolean;
}

/** The part of the facts that a decision remembers. */
export function decisionMemory(facts: DecisionFacts): DecisionMemory {
  return {
    needsActivation: !(facts.isConverged && facts.isUrlInSync),
    hasSucceeded: facts.deploymentStatus === DEPLOYMENT_STATUS.succeeded,
    hasFailed: facts.deploymentStatus === DEPLOYMENT_STATUS.failed,
  };
}

function isLeaving(status: number): boolean {
  return status === SERVER_STATUS.destroying || status === SERVER_STATUS.destroyed;
}
