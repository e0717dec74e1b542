import { readFileSync } from 'node:fs';
import { zoneKey } from '../dns/zone.ts';
import type { Configuration } from '../externaldns/configuration.ts';
import { readDeeds } from '../incident/deeds/read-deeds.ts';
import { controllerOfOwner, readControllers } from '../incident/desired/read-controllers.ts';
import { readDesired } from '../incident/desired/read-desired.ts';
import { readEndpointTable } from '../incident/endpoints/endpoint-table.ts';
import { flagsOfVariables } from '../incident/import/flags-of-variables.ts';
import type { Incident, IncidentCluster, IncidentController, ObservedDeed } from '../incident/import/incident.ts';
import { announcedChange, type LoggingProvider } from '../incident/logs/logged-change.ts';
import type { ObservedLine } from '../incident/logs/observed-line.ts';
import { readLog } from '../incident/logs/read-log.ts';
import { readZoneExport } from '../incident/zone-export/read-zone-export.ts';
import type { ZoneExport } from '../incident/zone-export/zone-export.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { GatheredProblems } from './gathered-problems.ts';
import type { incidentOptions } from './incident-options.ts';
import type { Io } from './io.ts';
import { attempt } from './system-error.ts';

/** What the options that name artefacts say. */
export type IncidentOptionValues = CommandInput<typeof incidentOptions>['options'];

/** An incident out of files, or the exit code if there is none. Mistakes in the files are printed either way. */
export function gatherIncident(options: IncidentOptionValues, io: Io): Incident | number {
  const gathering = new Gathering(io);
  const incident = gathering.incident(options);
  const end = gathering.end(options.lenient);
  if (end !== null) return end;
  return incident ?? exitCodes.wrongInput;
}

/** The lines of all logs that `--log` names, or the exit code. */
export function gatherLogs(
  options: Pick<IncidentOptionValues, 'log' | 'lenient'>,
  io: Io,
): readonly ObservedLine[] | number {
  const gathering = new Gathering(io);
  const lines = gathering.lines(options.log);
  return gathering.end(options.lenient) ?? lines;
}

/** The zones that `--zone` names, or the exit code. `only`: the name of an export that does not say it. */
export function gatherZones(
  options: Pick<IncidentOptionValues, 'zone' | 'zone-name' | 'lenient'>,
  only: string | undefined,
  io: Io,
): Incident['zones'] | number {
  const gathering = new Gathering(io);
  const zones = gathering.exports(options.zone, options['zone-name'] ?? only);
  return gathering.end(options.lenient) ?? zones;
}

/** Reads files one after another and keeps all that is wrong. */
class Gathering {
  readonly #io: Io;
  readonly #problems = new GatheredProblems();

  constructor(io: Io) {
    this.#io = io;
  }

  /** Prints what is wrong. The exit code if the work must not go on, else `null`. */
  end(isLenient: boolean): number | null {
    return this.#problems.tell(this.#io, { isLenient, shownMax: Number.POSITIVE_INFINITY });
  }

  incident(options: IncidentOptionValues): Incident | undefined {
    if (options.zone.length === 0) {
      this.#problems.add({ code: 'INCIDENT_NO_ZONE' });
      return undefined;
    }
    const exports = this.exports(options.zone, options['zone-name']);
    const lines = this.lines(options.log);
    const clusters = this.#clusters(options, providerOf(lines, exports[0]));
    const deeds = this.#deeds(options.steps);
    const zones = this.#withBefore(exports, options['zone-before']);
    return zones.length === 0 ? undefined : { zones, clusters, lines, deeds };
  }

  /** The exports that `--zone FILE` and `--zone NAME=FILE` name, each of its own zone. */
  exports(values: readonly string[], zoneName: string | undefined): readonly NamedExport[] {
    const found: NamedExport[] = [];
    for (const value of values) {
      const { name = zoneName, file } = zoneValue(value);
      const read = this.#export(file, name);
      if (read === undefined) continue;
      const isTwice = found.some((other) => other.name === read.name);
      if (isTwice) this.#problems.add({ code: 'INCIDENT_ZONE_TWICE', file, zone: read.name });
      else found.push(read);
    }
    return found;
  }

