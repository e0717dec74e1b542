const PREFIX = 'EXTERNAL_DNS_';

/**
 * The flags that a container's `EXTERNAL_DNS_*` variables stand for; flags given as arguments count for more.
 *
 * *Source:* alecthomas/kingpin: envars of flags, one value a line.
 */
export function flagsOfVariables(
  variables: Readonly<Record<string, string>>,
  flags: readonly string[],
): readonly string[] {
  return Object.entries(variables).flatMap(([variable, value]) => {
    const name = `--${variable.slice(PREFIX.length).toLowerCase().replaceAll('_', '-')}`;
    const isGiven = flags.some((flag) => flag === name || flag.startsWith(`${name}=`));
    if (!variable.startsWith(PREFIX) || isGiven) return [];
    if (value === 'true') return [name];
    if (value === 'false') return [name.replace(/^--/, '--no-')];
    return value.split('\n').map((one) => `${name}=${one}`);
  });
}
