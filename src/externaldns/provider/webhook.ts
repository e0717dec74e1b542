import type { Configuration } from '../configuration.ts';
import { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import type { Answer } from './call.ts';
import { inmemory } from './inmemory.ts';
import { type ProviderError, type ProviderProfile, settled } from './profile.ts';

/**
 * A webhook: external-dns hands whole plans over HTTP to a provider of somebody else's, and is told a status.
 *
 * What such a provider does with a plan is its own affair, and decides everything about ownership: whether changes happen
 * together, what an old value is good for, whether a create overwrites. Look yours up; if it is like one of the providers
 * with a profile of their own, use that. Here it is upstream's in-memory provider behind upstream's webhook server: a
 * zone's changes are validated and happen together or not at all. Labels travel in the JSON and are kept, so ownership
 * survives the loss of a TXT record; most real providers keep nothing that DNS has no place for.
 *
 * What external-dns does is modelled as it is:
 * - The provider says no more than a status. 500 to 510 is a soft error, and upstream's server answers every error with
 *   500: what would end a process with the provider built in is tried again in every run.
 * - Anything else ends the process: 429, missing rights, a timeout, an answer that got lost.
 * - The controller logs nothing about single changes, and `--dry-run` is ignored: changes are made.
 * - A start that finds no webhook is not modelled.
 *
 * *Source:* provider/webhook/webhook.go, provider/webhook/api/httpapi.go.
 */
export const webhook: ProviderProfile = {
  ...inmemory,
  name: 'webhook',
  // Which zones there are is the provider's own configuration.
  selectZones: (zones) => zones,
  // What the provider logs is not in the controller's log.
  calls: (changes, context) => inmemory.calls(changes, { ...context, log: new Log('panic') }),
  perform: (call, stored) => {
    const answer = inmemory.perform(call, stored);
    return answer.result === 'applied' ? answer : { ...answer, error: webhookStatusText('apply changes', 500) };
  },
  react: (_call, answer, { configuration, log }) => {
    if (answer.result === 'applied') return settled;
    log.debug(() => debugText(answer));
    return { calls: [], hasFailed: true, abort: webhookError(answer.error, configuration) };
  },
  listingFaults: [
    {
      fault: 'listing-refused',
      errorOf: (_zone, configuration) => webhookError(webhookStatusText('get records', 503), configuration),
    },
    {
      fault: 'listing-rate-limited',
      errorOf: (_zone, configuration) => webhookError(webhookStatusText('get records', 429), configuration),
    },
    {
      fault: 'listing-timeout',
      errorOf: (_zone, configuration) => webhookError(timeoutText('Get', configuration), configuration),
    },
  ],
  refusals: () => [
    { fault: 'refused', error: webhookStatusText('apply changes', 503) },
    { fault: 'rate-limited', error: webhookStatusText('apply changes', 429) },
  ],
  lostAnswer: (_call, configuration) => timeoutText('Post', configuration),
  // Upstream's server answers whatever error of its provider with 500.
  quota: { count: (records) => records.length, error: () => webhookStatusText('apply changes', 500) },
};

/** What external-dns says of a status that it did not expect: 200 for a listing, 204 for a plan. */
export function webhookStatusText(what: 'apply changes' | 'get records', status: number): string {
  return `failed to ${what} with code ${status}`;
}

function timeoutText(method: 'Get' | 'Post', { webhookProviderUrl }: Configuration): string {
  const address = `${webhookProviderUrl.replace(/\/+$/, '')}/records`;
  return `${method} "${address}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
}

function debugText({ error }: Extract<Answer, { readonly result: 'refused' }>): string {
  return error.startsWith('failed') ? `F${error.slice(1)}` : `Failed to perform request: ${error}`;
}

/**
 * What kind of error a webhook's failure is. Soft are the statuses from 500 to 510 (webhook.go:isRetryableError); a
 * webhook that cannot be reached, like any other status, ends the process.
 */
export function webhookError(text: string, configuration: Configuration): ProviderError {
  const status = Number(/ with code ([0-9]+)$/.exec(text)?.[1]);
  const isSoft = rulesOf(configuration).softensErrorsOfWebhooks && status >= 500 && status <= 510;
  return { message: isSoft ? `soft error\n${text}` : text, isSoft };
}
