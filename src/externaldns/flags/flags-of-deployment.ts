/** The command line and environment of the external-dns container of a workload. */
export interface DeploymentFlags {
  /** The container's name. */
  readonly container: string;
  /** What the image is tagged with, without a digest; empty where it has no tag. */
  readonly imageTag: string;
  /** Arguments without the program's name, with `$(VARIABLE)` replaced as Kubernetes does it. */
  readonly args: readonly string[];
  /** Variables with a value of their own, whatever they are called. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables of a Secret, a ConfigMap or a field, in order: their values are not in the manifest. */
  readonly variablesFromElsewhere: readonly string[];
}

/** Why a manifest has no flags to give. */
export interface DeploymentProblem {
  readonly code: 'DEPLOYMENT_WITHOUT_EXTERNAL_DNS' | 'DEPLOYMENT_RUNS_A_SHELL';
  /** The names of the containers that there are, or of the one that runs a shell. */
  readonly containers: readonly string[];
}

/**
 * The flags of the first container that runs external-dns, by its image or its name, of a Deployment or anything else
 * with a pod template, or of a Pod.
 */
export function flagsOfDeployment(manifest: unknown): DeploymentFlags | DeploymentProblem {
  const spec = member(manifest, 'spec');
  const podSpec = member(member(spec, 'template'), 'spec') ?? spec;
  const containers = list(member(podSpec, 'containers'));
  const container = containers.find((candidate) =>
    [member(candidate, 'image'), member(candidate, 'name')].some((text) => String(text).includes('external-dns')),
  );
  if (container === undefined) {
    return { code: 'DEPLOYMENT_WITHOUT_EXTERNAL_DNS', containers: containers.map(nameOf) };
  }
  const command = list(member(container, 'command')).map(String);
  if (/(^|\/)(ba|da|a)?sh$/.test(command[0] ?? '')) {
    return { code: 'DEPLOYMENT_RUNS_A_SHELL', containers: [nameOf(container)] };
  }
  const variables = list(member(container, 'env'));
  const environment: Record<string, string> = {};
  for (const variable of variables) {
    const value = member(variable, 'value');
    if (member(variable, 'valueFrom') === undefined) {
      environment[nameOf(variable)] = expanded(value === undefined ? '' : String(value), environment);
    }
  }
  const args = [...command.slice(1), ...list(member(container, 'args')).map(String)];
  return {
    container: nameOf(container),
    imageTag: tagOf(String(member(container, 'image') ?? '')),
    args: args.map((argument) => expanded(argument, environment)),
    environment,
    variablesFromElsewhere: variables.filter((variable) => member(variable, 'valueFrom') !== undefined).map(nameOf),
  };
}

/** `$(NAME)` becomes the variable's value if it is known, `$$` becomes `$`; anything else stays. */
function expanded(text: string, environment: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (reference, name: string | undefined) => {
    if (name === undefined) return '$';
    return Object.hasOwn(environment, name) ? (environment[name] as string) : reference;
  });
}

/** `registry.k8s.io/external-dns/external-dns:v0.18.0@sha256:…` is tagged `v0.18.0`. */
function tagOf(image: string): string {
  const [named = ''] = image.split('@');
  return /:([^:/]+)$/.exec(named)?.[1] ?? '';
}

function nameOf(object: unknown): string {
  return String(member(object, 'name') ?? '');
}

function member(object: unknown, key: string): unknown {
  if (object === null || typeof object !== 'object') return undefined;
  return (object as Record<string, unknown>)[key];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