  lines(values: readonly string[]): readonly ObservedLine[] {
    return this.#problems.clusterValues('log', values, 'CONTROLLER').flatMap(({ cluster, value: file }) => {
      const bytes = this.#read(file);
      if (bytes === undefined) return [];
      const { lines, problems } = readLog(bytes, { file, controller: cluster });
      this.#problems.add(...problems);
      return lines;
    });
  }

  #export(file: string, zoneName: string | undefined): NamedExport | undefined {
    const content = this.#read(file);
    if (content === undefined) return undefined;
    const read = readZoneExport({ content, path: file, ...(zoneName === undefined ? {} : { zoneName }) });
    this.#problems.add(...read.problems);
    this.#problems.addUncounted(read.problemCount - read.problems.length);
    if (read.zoneName === undefined) {
      this.#problems.add({ code: 'INCIDENT_NO_ZONE_NAME', file });
      return undefined;
    }
    return { ...read, name: read.zoneName };
  }

  /** The zones, each with what was there before, as far as somebody has it. */
  #withBefore(zones: readonly NamedExport[], values: readonly string[]): Incident['zones'] {
    const [only] = zones.length === 1 ? zones : [];
    const before = new Map<string, Incident['zones'][number]['records']>();
    for (const value of values) {
      const { name = only?.name, file } = zoneValue(value);
      const read = this.#export(file, name);
      if (read === undefined) continue;
      const known = zones.map((zone) => zone.name);
      if (before.has(read.name)) this.#problems.add({ code: 'INCIDENT_ZONE_TWICE', file, zone: read.name });
      else if (known.includes(read.name)) before.set(read.name, read.records);
      else this.#problems.add({ code: 'INCIDENT_OTHER_ZONE', file, zone: read.name, known });
    }
    return zones.map(({ name, records }) => {
      const old = before.get(name);
      return { name, records, ...(old === undefined ? {} : { before: old }) };
    });
  }

  #deeds(file: string | undefined): readonly ObservedDeed[] {
    const bytes = file === undefined ? undefined : this.#read(file);
    if (file === undefined || bytes === undefined) return [];
    const { deeds, problems } = readDeeds(bytes, file);
    this.#problems.add(...problems);
    return deeds;
  }

  #clusters(options: IncidentOptionValues, provider: Configuration['provider']): readonly IncidentCluster[] {
    const clusters = new Map<string, Map<string, IncidentController>>();
    for (const controller of this.#controllers(options, provider)) {
      const cluster = clusterOf(controller.name);
      clusters.set(cluster, (clusters.get(cluster) ?? new Map()).set(controller.name, controller));
    }
    const named = [
      ...this.#problems.clusterValues('log', options.log, 'CONTROLLER').map((one) => ({ ...one, option: 'log' })),
      ...(['desired', 'desired-before', 'endpoints', 'release'] as const).flatMap((option) =>
        this.#problems.clusterValues(option, options[option]).map((one) => ({ ...one, option })),
      ),
    ];
    for (const { cluster: key, option } of named) {
      const cluster = clusterOf(key);
      const known = clusters.get(cluster);
      if (known === undefined) {
        this.#problems.add({ code: 'INCIDENT_NO_CONTROLLER', cluster, option });
        clusters.set(cluster, new Map());
      } else if (option === 'log' && known.size > 0 && !known.has(key)) {
        this.#problems.add({ code: 'INCIDENT_UNKNOWN_LOG', found: key, known: [...known.keys()] });
      }
    }
    const releases = new Map(
      this.#problems.clusterValues('release', options.release).map(({ cluster, value }) => [cluster, value]),
    );
    return [...clusters].map(([name, controllers]): IncidentCluster => {
      const objectsBefore = this.#objects(name, 'desired-before', options['desired-before']);
      const endpoints = this.#endpoints(name, options.endpoints);
      const release = releases.get(name);
      return {
        name,
        controllers: [...controllers.values()],
        objects: this.#objects(name, 'desired', options.desired) ?? [],
        ...(objectsBefore === undefined ? {} : { objectsBefore }),
        ...(endpoints === undefined ? {} : { endpoints }),
        ...(release === undefined ? {} : { release }),
      };
    });
  }

  /** What is known of each external-dns: its owner id, or all that its Deployment says, which counts for more. */
  #controllers(options: IncidentOptionValues, provider: Configuration['provider']): readonly IncidentController[] {
    const told = this.#problems
      .clusterValues('owner', options.owner, 'CONTROLLER')
      .map(({ cluster: name, value }) => ({ name, ...ownerFlags(value, provider) }));
    const deployed = this.#problems
      .clusterValues('deployment', options.deployment, 'CONTROLLER')
      .flatMap(({ cluster, value }) => this.#deployed(cluster, value));
    return [...told, ...deployed];
  }

  /** The external-dns of a file; where it has several, each is called by the cluster and its own name. */
  #deployed(key: string, file: string): readonly IncidentController[] {
    const content = this.#read(file);
    if (content === undefined) return [];
    const { controllers, problems } = readControllers({ content, path: file });
    this.#problems.add(...problems);
    const found = controllers.map(({ name, flags, environment, configuration: { version } }) => ({
      name,
      flags: [...flags, ...flagsOfVariables(environment, flags)],
      version,
    }));
    if (found.length < 2) return found.map((one) => ({ ...one, name: key }));
    const cluster = clusterOf(key);
    if (cluster === key) return found.map((one) => ({ ...one, name: `${cluster}/${one.name}` }));
    const own = found.filter(({ name }) => `${cluster}/${name}` === key);
    if (own.length === 0) {
      const known = found.map(({ name }) => name);
      this.#problems.add({ code: 'INCIDENT_NO_WORKLOAD', file, found: key.slice(cluster.length + 1), known });
    }
    return own.map((one) => ({ ...one, name: key }));
  }

  #objects(
    cluster: string,
    option: 'desired' | 'desired-before',
    values: readonly string[],
  ): IncidentCluster['objects'] | undefined {
    const files = this.#problems.clusterValues(option, values).filter((pair) => pair.cluster === cluster);
    if (files.length === 0) return undefined;
    return files.flatMap(({ value: path }) => {
      const content = this.#read(path);
      if (content === undefined) return [];
      const { objects, problems } = readDesired({ content, path });
      this.#problems.add(...problems);
      return objects;
    });
  }

  #endpoints(cluster: string, values: readonly string[]): IncidentCluster['endpoints'] {
    const files = this.#problems.clusterValues('endpoints', values).filter((pair) => pair.cluster === cluster);
    if (files.length === 0) return undefined;
    return files.flatMap(({ value: file }) => {
      const bytes = this.#read(file);
      if (bytes === undefined) return [];
      const { endpoints, problems } = readEndpointTable(bytes, file);
      this.#problems.add(...problems);
      return endpoints;
    });
  }

  #read(file: string): Buffer | undefined {
    const read = attempt(() => readFileSync(file));
    if ('value' in read) return read.value;
    this.#problems.usage.push({ code: 'USAGE_CANNOT_READ', file, reason: read.reason });
    return undefined;
  }
}

