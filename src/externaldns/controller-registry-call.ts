import type { Event } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Component, Reader, Write } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import { componentsOfKind, type KubernetesObject } from '../kubernetes/cluster.ts';
import type { Configuration } from './configuration.ts';
import type { Called } from './controller-called.ts';
import { effectFacts, logFact } from './controller-facts.ts';
import { type ControllerEvent, stepController } from './controller-machine.ts';
import type { ControllerMemory } from './controller-memory.ts';
import { expandQueue, isRegistryCall, type QueuedCall } from './controller-queue.ts';
import { type ControllerPlace, type ControllerSettings, logOf } from './controller-settings.ts';
import { endpointText } from './endpoint/endpoint-text.ts';
import { quote } from './endpoint/quote.ts';
import type { Endpoint } from './endpoint.ts';
import { crdLabels } from './registry/crd-registry.ts';
import { atStage, dnsRecordKind, endpointOfDnsRecord, newDnsRecord, withEndpoint } from './registry/dns-record.ts';
import { withoutRow } from './registry/dynamodb-registry.ts';
import { duplicateItem, executeStatements, type OwnershipTable, rowKey } from './registry/ownership-table.ts';
import { afterFailure } from './registry/registry.ts';
import type { RegistryCall, TableStatement } from './registry/registry-call.ts';

interface Surroundings {
  readonly actor: string;
  readonly reader: Reader;
  readonly place: Pick<ControllerPlace, 'cluster' | 'tables'>;
}

/** What a controller's calls to its registry's own store read and write, whichever of these configurations it has. */
export function registryFootprint(
  { cluster, tables }: Pick<ControllerPlace, 'cluster' | 'tables'>,
  configurations: readonly Configuration[],
): readonly Component[] {
  const components = configurations.flatMap(({ registry, dynamodbTable }) => {
    if (registry === 'crd') return componentsOfKind(cluster, dnsRecordKind);
    return registry === 'dynamodb' ? tableOf(tables, dynamodbTable).rows.components : [];
  });
  return [...new Set(components)];
}

/** The table of that name, which whoever builds the controller must have given it. */
export function tableOf(tables: readonly OwnershipTable[], name: string): OwnershipTable {
  const table = tables.find((each) => each.name === name);
  assert(table !== undefined, `a controller with the registry dynamodb is given its table ${name}`);
  return table;
}

/**
 * The next queued call if it goes to the registry's own store: a batch of statements, or one object. It may be refused
 * without being looked at, which ends the process, or the process may die before or after it.
 *
 * *Source:* registry/dynamodb/registry.go: ApplyChanges, executeStatements; registry/crd/crd.go:ApplyChanges.
 */
export function makeRegistryCall(
  memory: ControllerMemory,
  settings: ControllerSettings,
  surroundings: Surroundings,
): readonly Called[] {
  const [call, ...queued] = memory.calls;
  assert(call !== undefined && isRegistryCall(call) && call.kind !== 'apply', 'the registry has a call to make');
  const done =
    call.kind === 'table'
      ? executeTableCall(call, queued, { memory, settings, ...surroundings })
      : performObjectCall(call, queued, { memory, settings, ...surroundings });
  const message =
    call.kind === 'table'
      ? throttledTable
      : `unable to write DNSRecord ${call.key}: the server is currently unable to handle the request`;
  const failed = failure(memory, settings, message);
  const crashes: Called[] = [{ label: 'crash-before', fault: 'crash', memory: null, writes: [], events: [] }];
  if (done.writes.length > 0) {
    crashes.push({ label: 'crash-after', fault: 'crash', memory: null, writes: done.writes, events: done.facts });
  }
  return [
    { label: 'done', memory: done.memory, writes: done.writes, events: [...done.facts, ...done.reply] },
    {
      label: 'refused',
      fault: 'refused',
      memory: failed.memory,
      writes: [],
      events: effectFacts(surroundings.actor, failed.effects),
    },
    ...crashes,
  ];
}

/** What DynamoDB says when it is overloaded, after the client library's retries. */
export const throttledTable =
  'operation error DynamoDB: BatchExecuteStatement, exceeded maximum number of attempts, 3, ThrottlingException: Rate exceeded';

/** The writes with which a registry notes, on what it had prepared, that the provider failed. */
export function failureWrites(queued: readonly QueuedCall[], { reader, place }: Surroundings): readonly Write[] {
  const { objects } = place.cluster;
  const failed = new Map<string, KubernetesObject>();
  for (const call of queued) {
    if (call.kind !== 'object' || call.operation !== 'programmed') continue;
    const object = objects.get(reader, call.key);
    if (object !== undefined) failed.set(call.key, atStage(object, 'Failed'));
  }
  return failed.size === 0 ? [] : objects.write(reader, failed);
}

interface Done {
  readonly memory: ControllerMemory;
  readonly writes: readonly Write[];
  /** What took place in the store. */
  readonly facts: readonly Event[];
  /** What the process made of it. */
  readonly reply: readonly Event[];
}

type Moment = Surroundings & { readonly memory: ControllerMemory; readonly settings: ControllerSettings };

