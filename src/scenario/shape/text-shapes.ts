import { z } from 'zod';
import { zoneKey } from '../../dns/zone.ts';
import { isIpAddress } from '../address.ts';
import { DURATION_PATTERN, parseDuration } from '../duration.ts';

/*
 * The small texts of the language. Where a shape refuses a text for a reason of its own, the message of the zod issue
 * is the code of the problem (see shape-problems.ts).
 */

/** Any text but the empty one. */
export const text = z.string().min(1);

/** A name that the scenario gives to something: lower-case letters, digits and inner hyphens, as Kubernetes names. */
export const name = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'SCENARIO_BAD_NAME');

/** `cluster` or `cluster/name`. */
export const reference = z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/, 'SCENARIO_BAD_NAME');

/** Milliseconds, from a text with units: `90s`, `1h30m`. */
export const duration = z
  .string('SCENARIO_BAD_DURATION')
  .regex(DURATION_PATTERN, 'SCENARIO_BAD_DURATION')
  .transform((written) => parseDuration(written) ?? 0);

/** Seconds, from a text with units; DNS counts in whole seconds. */
export const timeToLive = z
  .string('SCENARIO_BAD_DURATION')
  .regex(DURATION_PATTERN, 'SCENARIO_BAD_DURATION')
  .refine((written) => (parseDuration(written) ?? 0) % 1000 === 0, 'SCENARIO_BAD_DURATION')
  .transform((written) => (parseDuration(written) ?? 0) / 1000);

/** A DNS name, from here on in lower case and without the final dot. */
export const hostName = z.string().refine(isHostName, 'SCENARIO_BAD_HOST_NAME').transform(zoneKey);

/** An IP address, or the name of a load balancer. */
export const address = z
  .string()
  .refine((written) => isIpAddress(written) || isHostName(written), 'SCENARIO_BAD_ADDRESS')
  .transform((written) => (isIpAddress(written) ? written : zoneKey(written)));

/** An http(s) URL. */
export const url = z.string().refine(isHttpUrl, 'SCENARIO_BAD_URL');

/** What a client asks: a name, or an http(s) URL. */
export const nameOrUrl = z
  .string()
  .refine((written) => (written.includes('/') ? isHttpUrl(written) : isHostName(written)), 'SCENARIO_BAD_HOST_NAME')
  .transform((written) => (written.includes('/') ? written : zoneKey(written)));

/** `name TYPE`, or `name TYPE set-identifier`. */
export const recordKey = z.string().regex(/^\S+ +[A-Za-z][A-Za-z0-9]*( +\S+)?$/, 'SCENARIO_BAD_RECORD_KEY');

/** `Kind/namespace/name`, or `Kind/name` in the namespace `default`. */
export const objectKeyText = z.string().regex(/^[A-Z][A-Za-z0-9]*(\/[^/\s]+){1,2}$/, 'SCENARIO_BAD_OBJECT_KEY');

/** How often: a number, `none`, or bounds. */
export const countKeys = {
  count: z.union([z.int().min(0), z.literal('none')]).describe('Exactly so often; `none` is 0.'),
  'at-least': z.int().min(0).describe('So often or more.'),
  'at-most': z.int().min(0).describe('So often or less.'),
};

/** One of something, or a list of it. */
export function oneOrMany<S extends z.ZodType>(shape: S) {
  return z.union([shape, z.array(shape)]);
}

/**
 * Whether a text is a name in the DNS that a host can have: labels of up to 63 letters, digits, hyphens and
 * underscores, the first of them possibly `*`, 253 characters in all. *Source:* RFC 1123 section 2.1; a last label of
 * digits alone would be a mistyped address.
 */
export function isHostName(written: string): boolean {
  const undotted = written.endsWith('.') ? written.slice(0, -1) : written;
  const labels = undotted.split('.');
  if (undotted.length > 253 || /^\d+$/.test(labels.at(-1) ?? '')) return false;
  return labels.every(
    (label, index) => (index === 0 && label === '*') || /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label),
  );
}

function isHttpUrl(written: string): boolean {
  return /^https?:\/\/[^/\s]+(\/\S*)?$/.test(written) && URL.canParse(written);
}
