import type { Configuration } from '../configuration.ts';
import { readAesKey } from '../labels/encryption.ts';
import { isBetween, newestVersion } from '../version.ts';
import { configurationOfFlags, isModelled } from './configuration-of-flags.ts';
import type { FlagPlace, FlagProblem } from './flag-problem.ts';
import { flagSpec } from './known-flags.ts';
import { type GivenFlag, readFlags } from './read-flags.ts';
import { unmodelledFlags } from './unmodelled-flags.ts';

/** A flag that external-dns knows and that has no effect here. */
export interface IgnoredFlag extends FlagPlace {
  readonly flag: string;
  readonly value: string;
}

/** What flags amount to, or all that is wrong with them. */
export type ParsedFlags =
  | { readonly configuration: Configuration; readonly ignoredFlags: readonly IgnoredFlag[] }
  | { readonly problems: readonly FlagProblem[] };

/**
 * The configuration of an external-dns process of a release, the newest unless given, with these arguments (without the program's name) and
 * `EXTERNAL_DNS_*` variables. All mistakes at once, in the order of the arguments, then what concerns the whole.
 *
 * *Source:* pkg/apis/externaldns: ParseFlags, validation.ValidateConfig; registry/txt/registry.go:newRegistry.
 */
export function parseFlags(
  args: readonly string[],
  options: { readonly environment?: Readonly<Record<string, string>>; readonly version?: string } = {},
): ParsedFlags {
  const { environment = {}, version = newestVersion } = options;
  const { given, problems: misread } = readFlags(args, { environment, version });
  const problems = [...misread, ...unmodelled(given, version)].sort(byIndex);
  const configuration = configurationOfFlags(given, version);
  problems.push(...missing(given, misread, version), ...contradictions(given, configuration));
  if (problems.length > 0) return { problems };
  return { configuration, ignoredFlags: ignored(given) };
}

/** Arguments first, in order; then variables, then what is nowhere. */
function byIndex(left: FlagProblem, right: FlagProblem): number {
  return (left.index ?? Number.MAX_SAFE_INTEGER) - (right.index ?? Number.MAX_SAFE_INTEGER);
}

function unmodelled(given: ReadonlyMap<string, GivenFlag>, version: string): readonly FlagProblem[] {
  const problems: FlagProblem[] = [
    ...valuesOfOtherReleases('registry', { given, known: registriesOf(version) }),
    ...valuesOfOtherReleases('provider', { given, known: providersOf(version) }),
  ];
  for (const { flag, modelled } of unmodelledFlags) {
    for (const { value, place } of given.get(flag)?.values ?? []) {
      // A value that is no value at all has been reported as such.
      const { options = [] } = flagSpec(flag) ?? {};
      if (modelled.includes(value) || (options.length > 0 && !options.includes(value))) continue;
      problems.push({ ...place, code: 'FLAG_NOT_MODELLED', flag, value, modelled });
    }
  }
  for (const [flag, { spec, values }] of given) {
    const [only] = values;
    if (spec.kind !== 'duration' || !isModelled(flag) || only?.value.startsWith('-') !== true) continue;
    problems.push({ ...only.place, code: 'FLAG_NOT_MODELLED', flag, value: only.value, modelled: [] });
  }
  return problems;
}

/** A value that some release knows and this one does not. What no release knows has been reported as such. */
function valuesOfOtherReleases(
  flag: string,
  { given, known }: { readonly given: ReadonlyMap<string, GivenFlag>; readonly known: readonly string[] },
): readonly FlagProblem[] {
  const [only] = given.get(flag)?.values ?? [];
  const { options = [] } = flagSpec(flag) ?? {};
  if (only === undefined || known.includes(only.value) || !options.includes(only.value)) return [];
  const { value, place } = only;
  const modelled = unmodelledFlags.find((unmodelled) => unmodelled.flag === flag)?.modelled ?? known;
  const left = known.filter((option) => modelled.includes(option));
  return [{ ...place, code: 'FLAG_VALUE_INVALID', flag, value, expected: 'one-of', options: left }];
}

/** The providers of a release, as far as v0.22.0 has them: only webhooks came after v0.11.0 among those that are modelled. */
function providersOf(version: string): readonly string[] {
  const { options = [] } = flagSpec('provider') ?? {};
  return isBetween(version, '0.14.0') ? options : options.filter((provider) => provider !== 'webhook');
}

/** The registries of a release (registry/factory/registry.go; before v0.21.0 main.go). */
function registriesOf(version: string): readonly string[] {
  return [
    'aws-sd',
    ...(isBetween(version, '0.22.0') ? ['crd'] : []),
    ...(isBetween(version, '0.13.6') ? ['dynamodb'] : []),
    'noop',
    'txt',
  ];
}