function executeTableCall(
  call: Extract<RegistryCall, { readonly kind: 'table' }>,
  queued: readonly QueuedCall[],
  { memory, settings, actor, reader, place }: Moment,
): Done {
  const table = tableOf(place.tables, call.table);
  const { results, writes } = executeStatements(table, reader, {
    ownerId: settings.ownerId,
    statements: call.statements,
  });
  const facts = results.map(({ statement, error }) => storeFact(actor, call, { ...statement, error }));
  const log = logOf(settings);
  let { registry } = memory;
  let left = queued;
  for (const { statement, error } of results) {
    if (error === null) {
      log.info(`${statement.operation} dynamodb record ${quote(statement.key)}`);
      continue;
    }
    const dropped =
      statement.operation === 'INSERT' && error === duplicateItem ? wantedBy(left, statement.key) : undefined;
    if (dropped === undefined) {
      const failed = failure(memory, settings, statementError(statement, error));
      const reply = [...log.lines.map((line) => logFact(actor, line)), ...effectFacts(actor, failed.effects)];
      return { memory: failed.memory, writes, facts, reply };
    }
    log.info(`Skipping endpoint ${endpointText(dropped)} because owner does not match`);
    registry = withoutRow(registry, statement.key);
    left = withoutCreate(left, statement.key);
  }
  const step = goOn({ ...memory, registry }, left, { settings, log });
  return {
    ...step,
    writes,
    facts,
    reply: [...log.lines.map((line) => logFact(actor, line)), ...effectFacts(actor, step.effects)],
  };
}

function performObjectCall(
  call: Extract<RegistryCall, { readonly kind: 'object' }>,
  queued: readonly QueuedCall[],
  { memory, settings, actor, reader, place }: Moment,
): Done {
  const { objects, name: cluster } = place.cluster;
  const existing = objects.get(reader, call.key);
  const after = objectAfter(call, existing, settings);
  const isSame = canonicalJson(existing ?? null) === canonicalJson(after ?? null);
  const writes = isSame ? [] : objects.write(reader, new Map([[call.key, after]]));
  const type = after === undefined ? 'kubernetes.object-deleted' : 'kubernetes.object-applied';
  const facts: readonly Event[] = isSame ? [] : [{ type, actor, cluster, object: call.key }];
  const log = logOf(settings);
  const step = goOn(memory, queued, { settings, log });
  return {
    ...step,
    writes,
    facts,
    reply: [...log.lines.map((line) => logFact(actor, line)), ...effectFacts(actor, step.effects)],
  };
}

function objectAfter(
  { operation, endpoint }: Extract<RegistryCall, { readonly kind: 'object' }>,
  existing: KubernetesObject | undefined,
  { configuration, ownerId, provider }: ControllerSettings,
): KubernetesObject | undefined {
  switch (operation) {
    case 'accept': {
      const namespace = configuration.namespace === '' ? 'default' : configuration.namespace;
      // An object that is there keeps its owner, whoever that is.
      const object =
        existing === undefined ? newDnsRecord(endpoint, { namespace, ownerId }) : withEndpoint(existing, endpoint);
      return atStage(object, 'Accepted');
    }
    case 'update':
      return existing === undefined ? undefined : atStage(withEndpoint(existing, endpoint), 'Accepted');
    case 'programmed': {
      if (existing === undefined) return undefined;
      const held = endpointOfDnsRecord(existing);
      const labels = crdLabels(held.labels, { ownerId, keepsLabels: provider.name === 'inmemory' });
      return atStage(withEndpoint(existing, { ...held, labels }), 'Programmed');
    }
    case 'delete':
      return undefined;
  }
}

/** The run goes on with what is left, or ends well. */
function goOn(
  memory: ControllerMemory,
  left: readonly QueuedCall[],
  { settings, log }: { readonly settings: ControllerSettings; readonly log: ReturnType<typeof logOf> },
): ReturnType<typeof stepController> {
  const calls = expandQueue(left, settings, log);
  const answered: ControllerEvent = { type: 'answered', calls, failedZones: memory.failedZones };
  if (calls.length > 0) return stepController(memory, answered);
  return stepController(memory, answered, {
    type: 'finished',
    result: settings.configuration.dryRun ? 'dry-run' : 'changed',
    isOnce: settings.configuration.once,
  });
}

/** Errors of the store are hard. */
function failure(memory: ControllerMemory, settings: ControllerSettings, message: string) {
  const { configuration, softErrorCountMax, rules } = settings;
  return stepController(memory, {
    type: 'failed',
    error: { message, isSoft: false },
    isOnce: configuration.once,
    softErrorCountMax,
    rules,
    registry: afterFailure(configuration, memory.registry),
  });
}

function statementError({ operation, key }: TableStatement, error: string): string {
  if (operation === 'INSERT') return `inserting dynamodb record ${quote(key)}: ${error}`;
  if (operation === 'UPDATE') return `updating dynamodb record ${quote(key)}: ${error}`;
  const [dnsName = '', recordType = '', setIdentifier = ''] = key.split('#');
  return `deleting dynamodb record {${quote(dnsName)} ${quote(recordType)} ${quote(setIdentifier)} "0" ""}: ${error}`;
}

function wantedBy(queued: readonly QueuedCall[], key: string): Endpoint | undefined {
  return queued
    .flatMap((call) => (call.kind === 'apply' ? call.changes.create : []))
    .find((endpoint) => rowKey(endpoint) === key);
}

function withoutCreate(queued: readonly QueuedCall[], key: string): readonly QueuedCall[] {
  return queued.map((call) => {
    if (call.kind !== 'apply') return call;
    return {
      ...call,
      changes: { ...call.changes, create: call.changes.create.filter((each) => rowKey(each) !== key) },
    };
  });
}

function storeFact(
  actor: string,
  { table }: { readonly table: string },
  statement: TableStatement & { readonly error: string | null },
): Event {
  const { operation, key, error } = statement;
  return {
    type: 'table.call',
    actor,
    table,
    operation,
    key,
    result: error === null ? 'ok' : 'refused',
    ...(error === null ? {} : { error }),
  };
}
