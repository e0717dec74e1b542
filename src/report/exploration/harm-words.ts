import type { HarmClass } from '../../explore/exploration.ts';
import type { ReportedHarm } from './exploration-report.ts';

/** What a class of harm means, in words. */
export const harmWords: Readonly<Record<HarmClass, string>> = {
  safe: 'never broken',
  transient: 'broken on the way, heals by itself',
  flapping: 'broken again and again, for ever',
  stuck: 'stays broken until somebody steps in',
};

/** `one-endpoint-per-account-and-region stuck, no-shadowing transient`. */
export function harmList(harms: readonly ReportedHarm[]): string {
  return harms.length === 0
    ? 'nothing is broken'
    : harms.map(({ invariant, harm }) => `${invariant} ${harm}`).join(', ');
}
