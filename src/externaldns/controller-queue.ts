import { type ControllerSettings, providerContext } from './controller-settings.ts';
import type { Log } from './log.ts';
import type { Call } from './provider/call.ts';
import type { RegistryCall } from './registry/registry-call.ts';

/** What a controller has still to do in a run: calls to the DNS host, and those of its registry. */
export type QueuedCall = Call | RegistryCall;

/** Whether a call is the registry's own. */
export function isRegistryCall(call: QueuedCall): call is RegistryCall {
  return call.kind === 'table' || call.kind === 'object' || call.kind === 'apply';
}

/** The queue with the provider's calls in the place of its turn, if that has come. Logs what the provider logs then. */
export function expandQueue(
  queue: readonly QueuedCall[],
  settings: ControllerSettings,
  log: Log,
): readonly QueuedCall[] {
  const [head, ...rest] = queue;
  if (head?.kind !== 'apply') return queue;
  return [...settings.provider.calls(head.changes, providerContext(settings, log)), ...rest];
}
