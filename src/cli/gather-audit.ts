import type { Configuration } from '../externaldns/configuration.ts';
import type { AuditController, AuditInput } from '../incident/audit/audit-input.ts';
import { controllerOfOwner, readControllers } from '../incident/desired/read-controllers.ts';
import { readDesired } from '../incident/desired/read-desired.ts';
import { readZoneTable } from '../incident/zone-export/read-zone-export.ts';
import { type ZoneExportFormat, type ZoneExportTable, zoneExportFormats } from '../incident/zone-export/zone-export.ts';
import type { KubernetesObject } from '../kubernetes/cluster.ts';
import { nearestFact } from '../scenario/nearest.ts';
import type { auditOptions } from './audit.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { fileChunks, UnreadableFile } from './file-chunks.ts';
import { type ClusterValue, GatheredProblems } from './gathered-problems.ts';
import type { Io } from './io.ts';

/** What the options of `dibs audit` name, read; or the exit code, after what is wrong has been printed. */
export function gatherAudit(options: CommandInput<typeof auditOptions>['options'], io: Io): AuditInput | number {
  const gathering = new Gathering();
  const input = gathering.input(options);
  return gathering.end(options.lenient, io) ?? input ?? exitCodes.wrongInput;
}

/** So many mistakes are shown of one file; the rest is counted. */
const SHOWN_MAX = 20;

class Gathering {
  readonly #problems = new GatheredProblems();

  input(options: CommandInput<typeof auditOptions>['options']): AuditInput | undefined {
    const format = this.#format(options.format);
    if (options.zone === undefined) {
      this.#problems.add({ code: 'INCIDENT_NO_ZONE' });
      return undefined;
    }
    const zone = this.#zone(options.zone, options['zone-name'], format);
    const controllers = this.#controllers(options, providerOf(zone));
    if (zone?.zoneName === undefined) return undefined;
    return { zoneName: zone.zoneName, records: zone.table, controllers };
  }

  /** Prints what is wrong. The exit code if the work must not go on, else `null`. */
  end(isLenient: boolean, io: Io): number | null {
    return this.#problems.tell(io, { isLenient, shownMax: SHOWN_MAX });
  }

  #format(found: string | undefined): ZoneExportFormat | undefined {
    const format = zoneExportFormats.find((known) => known === found);
    if (found !== undefined && format === undefined) {
      this.#problems.usage.push({
        code: 'USAGE_UNKNOWN_FORMAT',
        found,
        known: zoneExportFormats,
        ...nearestFact(found, zoneExportFormats),
      });
    }
    return format;
  }

  #zone(file: string, zoneName: string | undefined, format: ZoneExportFormat | undefined): ZoneExportTable | undefined {
    const read = this.#read(() =>
      readZoneTable({
        content: fileChunks(file),
        path: file,
        ...(zoneName === undefined ? {} : { zoneName }),
        ...(format === undefined ? {} : { format }),
      }),
    );
    if (read === undefined) return undefined;
    this.#problems.add(...read.problems);
    this.#problems.addUncounted(read.problemCount - read.problems.length);
    const isNameless = read.zoneName === undefined && read.table.count > 0;
    if (isNameless) this.#problems.add({ code: 'INCIDENT_NO_ZONE_NAME', file });
    return read;
  }

  #controllers(
    options: CommandInput<typeof auditOptions>['options'],
    provider: Configuration['provider'],
  ): readonly AuditController[] {
    const objects = this.#objects(this.#problems.clusterValues('desired', options.desired));
    const told = this.#problems
      .clusterValues('owner', options.owner)
      .flatMap(({ cluster, value }) => this.#told(cluster, value, provider));
    const found = this.#problems
      .clusterValues('deployment', options.deployment)
      .flatMap(({ cluster, value }) => this.#found(cluster, value));
    for (const { cluster } of told) {
      const isTwice =
        found.some((other) => other.cluster === cluster) ||
        told.filter((other) => other.cluster === cluster).length > 1;
      if (isTwice) this.#problems.usage.push({ code: 'USAGE_OWNER_TWICE', cluster });
    }
    const controllers = [...told, ...found];
    for (const cluster of objects.keys()) {
      if (controllers.some((controller) => controller.cluster === cluster)) continue;
      this.#problems.add({ code: 'INCIDENT_NO_CONTROLLER', cluster, option: 'desired' });
    }
    return controllers.map((controller) => ({ ...controller, objects: objects.get(controller.cluster) ?? null }));
  }

  #told(
    cluster: string,
    ownerId: string,
    provider: Configuration['provider'],
  ): readonly Omit<AuditController, 'objects'>[] {
    const controller = controllerOfOwner(ownerId, provider);
    if ('configuration' in controller) return [{ name: cluster, cluster, configuration: controller.configuration }];
    this.#problems.add({ code: 'INCIDENT_NO_PAIR', option: 'owner', found: `${cluster}=${ownerId}` });
    return [];
  }

  /** A cluster may have several controllers, in one file or in several. */
  #found(cluster: string, file: string): readonly Omit<AuditController, 'objects'>[] {
    const read = this.#read(() => readControllers({ content: fileChunks(file), path: file }));
    if (read === undefined) return [];
    this.#problems.add(...read.problems);
    return read.controllers.map(({ name, configuration }) => ({
      name: read.controllers.length === 1 ? cluster : `${cluster}/${name}`,
      cluster,
      configuration,
    }));
  }

  #objects(pairs: readonly ClusterValue[]): ReadonlyMap<string, readonly KubernetesObject[]> {
    const objects = new Map<string, readonly KubernetesObject[]>();
    for (const { cluster, value: file } of pairs) {
      const read = this.#read(() => readDesired({ content: fileChunks(file), path: file }));
      this.#problems.add(...(read?.problems ?? []));
      objects.set(cluster, [...(objects.get(cluster) ?? []), ...(read?.objects ?? [])]);
    }
    return objects;
  }

  #read<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.#problems.usage.push({ code: 'USAGE_CANNOT_READ', file: error.file, reason: error.reason });
      return undefined;
    }
  }
}

/** The provider that goes with an export; for hosts that dibs does not know, the one behind which any host can be. */
function providerOf(zone: ZoneExportTable | undefined): Configuration['provider'] {
  if (zone?.isCloudflare === true) return 'cloudflare';
  switch (zone?.format) {
    case 'route53':
      return 'aws';
    case 'google':
    case 'azure':
      return zone.format;
    default:
      return 'webhook';
  }
}
