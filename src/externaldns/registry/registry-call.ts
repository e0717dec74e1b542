import type { Changes, Endpoint, Labels } from '../endpoint.ts';

/** A step that a registry takes beside the DNS host's calls, as plain JSON: what a controller has still to do. */
export type RegistryCall =
  /** Up to 25 statements, each of which succeeds or fails by itself. */
  | { readonly kind: 'table'; readonly table: string; readonly statements: readonly TableStatement[] }
  /** One DNSRecord object. */
  | { readonly kind: 'object'; readonly operation: ObjectOperation; readonly endpoint: Endpoint; readonly key: string }
  /** The provider's turn: its calls are worked out now, from what is left of the changes. */
  | { readonly kind: 'apply'; readonly changes: Changes };

/** A statement of PartiQL on an ownership table; `key` is the row's. */
export type TableStatement =
  | { readonly operation: 'INSERT' | 'UPDATE'; readonly key: string; readonly labels: Labels }
  | { readonly operation: 'DELETE'; readonly key: string };

/**
 * `accept` creates the object, or gives the one that is there the endpoint, and marks it as accepted; `update` does the
 * latter only, if it is there. `programmed` marks it as done, `delete` removes it.
 */
export type ObjectOperation = 'accept' | 'update' | 'programmed' | 'delete';
