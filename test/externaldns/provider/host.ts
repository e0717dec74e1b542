import type { StoredRecord } from '../../../src/dns/stored-record.ts';
import { createZone, recordsOf, writeRecords } from '../../../src/dns/zone.ts';
import type { Configuration } from '../../../src/externaldns/configuration.ts';
import type { Changes, Endpoint, LogLine } from '../../../src/externaldns/endpoint.ts';
import { defaultConfiguration } from '../../../src/externaldns/flags/default-configuration.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { adjustEndpoints } from '../../../src/externaldns/provider/adjust-endpoints.ts';
import { type Answer, type Call, keysOf } from '../../../src/externaldns/provider/call.ts';
import type { ProviderContext, ProviderProfile } from '../../../src/externaldns/provider/profile.ts';
import { Model } from '../../../src/kernel/model.ts';

/** A provider with its host, which holds the zone example.org. */
export class Host {
  readonly #provider: ProviderProfile;
  readonly #configuration: Configuration;
  readonly #zone = createZone({ name: 'example.org', records: [] });
  readonly #model = new Model([{ components: this.#zone.records.components, actions: [], timers: [] }]);
  readonly log: LogLine[] = [];
  readonly answers: Answer[] = [];
  #world = this.#model.initialWorld();

  constructor(provider: ProviderProfile, configuration: Partial<Configuration> = {}) {
    this.#provider = provider;
    this.#configuration = { ...defaultConfiguration, provider: provider.name, logLevel: 'debug', ...configuration };
  }

  /** Everything that is stored is replaced. */
  holds(...records: readonly StoredRecord[]): this {
    const zone = createZone({ name: 'example.org', records });
    const model = new Model([{ components: zone.records.components, actions: [], timers: [] }]);
    const changes = new Map<string, readonly StoredRecord[]>(this.records().map(({ name }) => [name, []]));
    for (const [key, list] of zone.records.entries(model.reader(model.initialWorld()))) changes.set(key, list);
    this.#write(changes);
    return this;
  }

  records(): readonly StoredRecord[] {
    return recordsOf(this.#zone, this.#model.reader(this.#world));
  }

  list(turn = 0): readonly Endpoint[] {
    return this.#logged((context) => this.#provider.list(this.records(), context, turn));
  }

  adjust(...endpoints: readonly Endpoint[]): readonly Endpoint[] {
    return this.#logged((context) => adjustEndpoints(this.#provider, endpoints, context));
  }

  domainFilter(): readonly string[] {
    return this.#logged((context) => this.#provider.domainFilter(context));
  }

  calls(changes: Partial<Changes>): readonly Call[] {
    const all = { create: [], updateOld: [], updateNew: [], delete: [], ...changes };
    return this.#logged((context) => this.#provider.calls(all, context));
  }

  /** Makes calls and everything that they lead to. Returns the zones in which something failed. */
  make(calls: readonly Call[]): { readonly failedZones: readonly string[]; readonly abort: string | null } {
    const queue = [...calls];
    const failedZones = new Set<string>();
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      const current = call;
      const reader = this.#model.reader(this.#world);
      const stored = new Map(keysOf(call).map((key) => [key, this.#zone.records.get(reader, key) ?? []]));
      const answer = this.#provider.perform(call, stored);
      this.answers.push(answer);
      if (answer.result === 'applied') this.#write(answer.records);
      const reaction = this.#logged((context) => {
        this.#provider.announce(current, context);
        return this.#provider.react(current, answer, context);
      });
      if (reaction.hasFailed) failedZones.add(call.zone);
      if (reaction.abort !== undefined) return { failedZones: [...failedZones], abort: reaction.abort.message };
      queue.unshift(...reaction.calls);
    }
    return { failedZones: [...failedZones], abort: null };
  }

  apply(changes: Partial<Changes>): ReturnType<Host['make']> {
    return this.make(this.calls(changes));
  }

  /** `level message key=value`, as printed. */
  lines(level?: LogLine['level']): readonly string[] {
    return this.log
      .filter((line) => level === undefined || line.level === level)
      .map(({ level: shown, message, fields = {} }) =>
        [`${shown} ${message}`, ...Object.entries(fields).map(([key, value]) => `${key}=${value}`)].join(' '),
      );
  }

  #logged<T>(use: (context: ProviderContext) => T): T {
    const log = new Log(this.#configuration.logLevel);
    const zones = [{ name: 'example.org', id: 'Z1' }];
    const result = use({ configuration: this.#configuration, zones, log });
    this.log.push(...log.lines);
    return result;
  }

  #write(changes: ReadonlyMap<string, readonly StoredRecord[]>): void {
    const writes = writeRecords(this.#zone, this.#model.reader(this.#world), changes);
    this.#world = this.#model.apply(this.#world, { label: 'host', writes, events: [], timers: [] });
  }
}

/** A stored record from `app.example.org A 192.0.2.1`. */
export function record(text: string, parts: Partial<StoredRecord> = {}): StoredRecord {
  const [name = '', type = '', ...values] = text.split(' ');
  return { name, type, ttl: 0, values, ...parts };
}

/** Stored records in words. */
export function words(records: readonly StoredRecord[]): readonly string[] {
  return records.map(({ name, type, values }) => `${name} ${type} ${values.join(' ')}`);
}
