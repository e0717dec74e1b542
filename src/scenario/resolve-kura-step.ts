import type { KuraStep } from './kura-setup.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import { referToAccount } from './resolve-kura-form.ts';
import { verbKeyOf, type WrittenStep } from './written-step.ts';

/** A step of the product; nothing if the step is none of these. Its environment, account, region and release are checked. */
export function resolveKuraStep(resolution: Resolution, written: WrittenStep, path: TreePath): KuraStep | undefined {
  const own = [...path, verbKeyOf(written)];
  referToParts(resolution, own, written[verbKeyOf(written)] as Readonly<Record<string, unknown>>);
  const { deploy, migrate, rename } = written;
  if (deploy !== undefined) {
    const { environment, release, migrate: migrates = true, pods = null } = deploy;
    return { verb: 'deploy', environment, release, migrate: migrates, pods };
  }
  if (migrate !== undefined) return { verb: 'migrate', ...migrate };
  if (rename !== undefined) return { verb: 'rename', ...rename };
  return accountStep(written) ?? environmentStep(written);
}

function accountStep(written: WrittenStep): KuraStep | undefined {
  const {
    'create-account': createAccount,
    'delete-account': deleteAccount,
    'create-server': createServer,
    'destroy-server': destroyServer,
    'insert-endpoint': insertEndpoint,
    'delete-endpoint': deleteEndpoint,
  } = written;
  if (createAccount !== undefined) {
    return { verb: 'create-account', environment: createAccount.environment, handle: createAccount.account };
  }
  if (deleteAccount !== undefined) return { verb: 'delete-account', ...deleteAccount };
  if (createServer !== undefined) return { verb: 'create-server', ...createServer };
  if (destroyServer !== undefined) return { verb: 'destroy-server', ...destroyServer };
  if (insertEndpoint !== undefined) {
    const { environment, account, url, technology = 'kura' } = insertEndpoint;
    return { verb: 'insert-endpoint', environment, row: { account, url, technology } };
  }
  return deleteEndpoint === undefined ? undefined : { verb: 'delete-endpoint', ...deleteEndpoint };
}

function environmentStep(written: WrittenStep): KuraStep | undefined {
  const { 'set-regions': setRegions, 'set-image': setImage, 'set-deploy-env': setDeployEnv } = written;
  if (setRegions !== undefined) return { verb: 'set-regions', ...setRegions };
  if (setImage !== undefined) return { verb: 'set-image', ...setImage };
  if (setDeployEnv === undefined) return undefined;
  const { environment, 'deploy-env': deployEnv } = setDeployEnv;
  return { verb: 'set-deploy-env', environment, deployEnv: deployEnvOrNull(deployEnv) };
}

/** TUIST_DEPLOY_ENV, where the word `unset` stands for a missing variable. */
export function deployEnvOrNull(written: string | undefined): string | null {
  return written === undefined || written === 'unset' ? null : written;
}

function referToParts(resolution: Resolution, path: TreePath, parts: Readonly<Record<string, unknown>>): void {
  const { environment, account, release, region, regions } = parts;
  const { names } = resolution;
  if (typeof environment === 'string' && typeof account !== 'string') {
    const at = resolution.at([...path, 'environment']);
    resolution.refer({ kind: 'environment', found: environment, known: names.environments, at });
  }
  if (typeof environment === 'string' && typeof account === 'string') {
    const known = names.accounts.get(environment);
    const at = resolution.at([...path, known === undefined ? 'environment' : 'account']);
    referToAccount(resolution, { environment, account, at });
  }
  if (typeof release === 'string') {
    const at = resolution.at([...path, 'release']);
    resolution.refer({ kind: 'release', found: release, known: resolution.releaseNames, at });
  }
  if (typeof region === 'string') referToRegion(resolution, region, [...path, 'region']);
  if (Array.isArray(regions)) {
    for (const [index, one] of regions.entries()) referToRegion(resolution, String(one), [...path, 'regions', index]);
  }
}

/** Reports a region that no release knows. */
export function referToRegion(resolution: Resolution, found: string, path: TreePath): void {
  resolution.refer({ kind: 'region', found, known: resolution.regionIds, at: resolution.at(path) });
}
