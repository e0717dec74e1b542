import type { Configuration } from '../externaldns/configuration.ts';
import { parseFlags } from '../externaldns/flags/parse-flags.ts';
import { knownVersion, knownVersions, newestVersion } from '../externaldns/version.ts';
import type { At } from './located.ts';
import { nearestFact } from './nearest.ts';
import type { PlacedFlags } from './placed-flags.ts';
import type { FlagMistake } from './problem.ts';
import type { Resolution } from './resolution.ts';

/** What a process is started with, and what external-dns makes of it. */
export interface ResolvedFlags {
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly configuration: Configuration;
  readonly ignoredFlags: readonly string[];
}

/** The configuration behind flags. Each mistake is reported at its flag's own place, what is missing at the whole. */
export function resolveFlags(resolution: Resolution, placed: PlacedFlags): ResolvedFlags | undefined {
  const flags = placed.args.map(({ flag }) => flag);
  const environment = Object.fromEntries(placed.variables.map(({ name, value }) => [name, value]));
  const version = versionOf(resolution, placed);
  if (version === undefined) return undefined;
  const parsed = parseFlags(flags, { environment, version });
  if ('configuration' in parsed) {
    const ignoredFlags = [...new Set(parsed.ignoredFlags.map(({ flag }) => flag))];
    return { flags, environment, configuration: parsed.configuration, ignoredFlags };
  }
  for (const { index, variable, ...mistake } of parsed.problems) {
    const at = placeOf(placed, index, variable);
    resolution.report({ code: 'SCENARIO_BAD_FLAG', at, mistake: mistake as FlagMistake });
  }
  return undefined;
}

/** The release that is meant; the newest unless one is given. One that is not known is reported. */
function versionOf(resolution: Resolution, { version }: PlacedFlags): string | undefined {
  if (version === undefined) return newestVersion;
  const found = version.text;
  const known = knownVersion(found);
  if (known === undefined) {
    const options = { known: knownVersions, ...nearestFact(found, knownVersions) };
    resolution.report({ code: 'SCENARIO_WRONG_VALUE', at: version.at, found, ...options });
  }
  return known;
}

function placeOf(placed: PlacedFlags, index: number | null, variable: string | null): At {
  const ofFlag = index === null ? undefined : placed.args[index]?.at;
  return ofFlag ?? placed.variables.find(({ name }) => name === variable)?.at ?? placed.at;
}
