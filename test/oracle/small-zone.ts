import type { Changes, Endpoint } from '../../src/externaldns/endpoint.ts';
import { canonicalJson } from '../../src/kernel/json.ts';

/**
 * The zone of registry and controller cases and the provider in front of it: the twin of go/decisions/small_provider.go.
 *
 * Record sets under (name, type, set identifier), listed in that order by octet. Writing overwrites, deleting what is
 * not there is no error. The registry's own properties are not kept, and labels only if it is told to keep them.
 */
export class SmallZone {
  readonly #stored = new Map<string, Endpoint>();

  readonly #keepsLabels: boolean;

  constructor(stored: readonly Endpoint[], keepsLabels: boolean) {
    this.#keepsLabels = keepsLabels;
    for (const endpoint of stored) this.#put(endpoint);
  }

  list(): readonly Endpoint[] {
    return [...this.#stored.values()].sort(
      (left, right) =>
        byOctet(left.dnsName, right.dnsName) ||
        byOctet(left.recordType, right.recordType) ||
        byOctet(left.setIdentifier, right.setIdentifier),
    );
  }

  /** Applies changes in an order of its own. With a failure, stops after so many operations and fails in any case. */
  apply(changes: Changes, failure: Failure | null): Severity {
    const operations = [
      ...inOrder(changes.delete).map((endpoint) => () => this.#stored.delete(keyOf(endpoint))),
      ...inOrder(changes.updateOld).map((endpoint) => () => this.#stored.delete(keyOf(endpoint))),
      ...inOrder(changes.updateNew).map((endpoint) => () => this.#put(endpoint)),
      ...inOrder(changes.create).map((endpoint) => () => this.#put(endpoint)),
    ];
    for (const operation of operations.slice(0, failure?.after ?? operations.length)) operation();
    return severityOf(failure);
  }

  #put(endpoint: Endpoint): void {
    const kept = endpoint.providerSpecific?.filter(({ name }) => !name.startsWith('txt/')) ?? null;
    this.#stored.set(keyOf(endpoint), {
      ...endpoint,
      labels: this.#keepsLabels ? endpoint.labels : {},
      providerSpecific: kept,
    });
  }
}

/** What makes a provider's call fail: after so many operations, softly or not. */
export interface Failure {
  readonly after: number;
  readonly soft: boolean;
}

/** How a call ended; empty: well. */
export type Severity = '' | 'soft' | 'hard';

export function severityOf(failure: Failure | null): Severity {
  return failure === null ? '' : failure.soft ? 'soft' : 'hard';
}

function keyOf({ dnsName, recordType, setIdentifier }: Endpoint): string {
  return [dnsName, recordType, setIdentifier].join('\u0000');
}

/** The order of go/exchange/order.go for endpoints: that of their JSON with members as the judge writes them. */
function inOrder(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints
    .map((endpoint) => ({ endpoint, text: judgeJson(endpoint) }))
    .sort((left, right) => byOctet(left.text, right.text))
    .map(({ endpoint }) => endpoint);
}

function judgeJson(endpoint: Endpoint): string {
  const { dnsName, targets, recordType, setIdentifier, recordTTL, labels, providerSpecific } = endpoint;
  const properties = providerSpecific?.map(({ name, value }) => ({ name, value })) ?? null;
  const members = { dnsName, targets, recordType, setIdentifier, recordTTL };
  return `${JSON.stringify(members).slice(0, -1)},"labels":${canonicalJson(labels)},"providerSpecific":${JSON.stringify(properties)}}`;
}

function byOctet(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
