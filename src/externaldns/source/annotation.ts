import { withoutFinalDot } from '../endpoint/new-endpoint.ts';
import { quote } from '../endpoint/quote.ts';
import type { Log } from '../log.ts';
import { readGoDuration } from './go-duration.ts';

/**
 * The annotations with which an object tells external-dns what it wants.
 *
 * *Source:* source/annotations/annotations.go, processors.go.
 */
export type Annotations = Readonly<Record<string, string>>;

/** The value of the annotation of that name under the prefix, which ends in a slash; `undefined` if it is absent. */
export function annotationOf(annotations: Annotations, prefix: string, name: string): string | undefined {
  const key = prefix + name;
  return Object.hasOwn(annotations, key) ? annotations[key] : undefined;
}

/** Whether an object is meant for external-dns: no `controller` annotation, or `dns-controller` (IsControllerMatch). */
export function isForDnsController(annotations: Annotations, prefix: string): boolean {
  return (annotationOf(annotations, prefix, 'controller') ?? 'dns-controller') === 'dns-controller';
}

/** The names of `hostname` (or `internal-hostname`). Empty pieces are kept: an empty annotation is one empty name. */
export function hostnamesOf(
  annotations: Annotations,
  prefix: string,
  name: 'hostname' | 'internal-hostname' = 'hostname',
): readonly string[] {
  const value = annotationOf(annotations, prefix, name);
  return value === undefined ? [] : splitHostnames(value);
}

/** The targets of `target`, each less one final dot; none if it is absent or empty (TargetsFromTargetAnnotation). */
export function targetsOf(annotations: Annotations, prefix: string): readonly string[] {
  const value = annotationOf(annotations, prefix, 'target') ?? '';
  return value === '' ? [] : splitHostnames(value).map(withoutFinalDot);
}

/** Seconds of `ttl`, 0 if it is absent or, with a warning, if it is no duration or out of range (TTLFromAnnotations). */
export function ttlOf(
  annotations: Annotations,
  about: { readonly prefix: string; readonly resource: string },
  log: Log,
): number {
  const value = annotationOf(annotations, about.prefix, 'ttl');
  if (value === undefined) return 0;
  const seconds = readTTL(value);
  if ('problem' in seconds) {
    log.warning(`${about.resource}: ${quote(value)} is not a valid TTL value: ${seconds.problem}`);
    return 0;
  }
  if (seconds.value < 1n || seconds.value > ttlMax) {
    log.warning(`TTL value ${seconds.value} must be between [1, ${ttlMax}]`);
    return 0;
  }
  return Number(seconds.value);
}

const ttlMax = 2_147_483_647n;
const int64Max = 9_223_372_036_854_775_807n;

/** A Go duration, less its fraction of a second; else a whole number of seconds. */
function readTTL(text: string): { readonly value: bigint } | { readonly problem: string } {
  const duration = readGoDuration(text);
  if ('nanoseconds' in duration) return { value: duration.nanoseconds / 1_000_000_000n };
  if (!/^[-+]?\d+$/.test(text)) return duration;
  const value = BigInt(text.replace('+', ''));
  return value > int64Max || value < -int64Max - 1n ? duration : { value };
}

/** All blanks gone, then split at commas (SplitHostnameAnnotation). */
function splitHostnames(value: string): readonly string[] {
  return value.replaceAll(' ', '').trim().split(',');
}
