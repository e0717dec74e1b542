import { parseAllDocuments } from 'yaml';
import type { Scenario } from '../../scenario/scenario.ts';
import { ownSteps, type Written, writtenIn } from '../rollout/saved-scenario.ts';

/**
 * A scenario's own text as a plain document for one variant, with nothing in it but what an exploration looks at: no
 * variants, no expectations, no steps of other variants; manifests written as one text are objects.
 */
export function writtenDocument(scenario: Scenario): Written {
  const written = writtenIn(scenario);
  const { variants: _variants, expect: _expect, steps: _steps, rollout, clusters, ...rest } = written;
  const steps = ownSteps(written, scenario.variant).filter(({ expect }) => expect === undefined);
  const isWritten = written.steps !== undefined;
  return {
    ...rest,
    ...(clusters === undefined ? {} : { clusters: mapValues(clusters as Written, withObjects) }),
    ...(isWritten && steps.length > 0 ? { steps: steps.map(inVerb) } : {}),
    ...(rollout === undefined ? {} : { rollout: mapValues(ownRollout(rollout as Written, scenario), inVerb) }),
  };
}

/** The steps of the rollout that this variant has. */
function ownRollout(rollout: Written, { variant }: Scenario): Written {
  const own = Object.entries(rollout).flatMap(([name, step]) => {
    const { only, ...rest } = step as Written;
    const isHere = only === undefined || (variant !== undefined && (only as readonly unknown[]).includes(variant));
    return isHere ? [[name, rest] as const] : [];
  });
  return Object.fromEntries(own);
}

function inVerb(step: Written): Written {
  return step.apply === undefined ? step : { ...step, apply: withObjects(step.apply as Written) };
}

/** The same, with each object of the manifests an item of a list. */
function withObjects(holder: Written): Written {
  const { manifests } = holder;
  if (manifests === undefined) return holder;
  const written = Array.isArray(manifests) ? manifests : [manifests];
  return { ...holder, manifests: written.flatMap(objectsOf) };
}

/** The objects of a text of several lines; what names a file, or is an object already, stays as it is. */
function objectsOf(manifest: unknown): readonly unknown[] {
  if (typeof manifest !== 'string' || !manifest.includes('\n')) return [manifest];
  const documents = parseAllDocuments(manifest);
  if ('empty' in documents || documents.some(({ errors }) => errors.length > 0)) return [manifest];
  return documents.map((document) => document.toJS() as unknown).filter((value) => value !== null);
}

function mapValues(map: Written, change: (value: Written) => Written): Written {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value as Written)]));
}
