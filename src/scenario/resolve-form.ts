import type { CountRange, ExpectationForm, ExpectedInvariant } from './expectation.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import { resolveDig, resolveOwners, resolveRecords, resolveZone } from './resolve-dns-form.ts';
import { resolveEndpoints, resolveServers } from './resolve-kura-form.ts';
import { resolveMetrics } from './resolve-metrics-form.ts';
import { resolveObjects } from './resolve-objects-form.ts';
import { formKeyOf, type WrittenExpectation } from './written-expectation.ts';

/** What an expectation expects; nothing where a mistake leaves nothing to expect. */
export function resolveForm(
  resolution: Resolution,
  written: WrittenExpectation,
  own: TreePath,
): ExpectationForm | undefined {
  const key = formKeyOf(written);
  const path = [...own, key];
  const { records, owners, zone, dig, log, served, endpoints, servers, objects, up, calls } = written;
  const { metrics, holds, violates } = written;
  if (records !== undefined) return { form: 'records', records: resolveRecords(resolution, records, path) };
  if (owners !== undefined) return { form: 'owners', owners: resolveOwners(resolution, owners, path) };
  if (zone !== undefined) return resolveZone(resolution, zone, path);
  if (dig !== undefined) {
    return {
      form: 'dig',
      resolver: resolverOf(resolution, written.resolver, [...own, 'resolver']),
      questions: resolveDig(resolution, dig, path),
    };
  }
  if (log !== undefined) return logForm(resolution, log, path);
  if (served !== undefined) return servedForm(resolution, served, path);
  if (endpoints !== undefined) return { form: 'endpoints', lists: resolveEndpoints(resolution, endpoints, path) };
  if (servers !== undefined) return { form: 'servers', servers: resolveServers(resolution, servers, path) };
  if (objects !== undefined) return { form: 'objects', objects: resolveObjects(resolution, objects, path) };
  if (up !== undefined) return upForm(resolution, up, path);
  if (calls !== undefined) return callsForm(resolution, calls, path);
  if (metrics !== undefined) return { form: 'metrics', metrics: resolveMetrics(resolution, metrics, path) };
  const forMs = written.for;
  if (holds !== undefined) return { form: 'holds', invariants: invariantsOf(resolution, holds, { path, forMs }) };
  if (violates !== undefined)
    return { form: 'violates', invariants: invariantsOf(resolution, violates, { path, forMs }) };
  return written.settled === undefined ? undefined : { form: 'settled', settled: written.settled };
}

/** A resolver by name; without a name the authoritative servers, which are nobody's cache. */
export function resolverOf(resolution: Resolution, found: string | undefined, path: TreePath): string | null {
  if (found === undefined) return null;
  resolution.refer({ kind: 'resolver', found, known: resolution.names.resolvers, at: resolution.at(path) });
  return found;
}

interface WrittenCount {
  readonly count?: number | 'none' | undefined;
  readonly 'at-least'?: number | undefined;
  readonly 'at-most'?: number | undefined;
}

function countRange(resolution: Resolution, written: WrittenCount, path: TreePath): CountRange {
  const { count, 'at-least': atLeast, 'at-most': atMost } = written;
  if (count !== undefined) {
    if (atLeast !== undefined || atMost !== undefined) {
      const keys = ['count', 'at-least', 'at-most'];
      resolution.report({ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', at: resolution.keyAt([...path, 'count']), keys });
    }
    const exact = count === 'none' ? 0 : count;
    return { atLeast: exact, atMost: exact };
  }
  if (atLeast === undefined && atMost === undefined) return { atLeast: 1, atMost: null };
  return { atLeast: atLeast ?? 0, atMost: atMost ?? null };
}

function logForm(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['log']>,
  path: TreePath,
): ExpectationForm {
  const { actor, contains = '', level = null } = written;
  const known = [...resolution.names.controllers, ...resolution.names.environments];
  resolution.refer({ kind: 'actor', found: actor, known, at: resolution.at([...path, 'actor']) });
  return { form: 'log', actor, contains, level, count: countRange(resolution, written, path) };
}

function servedForm(
  resolution: Resolution,
  written: Readonly<Record<string, string>>,
  path: TreePath,
): ExpectationForm {
  const { names } = resolution;
  const servers = [...names.clusters, ...names.environments, 'fallback', 'nobody'];
  const clients = Object.entries(written).map(([client, by]) => {
    const own = [...path, client];
    resolution.refer({ kind: 'client', found: client, known: names.clients, at: resolution.keyAt(own) });
    resolution.refer({ kind: 'server-of-clients', found: by, known: servers, at: resolution.at(own) });
    return { client, by };
  });
  return { form: 'served', clients };
}

function upForm(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['up']>,
  path: TreePath,
): ExpectationForm {
  const { url, answer = 200, by } = written;
  if (by !== undefined) {
    resolution.refer({
      kind: 'cluster',
      found: by,
      known: resolution.names.clusters,
      at: resolution.at([...path, 'by']),
    });
  }
  const resolver = resolverOf(resolution, written.resolver, [...path, 'resolver']);
  return { form: 'up', url, resolver, answer, by: by ?? null };
}

function callsForm(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['calls']>,
  path: TreePath,
): ExpectationForm {
  const calls = Object.entries(written).map(([controller, call]) => {
    const own = [...path, controller];
    const at = resolution.keyAt(own);
    resolution.refer({ kind: 'controller', found: controller, known: resolution.names.controllers, at });
    return { controller, operation: call.operation ?? null, count: countRange(resolution, call, own), at };
  });
  return { form: 'calls', calls };
}

type WrittenInvariant = NonNullable<WrittenExpectation['holds']>[number];

function invariantsOf(
  resolution: Resolution,
  written: readonly WrittenInvariant[],
  { path, forMs }: { readonly path: TreePath; readonly forMs: number | undefined },
): readonly ExpectedInvariant[] {
  return written.flatMap((one, index) => {
    const named = typeof one === 'string' ? { [one]: {} } : one;
    return Object.entries(named).map(([invariant, options]) => {
      const at =
        typeof one === 'string' ? resolution.at([...path, index]) : resolution.keyAt([...path, index, invariant]);
      resolution.refer({ kind: 'invariant', found: invariant, known: resolution.invariants, at });
      const duration = ('for' in options ? options.for : undefined) ?? forMs;
      return { invariant, at, ...(duration === undefined ? {} : { forMs: duration }) };
    });
  });
}
