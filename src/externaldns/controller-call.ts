import { writeRecords } from '../dns/zone.ts';
import type { Event } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Reader, Write } from '../kernel/component.ts';
import type { Called } from './controller-called.ts';
import { callFacts, effectFacts, logFact, storedChanges } from './controller-facts.ts';
import { type ControllerEvent, stepController } from './controller-machine.ts';
import type { ControllerMemory } from './controller-memory.ts';
import { isRegistryCall, type QueuedCall } from './controller-queue.ts';
import { failureWrites, makeRegistryCall } from './controller-registry-call.ts';
import {
  type ControllerPlace,
  type ControllerSettings,
  type ControllerZone,
  logOf,
  providerContext,
} from './controller-settings.ts';
import { type Answer, type Call, keysOf, type Stored } from './provider/call.ts';
import type { ProviderError, Reaction } from './provider/profile.ts';
import { afterFailure } from './registry/registry.ts';
import { withinQuota } from './zone-quota.ts';

/**
 * The next queued call, against the zone as it is now. It may be refused without being looked at, its answer may get
 * lost after it took effect, and the process may die before it or between its effect and the answer.
 */
export function makeCall(
  memory: ControllerMemory,
  settings: ControllerSettings,
  {
    actor,
    reader,
    place,
  }: { readonly actor: string; readonly reader: Reader; readonly place: Pick<ControllerPlace, 'cluster' | 'tables'> },
): readonly Called[] {
  const [call, ...queued] = memory.calls;
  assert(call !== undefined, `${actor} applies changes, so it has a call to make`);
  if (isRegistryCall(call)) return makeRegistryCall(memory, settings, { actor, reader, place });
  const { provider } = settings;
  const target = settings.zones.find(({ zone }) => zone.name === call.zone);
  assert(target !== undefined, `${actor} calls ${call.zone}, one of its zones`);
  const stored = storedUnder(call, target, reader);
  const answer = withinQuota(provider.perform(call, stored), { call, stored, zone: target.zone, provider, reader });
  const effect = effectOf(answer, stored, { actor, settings, target, reader });
  const reply = (given: Answer) => replyTo(call, given, { actor, memory, settings, queued });
  const done = reply(answer);
  // What the registry notes about a provider that failed is written along with the answer.
  const noted = ({ memory: { state } }: { readonly memory: ControllerMemory }): readonly Write[] =>
    state === 'applying' ? [] : failureWrites(queued, { actor, reader, place });
  const called: Called[] = [
    {
      label: 'done',
      memory: done.memory,
      writes: [...effect.writes, ...noted(done)],
      events: [...done.before, ...effect.events, ...done.after],
    },
  ];
  for (const { fault, error } of provider.refusals(call)) {
    const refused = reply({ result: 'refused', error, missing: [] });
    const events = [...refused.before, ...refused.after];
    called.push({ label: fault, fault, memory: refused.memory, writes: noted(refused), events });
  }
  const lostAnswer = provider.lostAnswer(call, settings.configuration);
  if (lostAnswer !== null && effect.writes.length > 0) {
    const lost = reply({ result: 'refused', error: lostAnswer, missing: [] });
    const events = [...lost.before, ...effect.events, ...lost.after];
    const writes = [...effect.writes, ...noted(lost)];
    called.push({ label: 'lost-answer', fault: 'lost-answer', memory: lost.memory, writes, events });
  }
  called.push({ label: 'crash-before', fault: 'crash', memory: null, writes: [], events: [] });
  if (effect.writes.length > 0) {
    const events = [...done.before, ...effect.events];
    called.push({ label: 'crash-after', fault: 'crash', memory: null, writes: effect.writes, events });
  }
  return called;
}

function storedUnder(call: Call, { zone }: ControllerZone, reader: Reader): Stored {
  return new Map(keysOf(call).map((key) => [key, zone.records.get(reader, key) ?? []]));
}

/** What a call does to the zone. */
function effectOf(
  answer: Answer,
  stored: Stored,
  context: {
    readonly actor: string;
    readonly settings: ControllerSettings;
    readonly target: ControllerZone;
    readonly reader: Reader;
  },
): { readonly writes: readonly Write[]; readonly events: readonly Event[] } {
  const { actor, settings, target, reader } = context;
  const changes = answer.result === 'applied' ? storedChanges(stored, answer.records) : [];
  if (answer.result === 'refused' || changes.length === 0) return { writes: [], events: [] };
  const owner = settings.ownerId === '' ? null : settings.ownerId;
  return {
    writes: writeRecords(target.zone, reader, answer.records),
    events: [{ type: 'zone.changed', actor, owner, zone: target.zone.name, changes }],
  };
}

/** What the process makes of an answer: what it logs before the call takes effect and after, and what it remembers. */
function replyTo(
  call: Call,
  answer: Answer,
  context: {
    readonly actor: string;
    readonly memory: ControllerMemory;
    readonly settings: ControllerSettings;
    readonly queued: readonly QueuedCall[];
  },
): { readonly memory: ControllerMemory; readonly before: readonly Event[]; readonly after: readonly Event[] } {
  const { actor, memory, settings, queued } = context;
  const [log, replyLog] = [logOf(settings), logOf(settings)];
  settings.provider.announce(call, providerContext(settings, log));
  const reaction = settings.provider.react(call, answer, providerContext(settings, replyLog));
  const step = stepController(memory, ...eventsAfter(reaction, { call, memory, settings, queued }));
  return {
    memory: step.memory,
    before: log.lines.map((line) => logFact(actor, line)),
    after: [
      ...callFacts(actor, call, answer),
      ...replyLog.lines.map((line) => logFact(actor, line)),
      ...effectFacts(actor, step.effects),
    ],
  };
}

/** The run goes on while there are calls; then it ends, with an error if something was refused on the way. */
function eventsAfter(
  reaction: Reaction,
  context: {
    readonly call: Call;
    readonly memory: ControllerMemory;
    readonly settings: ControllerSettings;
    readonly queued: readonly QueuedCall[];
  },
): readonly ControllerEvent[] {
  const { call, memory, settings, queued } = context;
  const isOnce = settings.configuration.once;
  const { softErrorCountMax, rules, provider, zones } = settings;
  const registry = afterFailure(settings.configuration, memory.registry);
  const fail = (error: ProviderError): ControllerEvent => ({
    type: 'failed',
    error: settings.configuration.registry === 'crd' ? wrapped(error) : error,
    isOnce,
    softErrorCountMax,
    rules,
    registry,
  });
  if (reaction.abort !== undefined) return [fail(reaction.abort)];
  const calls = [...reaction.calls, ...queued];
  const isNew = reaction.hasFailed && !memory.failedZones.includes(call.zone);
  const failedZones = isNew ? [...memory.failedZones, call.zone] : memory.failedZones;
  const answered: ControllerEvent = { type: 'answered', calls, failedZones };
  const [next] = calls;
  const isProviderDone = next === undefined || isRegistryCall(next);
  if (!isProviderDone || (next !== undefined && failedZones.length === 0)) return [answered];
  if (failedZones.length === 0) return [answered, { type: 'finished', result: 'changed', isOnce }];
  const failed = zones.filter(({ zone }) => failedZones.includes(zone.name));
  const failure = provider.failure(
    failed.map(({ zone, id }) => ({ name: zone.name, id })),
    settings.configuration,
  );
  return [answered, fail(failure)];
}

/** The registry `crd` says so (crd.go:ApplyChanges). */
function wrapped({ message, isSoft }: ProviderError): ProviderError {
  return { message: `provider cannot apply changes: ${message}`, isSoft };
}
