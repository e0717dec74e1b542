/**
 * An endpoint: what a source wants, what a registry lists, what a plan changes.
 *
 * Mirrors endpoint/endpoint.go:Endpoint of external-dns v0.22.0. Never changed in place: where external-dns mutates,
 * dibs returns a new endpoint.
 */
export interface Endpoint {
  /** Normally without the final dot; DNSEndpoint objects may carry one, and upper-case letters. */
  readonly dnsName: string;
  readonly targets: readonly string[];
  readonly recordType: string;
  /** Empty where there is none. Part of every key. */
  readonly setIdentifier: string;
  /** Seconds; above 0 means configured. */
  readonly recordTTL: number;
  readonly labels: Labels;
  /** `null` is Go's nil and differs from an empty list where external-dns compares deeply (plan.go:HasChanges). */
  readonly providerSpecific: readonly ProviderProperty[] | null;
}

/** Ownership metadata. Known keys: owner, resource, ownedRecord, aws-sd-description, txt-encryption-nonce. */
export type Labels = Readonly<Record<string, string>>;

export interface ProviderProperty {
  readonly name: string;
  readonly value: string;
}

/** What a plan asks of a provider. `updateOld[i]` is replaced by `updateNew[i]` (plan/plan.go:Changes). */
export interface Changes {
  readonly create: readonly Endpoint[];
  readonly updateOld: readonly Endpoint[];
  readonly updateNew: readonly Endpoint[];
  readonly delete: readonly Endpoint[];
}

/** A line of a controller's log, in external-dns's own words (logrus levels). */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warning' | 'error' | 'fatal';
  readonly message: string;
  /** logrus fields, printed as ` key=value` behind the message, in this order. */
  readonly fields?: Readonly<Record<string, string | number>>;
}
