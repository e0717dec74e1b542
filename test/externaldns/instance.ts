import type { Configuration } from '../../src/externaldns/configuration.ts';
import { endpointKey } from '../../src/externaldns/endpoint/endpoint-text.ts';
import type { Changes, Endpoint, LogLine } from '../../src/externaldns/endpoint.ts';
import { defaultConfiguration } from '../../src/externaldns/flags/default-configuration.ts';
import { calculatePlan, type Plan } from '../../src/externaldns/plan/plan.ts';
import { applyChanges, readRecords, registryOwnerId } from '../../src/externaldns/registry/registry.ts';
import { emptyRegistryState, type RegistryState } from '../../src/externaldns/registry/registry-state.ts';

/** `foo.example.org A 192.0.2.1 192.0.2.2` as an endpoint. */
export function endpoint(text: string, parts: Partial<Endpoint> = {}): Endpoint {
  const [dnsName = '', recordType = '', ...targets] = text.split(' ');
  const bare = { setIdentifier: '', recordTTL: 0, labels: {}, providerSpecific: null };
  return { dnsName, recordType, targets, ...bare, ...parts };
}

/** An endpoint with this owner, as a registry lists it. */
export function ownedBy(owner: string, text: string, parts: Partial<Endpoint> = {}): Endpoint {
  return endpoint(text, { ...parts, labels: { ...parts.labels, owner } });
}

/** An ownership TXT record as a zone holds it. */
export function heritage(dnsName: string, owner: string, parts: Partial<Endpoint> = {}): Endpoint {
  const targets = [`"heritage=external-dns,external-dns/owner=${owner}"`];
  return endpoint(`${dnsName} TXT`, { targets, ...parts });
}

/** Defaults, policy sync, owner `east`, everything logged. */
export function configured(parts: Partial<Configuration> = {}): Configuration {
  return { ...defaultConfiguration, txtOwnerId: 'east', logLevel: 'debug', ...parts };
}

/** What changes, one line each: `create foo.example.org A 192.0.2.1`. Set identifiers stand in brackets. */
export function summary(changes: Changes): readonly string[] {
  const line = ({ dnsName, recordType, setIdentifier, targets }: Endpoint) =>
    [`${dnsName} ${recordType}`, ...(setIdentifier === '' ? [] : [`[${setIdentifier}]`]), targets.join(' ')].join(' ');
  return [
    ...changes.create.map((created) => `create ${line(created)}`),
    ...changes.updateNew.map((updated, index) => {
      const before = changes.updateOld[index]?.targets.join(' ');
      return `update ${line(updated)} (was ${before})`;
    }),
    ...changes.delete.map((deleted) => `delete ${line(deleted)}`),
  ];
}

export function messages(log: readonly LogLine[], level?: LogLine['level']): readonly string[] {
  return log.filter((line) => level === undefined || line.level === level).map(({ message }) => message);
}

/** What one run of an instance's loop came to. */
export interface Run {
  readonly zone: readonly Endpoint[];
  readonly state: RegistryState;
  readonly plan: Plan;
  /** What the provider was asked for, one line each; empty if it was not asked. */
  readonly asked: readonly string[];
  readonly log: readonly LogLine[];
}

/**
 * Runs an instance's loop once against a provider that overwrites what exists, deletes only what it finds, and keeps
 * names as they are spelled and no labels.
 */
export function reconcile(
  zone: readonly Endpoint[],
  desired: readonly Endpoint[],
  configuration: Configuration,
  state: RegistryState = emptyRegistryState,
): Run {
  const listed = readRecords({ configuration, state, listed: zone });
  const plan = calculatePlan({
    ...configuration,
    current: listed.endpoints,
    desired,
    domainFilters: [],
    ownerId: registryOwnerId(configuration),
    oldOwnerId: configuration.migrateFromTxtOwner,
    missingTxts: listed.state.missingTxts,
  });
  const log = [...listed.log, ...plan.log];
  if (!plan.hasChanges) return { zone, state: listed.state, plan, asked: [], log };
  const applied = applyChanges({ configuration, state: listed.state, changes: plan.changes });
  return {
    zone: stored(zone, applied.changes),
    state: applied.state,
    plan,
    asked: summary(applied.changes),
    log: [...log, ...applied.log],
  };
}

/** The zone after a provider did what it was asked. */
export function stored(zone: readonly Endpoint[], changes: Changes): readonly Endpoint[] {
  const records = new Map(zone.map((record) => [endpointKey(record), record]));
  for (const deleted of changes.delete) {
    const found = records.get(endpointKey(deleted));
    if (found?.targets.join() === deleted.targets.join()) records.delete(endpointKey(deleted));
  }
  for (const record of [...changes.updateNew, ...changes.create]) {
    records.set(endpointKey(record), { ...record, labels: {}, providerSpecific: null });
  }
  return [...records.values()];
}

/** A zone in words, one record each, in order: `a-foo.example.org TXT east` for ownership records. */
export function contents(zone: readonly Endpoint[]): readonly string[] {
  return zone
    .map(({ dnsName, recordType, targets }) => {
      const owner = /external-dns\/owner=([^",]*)/.exec(targets[0] ?? '')?.[1];
      return `${dnsName} ${recordType} ${owner ?? targets.join(' ')}`;
    })
    .sort();
}
