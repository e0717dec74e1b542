import type { ExpectedEndpoints, ExpectedServer } from './expectation.ts';
import type { At } from './located.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import type { WrittenExpectation } from './written-expectation.ts';

/** Endpoint lists, by `environment/account`. */
export function resolveEndpoints(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['endpoints']>,
  path: TreePath,
): readonly ExpectedEndpoints[] {
  return Object.entries(written).map(([keyText, urls]) => {
    const at = resolution.keyAt([...path, keyText]);
    const [environment = '', account = '', ...rest] = keyText.split('/');
    if (rest.length > 0) resolution.report({ code: 'SCENARIO_BAD_NAME', at, found: keyText });
    referToAccount(resolution, { environment, account, at });
    return { environment, account, urls, at };
  });
}

/** Servers, by `environment/account/region`. */
export function resolveServers(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['servers']>,
  path: TreePath,
): readonly ExpectedServer[] {
  return Object.entries(written).map(([keyText, server]) => {
    const at = resolution.keyAt([...path, keyText]);
    const [environment = '', account = '', region, ...rest] = keyText.split('/');
    if (region === undefined || rest.length > 0) resolution.report({ code: 'SCENARIO_BAD_NAME', at, found: keyText });
    referToAccount(resolution, { environment, account, at });
    const key = { environment, account, region: region ?? '', at };
    if (server === 'absent') return { ...key, exists: false };
    const { status, url, image } = server;
    return {
      ...key,
      exists: true,
      ...(status === undefined ? {} : { status }),
      ...(url === undefined ? {} : { url: orNull(url) }),
      ...(image === undefined ? {} : { image: orNull(image) }),
    };
  });
}

/** Reports an environment that does not exist, or an account that it never has. */
export function referToAccount(
  resolution: Resolution,
  { environment, account, at }: { readonly environment: string; readonly account: string; readonly at: At },
): void {
  const { environments, accounts } = resolution.names;
  if (!resolution.refer({ kind: 'environment', found: environment, known: environments, at })) return;
  resolution.refer({ kind: 'account', found: account, known: accounts.get(environment) ?? [], at });
}

function orNull(text: string): string | null {
  return text === 'none' ? null : text;
}