/** Flags without which external-dns does not start (preValidateConfig). Before v0.22.0 the policy was `sync` by default. */
function missing(
  given: ReadonlyMap<string, GivenFlag>,
  misread: readonly FlagProblem[],
  version: string,
): readonly FlagProblem[] {
  const problems: FlagProblem[] = [];
  const needed = ['provider', 'source', ...(isBetween(version, '0.22.0') ? ['policy'] : [])];
  for (const flag of needed) {
    const isMisread = misread.some((problem) => 'flag' in problem && problem.flag === flag);
    const value = given.get(flag)?.values[0];
    const modelled = unmodelledFlags.find((unmodelled) => unmodelled.flag === flag)?.modelled;
    const options = modelled ?? (flagSpec(flag)?.options ?? []).filter((option) => option !== '');
    if (value === undefined && !isMisread) problems.push({ ...nowhere, code: 'FLAG_MISSING', flag, options });
    else if (value?.value === '' && !isMisread) problems.push({ ...value.place, code: 'FLAG_EMPTY', flag });
  }
  return problems;
}

/** What is checked once all flags are known. */
function contradictions(given: ReadonlyMap<string, GivenFlag>, configuration: Configuration): readonly FlagProblem[] {
  const problems: FlagProblem[] = [];
  const placeOf = (flag: string): FlagPlace => given.get(flag)?.values.at(-1)?.place ?? nowhere;
  if (configuration.registry !== 'noop' && configuration.txtOwnerId === '') {
    problems.push({ ...placeOf('txt-owner-id'), code: 'FLAG_EMPTY', flag: 'txt-owner-id' });
  }
  if (configuration.registry === 'dynamodb' && configuration.dynamodbTable === '') {
    problems.push({ ...placeOf('dynamodb-table'), code: 'FLAG_EMPTY', flag: 'dynamodb-table' });
  }
  problems.push(...encryptionProblems(configuration, placeOf));
  if (configuration.txtPrefix !== '' && configuration.txtSuffix !== '') {
    problems.push({ ...placeOf('txt-suffix'), code: 'FLAGS_EXCLUSIVE', flag: 'txt-suffix', other: 'txt-prefix' });
  }
  if (configuration.ignoreHostnameAnnotation && !given.has('fqdn-template')) {
    const flag = 'ignore-hostname-annotation';
    problems.push({ ...placeOf(flag), code: 'FLAG_REQUIRES', flag, required: 'fqdn-template' });
  }
  const { annotationPrefix } = configuration;
  if (!annotationPrefix.endsWith('/')) {
    const flag = 'annotation-prefix';
    const place = placeOf(flag);
    problems.push({ ...place, code: 'FLAG_VALUE_REFUSED', flag, value: annotationPrefix, rule: 'ends-with-slash' });
  }
  for (const flag of ['kube-api-qps', 'kube-api-burst']) {
    const value = given.get(flag)?.values[0]?.value;
    if (value === undefined || Math.trunc(Number(value)) > 0) continue;
    problems.push({ ...placeOf(flag), code: 'FLAG_VALUE_REFUSED', flag, value, rule: 'greater-than-zero' });
  }
  return problems;
}

/** The key's form counts for the registries that read TXT records; before v0.16.0 it could not be base64. */
function encryptionProblems(
  { version, registry, txtEncryptEnabled, txtEncryptAesKey }: Configuration,
  placeOf: (flag: string) => FlagPlace,
): readonly FlagProblem[] {
  if (registry !== 'txt' && registry !== 'dynamodb') return [];
  const flag = 'txt-encrypt-aes-key';
  if (txtEncryptAesKey === '') {
    const place = placeOf('txt-encrypt-enabled');
    const isNeeded = registry === 'txt' && txtEncryptEnabled;
    return isNeeded ? [{ ...place, code: 'FLAG_REQUIRES', flag: 'txt-encrypt-enabled', required: flag }] : [];
  }
  const isRaw = Buffer.byteLength(txtEncryptAesKey) === 32;
  if (isRaw || (isBetween(version, '0.16.0') && readAesKey(txtEncryptAesKey) !== undefined)) return [];
  return [{ ...placeOf(flag), code: 'FLAG_VALUE_REFUSED', flag, value: txtEncryptAesKey, rule: 'aes-key' }];
}

function ignored(given: ReadonlyMap<string, GivenFlag>): readonly IgnoredFlag[] {
  return [...given].flatMap(([flag, { values }]) =>
    isModelled(flag) ? [] : values.map(({ value, place }) => ({ ...place, flag, value })),
  );
}

const nowhere: FlagPlace = { index: null, variable: null };
