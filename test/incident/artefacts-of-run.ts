import { stringify } from 'yaml';
import { recordsOf } from '../../src/dns/zone.ts';
import { writeZoneFile, zoneFileLines } from '../../src/dns/zone-file-writer.ts';
import { quote } from '../../src/externaldns/endpoint/quote.ts';
import type { LogLine } from '../../src/externaldns/endpoint.ts';
import { formatTimestamp } from '../../src/incident/logs/timestamp.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Step } from '../../src/scenario/step.ts';
import type { RunResult } from '../../src/timeline/run-result.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { replay } from '../../src/trace/replay.ts';
import { traceOf } from '../../src/trace/write-trace.ts';

/** What somebody would have saved of an incident, as texts of files. */
export interface Artefacts {
  readonly zoneName: string;
  readonly zoneBefore: string;
  readonly zone: string;
  readonly clusters: readonly {
    readonly name: string;
    readonly flags: readonly string[];
    readonly version: string;
    readonly objectsBefore: string;
    readonly objects: string;
    readonly log: string;
    readonly endpoints: string | null;
    readonly release: string | null;
  }[];
  readonly deeds: string;
  readonly run: RunResult;
}

/** The wall clock at the beginning of every run. */
export const originMs = Date.UTC(2026, 5, 13, 10, 0, 0);

/** The artefacts of an incident that a scenario's run is. */
export function artefactsOfRun(scenario: Scenario): Artefacts {
  const built = buildScenario(scenario);
  const run = runScenario(built);
  const { model, landscape } = built;
  const { world } = replay({ trace: traceOf(run, { version: '' }), model });
  const [zone] = landscape.zones;
  if (zone === undefined) throw new Error('there is a zone');
  const first = model.reader(model.initialWorld());
  const last = model.reader(world);
  return {
    zoneName: zone.name,
    zoneBefore: writeZoneFile(recordsOf(zone, first)),
    zone: writeZoneFile(recordsOf(zone, last)),
    clusters: scenario.clusters.map((setup, index) => {
      const cluster = landscape.clusters[index];
      const controller = setup.controllers[0];
      if (cluster === undefined || controller === undefined) throw new Error(`${setup.name} has a controller`);
      const environment = landscape.environments.find((one) => one.cluster === setup.name);
      const objects = (reader: typeof first) =>
        stringify(
          {
            apiVersion: 'v1',
            kind: 'List',
            items: cluster.objects
              .entries(reader)
              .map(([, object]) => object)
              .filter(({ kind }) => ['Ingress', 'Service', 'DNSEndpoint'].includes(kind)),
          },
          { aliasDuplicateObjects: false },
        );
      return {
        name: setup.name,
        flags: controller.flags,
        version: controller.configuration.version,
        objectsBefore: objects(first),
        objects: objects(last),
        log: logOf(run, controller.name),
        endpoints:
          environment === undefined
            ? null
            : [
                'account,url,technology',
                ...environment
                  .endpoints(first)
                  .map(
                    ({ account, url, technology }) =>
                      `${account},${url},${technology === 'selfHostedPeer' ? 'kura-self-hosted-peer' : technology}`,
                  ),
              ]
                .join('\n')
                .concat('\n'),
        release: scenario.kura?.environments.find(({ cluster: name }) => name === setup.name)?.release ?? null,
      };
    }),
    deeds: deedsOf(scenario, run, built.actionsOf),
    run,
  };
}

/** A controller's log, as its process prints it: whole seconds. */
export function logOf(run: RunResult, controller: string): string {
  return run.story
    .filter(({ event }) => event.type === 'log' && event.actor === controller && event.level !== undefined)
    .map(({ atMs, event }) => `${logrusText(originMs + atMs, event as unknown as LogLine)}\n`)
    .join('');
}

/** *Source:* sirupsen/logrus text_formatter.go: fields in the order of their names. */
export function logrusText(timeMs: number, { level, message, fields = {} }: LogLine): string {
  const time = formatTimestamp(Math.floor(timeMs / 1000) * 1000);
  const words = Object.entries(fields)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => ` ${key}=${word(String(value))}`);
  return `time="${time}" level=${level} msg=${word(message)}${words.join('')}`;
}

function word(text: string): string {
  return text !== '' && /^[A-Za-z0-9\-._/@^+]*$/.test(text) ? text : quote(text);
}

/** What people did, as a list of steps with wall-clock times. What went wrong is not among them. */
function deedsOf(scenario: Scenario, run: RunResult, actionsOf: (step: Step) => readonly string[]): string {
  const deeds = scenario.steps.flatMap((step) => {
    const [action] = actionsOf(step);
    const taken = run.steps.find((one) => one.action === action);
    if (taken === undefined) return [];
    return [{ time: formatTimestamp(originMs + taken.atMs), ...writtenStep(step) }];
  });
  return stringify(deeds, { aliasDuplicateObjects: false });
}

function writtenStep(step: Step): Record<string, unknown> {
  switch (step.verb) {
    case 'apply':
      return { apply: { cluster: step.cluster, manifests: step.objects } };
    case 'delete':
      return { delete: { cluster: step.cluster, objects: step.objects } };
    case 'set-flags':
      return { 'set-flags': { controller: step.controller, flags: step.flags, version: step.configuration.version } };
    case 'start':
    case 'stop':
      return { [step.verb]: step.controller };
    case 'edit-zone': {
      const remove = step.remove.map(({ name, type, setIdentifier }) => [name, type, setIdentifier].join(' ').trim());
      const add = zoneFileLines(step.add).join('\n');
      return { 'edit-zone': { ...(remove.length > 0 ? { remove } : {}), ...(add === '' ? {} : { add: `${add}\n` }) } };
    }
    case 'deploy':
      return { deploy: { environment: step.environment, release: step.release, migrate: step.migrate } };
    case 'create-server':
    case 'destroy-server':
      return { [step.verb]: { environment: step.environment, account: step.account, region: step.region } };
    case 'rename':
      return { rename: { environment: step.environment, account: step.account, to: step.to } };
    default:
      throw new Error(`no artefact says that somebody did ${step.verb}`);
  }
}
