import type { Event } from '../kernel/action.ts';
import { textOf } from './event-facts.ts';

/** What a product's control plane did, by the type of the event. Types that are missing are shown with their details. */
export const kuraEventWords: ReadonlyMap<string, (event: Event) => string> = new Map([
  ['kura.deploy-begun', (event) => `begins to deploy release ${textOf(event, 'release') ?? '?'}`],
  [
    'kura.pod-changed',
    (event) => `${textOf(event, 'change') ?? 'change'}s a pod of release ${textOf(event, 'release') ?? '?'}`,
  ],
  ['kura.rollout-failed', (event) => `gives up the roll-out of release ${textOf(event, 'release') ?? '?'}`],
  ['kura.migrated', migratedWords],
  [
    'kura.migration-failed',
    (event) => `fails in migration ${textOf(event, 'migration') ?? '?'}: ${textOf(event, 'message') ?? ''}`,
  ],
  ['kura.server-activated', activatedWords],
  ['kura.server-failed', (event) => `gives ${serverOf(event)} up`],
  ['kura.server-destroying', (event) => `begins to destroy ${serverOf(event)}`],
  ['kura.server-destroyed', (event) => `has destroyed ${serverOf(event)}`],
  ['kura.manifest-applied', (event) => `applies the manifest of ${serverOf(event)}`],
  ['kura.manifest-refused', (event) => `cannot apply the manifest of ${serverOf(event)}${reasonOf(event)}`],
  ['kura.observation-recorded', observedWords],
  [
    'kura.deployment-changed',
    (event) => `marks the deployment of ${serverOf(event)} ${textOf(event, 'status') ?? 'changed'}`,
  ],
  ['kura.error-logged', (event) => `logs an error about ${serverOf(event)}`],
  ['kura.tick-aborted', (event) => `gives its tick up${reasonOf(event)}`],
  ['kura.refused', (event) => `refuses${reasonOf(event)}`],
  ['kura.probe', probeWords],
]);

function migratedWords(event: Event): string {
  const changed = textOf(event, 'rowCount') ?? '0';
  const believes = textOf(event, 'believes');
  const as = believes === undefined ? '' : `, believing to be ${believes}`;
  return `runs migration ${textOf(event, 'migration') ?? '?'}${as}: ${changed} rows changed`;
}

function observedWords(event: Event): string {
  const image = textOf(event, 'image');
  return `records ${image === undefined ? 'no image' : `image ${image}`} as observed for ${serverOf(event)}`;
}

function activatedWords(event: Event): string {
  const previous = textOf(event, 'previousUrl');
  const from = previous === undefined ? '' : `, before that at ${previous}`;
  return `activates ${serverOf(event)} at ${textOf(event, 'url') ?? 'no URL'}${from}`;
}

function probeWords(event: Event): string {
  const by = textOf(event, 'servedBy');
  const answered = by === undefined ? '' : `, answered by ${by}`;
  return `probes ${textOf(event, 'url') ?? 'a URL'}: ${textOf(event, 'result') ?? '?'}${reasonOf(event)}${answered}`;
}

function serverOf(event: Event): string {
  const account = textOf(event, 'account');
  const region = textOf(event, 'region');
  if (account !== undefined && region !== undefined) return `the server of ${account} in ${region}`;
  return `server ${textOf(event, 'server') ?? '?'}`;
}

function reasonOf(event: Event): string {
  const reason = textOf(event, 'reason');
  return reason === undefined ? '' : ` (${reason})`;
}
