import type { FlagLife } from './flag-history.ts';

/** Where a flag was given: its element of the list, or its environment variable; neither if it was not given. */
export interface FlagPlace {
  /** From 0. For `--flag value` in two elements, that of the flag. */
  readonly index: number | null;
  /** `EXTERNAL_DNS_TXT_OWNER_ID`. */
  readonly variable: string | null;
}

/** What a flag's value has to be. */
export type FlagValueKind = 'boolean' | 'duration' | 'key-value' | 'one-of' | 'regular-expression' | 'whole-number';

/**
 * A mistake in a process's flags: external-dns would refuse to start, or would do what is not modelled. `flag`
 * is always the name without dashes.
 */
export type FlagProblem = FlagPlace &
  (
    | { readonly code: 'FLAG_UNKNOWN'; readonly flag: string; readonly nearest: string }
    /** A flag of other releases: it came with `since` or was gone with `until`, where these are not null. */
    | ({ readonly code: 'FLAG_NOT_IN_VERSION'; readonly flag: string; readonly version: string } & FlagLife)
    /** `--interval` at the end of the list or before another flag. Also a value with a leading hyphen behind a blank. */
    | { readonly code: 'FLAG_WITHOUT_VALUE'; readonly flag: string }
    /** `--events=true`: booleans are written `--events` or `--no-events`. */
    | { readonly code: 'FLAG_WITH_VALUE'; readonly flag: string; readonly value: string }
    | { readonly code: 'FLAG_REPEATED'; readonly flag: string }
    | {
        readonly code: 'FLAG_VALUE_INVALID';
        readonly flag: string;
        readonly value: string;
        readonly expected: FlagValueKind;
        /** The values of `one-of`; empty otherwise. */
        readonly options: readonly string[];
      }
    /** Something that is no flag: external-dns takes no other arguments. */
    | { readonly code: 'FLAG_ARGUMENT_UNEXPECTED'; readonly argument: string }
    /** `@file`: arguments would be read from the container's file system. */
    | { readonly code: 'FLAG_ARGUMENTS_IN_FILE'; readonly argument: string }
    | { readonly code: 'FLAG_MISSING'; readonly flag: string; readonly options: readonly string[] }
    | { readonly code: 'FLAG_EMPTY'; readonly flag: string }
    /** Accepted by external-dns, but what it does is not modelled. `modelled` are the values that are, if any. */
    | {
        readonly code: 'FLAG_NOT_MODELLED';
        readonly flag: string;
        readonly value: string;
        readonly modelled: readonly string[];
      }
    | { readonly code: 'FLAGS_EXCLUSIVE'; readonly flag: string; readonly other: string }
    | { readonly code: 'FLAG_REQUIRES'; readonly flag: string; readonly required: string }
    /** An `--annotation-prefix` without its final slash, a `--kube-api-qps` of 0. */
    | { readonly code: 'FLAG_VALUE_REFUSED'; readonly flag: string; readonly value: string; readonly rule: FlagRule }
  );

/** The rules that external-dns checks at start-up beyond the form of a value. */
export type FlagRule = 'aes-key' | 'ends-with-slash' | 'greater-than-zero';
