import type { Event } from '../../kernel/action.ts';

/** A line of somebody's log. */
export interface LogLine {
  readonly actor: string;
  readonly level: string;
  readonly message: string;
}

/** What the product's processes report as errors. */
const ERRORS: ReadonlySet<string> = new Set([
  'kura.error-logged',
  'kura.manifest-refused',
  'kura.migration-failed',
  'kura.rollout-failed',
  'kura.server-failed',
  'kura.tick-aborted',
]);

/**
 * The line that an event puts into a log; `undefined` if it puts none.
 *
 * external-dns writes its own lines. An environment of the product is said to log whatever it does: what it is, the
 * server that it is about as `handle/region`, what came of it, why, and at which URL: `probe acme/eu-central
 * not-ready certificate-mismatch https://…`.
 */
export function logLineOf(event: Event): LogLine | undefined {
  if (event.type === 'log') {
    return { actor: event.actor, level: String(event.level), message: String(event.message) };
  }
  if (!event.type.startsWith('kura.')) return undefined;
  const { environment, account, region, release, result, status, url, reason, code } = event;
  const isAboutServer = typeof account === 'string' && typeof region === 'string';
  const subject = isAboutServer ? `${account}/${region}` : (region ?? event.migration ?? release);
  const words = [event.type.slice('kura.'.length), subject, result, status, reason, code, isAboutServer ? url : null];
  return {
    actor: String(environment),
    level: ERRORS.has(event.type) ? 'error' : 'info',
    message: words.filter((word) => typeof word === 'string').join(' '),
  };
}