/** An export that says which zone it is of. */
type NamedExport = ZoneExport & { readonly name: string };

/** `FILE` or `example.org=FILE`. */
function zoneValue(value: string): { readonly name?: string; readonly file: string } {
  const [, name, file] = /^([\w-]+(?:\.[\w-]+)+)=(.+)$/s.exec(value) ?? [];
  return name === undefined || file === undefined ? { file: value } : { name: zoneKey(name), file };
}

/** `east` of `east/public`. */
function clusterOf(controller: string): string {
  return controller.split('/')[0] as string;
}

/** The host whose external-dns writes such lines, or whose tools such an export. */
function providerOf(lines: readonly ObservedLine[], zone: ZoneExport | undefined): Configuration['provider'] {
  const announced = lines.map(announcedChange).find((one) => one !== undefined);
  if (announced !== undefined) return announced.provider satisfies LoggingProvider;
  if (zone?.isCloudflare === true) return 'cloudflare';
  if (zone?.format === 'route53') return 'aws';
  return zone?.format === 'google' || zone?.format === 'azure' ? zone.format : 'cloudflare';
}

function ownerFlags(ownerId: string, provider: Configuration['provider']): Pick<IncidentController, 'flags'> {
  const found = controllerOfOwner(ownerId, provider);
  return { flags: 'flags' in found ? found.flags : [`--provider=${provider}`, `--txt-owner-id=${ownerId}`] };
}
