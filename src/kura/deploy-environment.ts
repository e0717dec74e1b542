/** The environment that a process believes to be in. */
export type DeployEnvironment = 'prod' | 'can' | 'stag';

/** The values of `TUIST_DEPLOY_ENV` that a released image knows. */
export const KNOWN_DEPLOY_ENVIRONMENTS: readonly DeployEnvironment[] = ['can', 'prod', 'stag'];

/** Whether the variable has a value that a released image knows: not unset, not mistyped. */
export function isKnownDeployEnvironment(variable: string | null): variable is DeployEnvironment {
  return KNOWN_DEPLOY_ENVIRONMENTS.some((known) => known === variable);
}

/**
 * The environment that a released image takes itself to be in, given `TUIST_DEPLOY_ENV`.
 *
 * It falls open: unset, mistyped (`staging` for `stag`) or in capitals, the variable is ignored and the image runs as
 * what it was compiled as, which is production.
 *
 * *Source:* server/lib/tuist/environment.ex:env/0 of tuist/tuist.
 */
export function deployEnvironment(variable: string | null): DeployEnvironment {
  return isKnownDeployEnvironment(variable) ? variable : 'prod';
}
