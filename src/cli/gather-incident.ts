import { readFileSync } from 'node:fs';
import type { Configuration } from '../externaldns/configuration.ts';
import { readDeeds } from '../incident/deeds/read-deeds.ts';
import { controllerOfOwner, readControllers } from '../incident/desired/read-controllers.ts';
import { readDesired } from '../incident/desired/read-desired.ts';
import { readEndpointTable } from '../incident/endpoints/endpoint-table.ts';
import { flagsOfVariables } from '../incident/import/flags-of-variables.ts';
import type { Incident, IncidentCluster, ObservedDeed } from '../incident/import/incident.ts';
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

/** The zone that `--zone` names, or the exit code; `undefined` if it names none. */
export function gatherZone(
  options: Pick<IncidentOptionValues, 'zone' | 'zone-name' | 'lenient'>,
  io: Io,
): Incident['zone'] | number | undefined {
  if (options.zone === undefined) return undefined;
  const gathering = new Gathering(io);
  const read = gathering.export(options.zone, options['zone-name']);
  const name = read?.zoneName;
  return gathering.end(options.lenient) ?? { name: name ?? '', records: read?.records ?? [] };
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
    if (options.zone === undefined) {
      this.#problems.add({ code: 'INCIDENT_NO_ZONE' });
      return undefined;
    }
    const zone = this.export(options.zone, options['zone-name']);
    const lines = this.lines(options.log);
    const clusters = this.#clusters(options, providerOf(lines, zone));
    const deeds = this.#deeds(options.steps);
    const before = options['zone-before'];
    const zoneBefore = before === undefined ? undefined : this.export(before, zone?.zoneName)?.records;
    if (zone?.zoneName === undefined) return undefined;
    return {
      zone: { name: zone.zoneName, records: zone.records },
      ...(zoneBefore === undefined ? {} : { zoneBefore }),
      clusters,
      lines,
      deeds,
    };
  }

  export(file: string, zoneName: string | undefined): ZoneExport | undefined {
    const content = this.#read(file);
    if (content === undefined) return undefined;
    const read = readZoneExport({ content, path: file, ...(zoneName === undefined ? {} : { zoneName }) });
    this.#problems.add(...read.problems);
    if (read.zoneName === undefined) this.#problems.add({ code: 'INCIDENT_NO_ZONE_NAME', file });
    return read;
  }

  lines(values: readonly string[]): readonly ObservedLine[] {
    return this.#problems.clusterValues('log', values).flatMap(({ cluster, value: file }) => {
      const bytes = this.#read(file);
      if (bytes === undefined) return [];
      const { lines, problems } = readLog(bytes, { file, controller: cluster });
      this.#problems.add(...problems);
      return lines;
    });
  }

  #deeds(file: string | undefined): readonly ObservedDeed[] {
    const bytes = file === undefined ? undefined : this.#read(file);
    if (file === undefined || bytes === undefined) return [];
    const { deeds, problems } = readDeeds(bytes.toString('utf8'), file);
    this.#problems.add(...problems);
    return deeds;
  }

  #clusters(options: IncidentOptionValues, provider: Configuration['provider']): readonly IncidentCluster[] {
    const controllers = new Map([
      ...this.#problems
        .clusterValues('owner', options.owner)
        .map(({ cluster, value }) => [cluster, ownerFlags(value, provider)] as const),
      ...this.#problems.clusterValues('deployment', options.deployment).flatMap(({ cluster, value }) => {
        const found = this.#controller(value);
        return found === undefined ? [] : [[cluster, found] as const];
      }),
    ]);
    const named = (['desired', 'desired-before', 'log', 'endpoints', 'release'] as const).flatMap((option) =>
      this.#problems.clusterValues(option, options[option]).map(({ cluster }) => ({ cluster, option })),
    );
    for (const { cluster, option } of named) {
      if (controllers.has(cluster)) continue;
      this.#problems.add({ code: 'INCIDENT_NO_CONTROLLER', cluster, option });
      controllers.set(cluster, { flags: [] });
    }
    const releases = new Map(
      this.#problems.clusterValues('release', options.release).map(({ cluster, value }) => [cluster, value]),
    );
    return [...controllers].map(([name, controller]): IncidentCluster => {
      const objectsBefore = this.#objects(name, 'desired-before', options['desired-before']);
      const endpoints = this.#endpoints(name, options.endpoints);
      const release = releases.get(name);
      return {
        name,
        ...controller,
        objects: this.#objects(name, 'desired', options.desired) ?? [],
        ...(objectsBefore === undefined ? {} : { objectsBefore }),
        ...(endpoints === undefined ? {} : { endpoints }),
        ...(release === undefined ? {} : { release }),
      };
    });
  }

  #controller(file: string): Pick<IncidentCluster, 'flags' | 'version'> | undefined {
    const content = this.#read(file);
    if (content === undefined) return undefined;
    const { controllers, problems } = readControllers({ content, path: file });
    this.#problems.add(...problems);
    const [found] = controllers;
    if (found === undefined) return undefined;
    const { version } = found.configuration;
    return { flags: [...found.flags, ...flagsOfVariables(found.environment, found.flags)], version };
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

/** The host whose external-dns writes such lines, or whose tools such an export. */
function providerOf(lines: readonly ObservedLine[], zone: ZoneExport | undefined): Configuration['provider'] {
  const announced = lines.map(announcedChange).find((one) => one !== undefined);
  if (announced !== undefined) return announced.provider satisfies LoggingProvider;
  if (zone?.isCloudflare === true) return 'cloudflare';
  if (zone?.format === 'route53') return 'aws';
  return zone?.format === 'google' || zone?.format === 'azure' ? zone.format : 'cloudflare';
}

function ownerFlags(ownerId: string, provider: Configuration['provider']): Pick<IncidentCluster, 'flags'> {
  const found = controllerOfOwner(ownerId, provider);
  return { flags: 'flags' in found ? found.flags : [`--provider=${provider}`, `--txt-owner-id=${ownerId}`] };
}
