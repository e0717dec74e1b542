import type { Configuration } from '../../externaldns/configuration.ts';
import type { FlagProblem } from '../../externaldns/flags/flag-problem.ts';
import { type DeploymentFlags, flagsOfDeployment } from '../../externaldns/flags/flags-of-deployment.ts';
import { parseFlags } from '../../externaldns/flags/parse-flags.ts';
import { knownVersion, newestVersion } from '../../externaldns/version.ts';
import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { textOfChunks } from '../text-of-chunks.ts';
import type { FilePlace } from '../zone-export/zone-export.ts';
import { type DesiredInput, type DesiredProblem, readDesired } from './read-desired.ts';

/** An external-dns process as its manifest or whoever knows it says. */
export interface FoundController {
  /** The workload's name; empty for an owner id that was told. */
  readonly name: string;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly configuration: Configuration;
}

/** What is wrong with a file that should say how external-dns runs. */
export type ControllerProblem =
  | DesiredProblem
  | (FilePlace &
      (
        | { readonly code: 'CONTROLLER_NONE'; readonly kinds: readonly string[] }
        /** A flag's value is in a Secret or a ConfigMap. */
        | { readonly code: 'CONTROLLER_VARIABLE_ELSEWHERE'; readonly variable: string }
        | { readonly code: 'CONTROLLER_UNKNOWN_VERSION'; readonly found: string }
        | { readonly code: 'CONTROLLER_BAD_FLAG'; readonly mistake: FlagProblem }
      ));

/** The processes that a file describes. */
export interface Controllers {
  readonly controllers: readonly FoundController[];
  readonly problems: readonly ControllerProblem[];
}

/**
 * Reads the manifests of external-dns: every workload that runs it, as `kubectl get deployment -o yaml` prints it. A flag
 * that is not modelled, or wrong, is a problem; the controller is then what the other flags make of it, if they make one.
 */
export function readControllers(input: DesiredInput): Controllers {
  const { content, path } = input;
  const chunks = typeof content === 'string' || content instanceof Uint8Array ? [content] : [...content];
  const text = [...textOfChunks(chunks)].join('');
  const { objects, problems } = readDesired({ content: chunks, path });
  const placeOf = (needle: string): FilePlace => ({ file: path, ...placeIn(text, needle) });
  const found = objects.flatMap((object) => controllerOf(object, placeOf));
  const controllers = found.flatMap(({ controller }) => (controller === undefined ? [] : [controller]));
  const all: ControllerProblem[] = [...problems, ...found.flatMap((each) => each.problems)];
  if (found.length === 0 && problems.length === 0) {
    const kinds = [...new Set(objects.map(({ kind }) => kind))].sort();
    all.push({ code: 'CONTROLLER_NONE', kinds, ...placeOf('') });
  }
  return { controllers, problems: all };
}

/**
 * A process of which only the owner id is known: it watches everything, under `--policy=sync`, without filters, at the
 * newest release.
 */
export function controllerOfOwner(
  ownerId: string,
  provider: Configuration['provider'],
): FoundController | { readonly problems: readonly FlagProblem[] } {
  const flags = [...usualFlags(provider), `--txt-owner-id=${ownerId}`];
  const parsed = parseFlags(flags);
  if ('problems' in parsed) return parsed;
  return { name: '', flags, environment: {}, configuration: parsed.configuration };
}

function usualFlags(provider: string): readonly string[] {
  return [`--provider=${provider}`, '--source=ingress', '--source=service', '--source=crd', '--policy=sync'];
}

interface Found {
  readonly controller: FoundController | undefined;
  readonly problems: readonly ControllerProblem[];
}

function controllerOf(object: KubernetesObject, placeOf: (needle: string) => FilePlace): readonly Found[] {
  if (!WORKLOADS.has(object.kind)) return [];
  const deployment = flagsOfDeployment(object);
  if ('code' in deployment) return [];
  const problems: ControllerProblem[] = [];
  const { imageTag, variablesFromElsewhere } = deployment;
  for (const variable of variablesFromElsewhere.filter(isFlagVariable)) {
    problems.push({ code: 'CONTROLLER_VARIABLE_ELSEWHERE', variable, ...placeOf(variable) });
  }
  const [found] = /^v?\d+\.\d+(\.\d+)?/.exec(imageTag) ?? [];
  const version = found === undefined ? newestVersion : knownVersion(found);
  if (version === undefined && found !== undefined) {
    problems.push({ code: 'CONTROLLER_UNKNOWN_VERSION', found, ...placeOf(imageTag) });
  }
  const environment = Object.fromEntries(
    Object.entries(deployment.environment).filter(([name]) => isFlagVariable(name)),
  );
  const { configuration, flags, mistakes } = configured(deployment, environment, version ?? newestVersion);
  for (const mistake of mistakes) {
    const needle = mistake.index === null ? (mistake.variable ?? '') : (deployment.args[mistake.index] ?? '');
    problems.push({ code: 'CONTROLLER_BAD_FLAG', mistake, ...placeOf(needle) });
  }
  const controller =
    configuration === undefined ? undefined : { name: object.metadata.name, flags, environment, configuration };
  return [{ controller, problems }];
}

/** Kinds that run containers. */
const WORKLOADS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod']);

function isFlagVariable(name: string): boolean {
  return name.startsWith('EXTERNAL_DNS_');
}

/** The configuration of all flags, or else of those that are right, with usual ones where one is then missing. */
function configured(
  { args }: DeploymentFlags,
  environment: Readonly<Record<string, string>>,
  version: string,
): {
  readonly configuration?: Configuration;
  readonly flags: readonly string[];
  readonly mistakes: readonly FlagProblem[];
} {
  const parsed = parseFlags(args, { environment, version });
  if ('configuration' in parsed) return { configuration: parsed.configuration, flags: args, mistakes: [] };
  const wrong = new Set(parsed.problems.flatMap(({ index }) => (index === null ? [] : [index])));
  const isValueOfWrong = (index: number): boolean =>
    wrong.has(index - 1) && !args[index]?.startsWith('-') && !args[index - 1]?.includes('=');
  const right = args.filter((_, index) => !wrong.has(index) && !isValueOfWrong(index));
  const missing = usualFlags('webhook').filter((flag) => {
    const name = flag.slice(0, flag.indexOf('='));
    return !right.some((given) => given === name || given.startsWith(`${name}=`));
  });
  const flags = [...right, ...missing];
  const again = parseFlags(flags, { environment, version });
  return {
    flags,
    mistakes: parsed.problems,
    ...('configuration' in again ? { configuration: again.configuration } : {}),
  };
}

/** Where a text first stands in another; the beginning if nowhere. */
function placeIn(text: string, needle: string): { readonly line: number; readonly column: number } {
  const at = Math.max(text.indexOf(needle), 0);
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return { line: text.slice(0, at).split('\n').length, column: at - lineStart + 1 };
}
