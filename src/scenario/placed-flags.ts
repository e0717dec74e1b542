import type { At } from './located.ts';

/** A command line and what its environment adds to it, with the place of every part. */
export interface PlacedFlags {
  readonly args: readonly PlacedFlag[];
  readonly variables: readonly PlacedVariable[];
  /** The release that takes them, where one is given, and its place. */
  readonly version?: { readonly text: string; readonly at: At };
  /** The place of the whole. */
  readonly at: At;
}

export interface PlacedFlag {
  readonly flag: string;
  readonly at: At;
}

/** A variable that external-dns reads a flag from: `EXTERNAL_DNS_TXT_OWNER_ID`. */
export interface PlacedVariable {
  readonly name: string;
  readonly value: string;
  readonly at: At;
}
