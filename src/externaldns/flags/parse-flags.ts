import type { Configuration } from '../configuration.ts';
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
 * The configuration of an external-dns v0.22.0 process with these arguments (without the program's name) and
 * `EXTERNAL_DNS_*` variables. All mistakes at once, in the order of the arguments, then what concerns the whole.
 *
 * *Source:* pkg/apis/externaldns: ParseFlags, validation.ValidateConfig; registry/txt/registry.go:newRegistry.
 */
export function parseFlags(
  args: readonly string[],
  options: { readonly environment?: Readonly<Record<string, string>> } = {},
): ParsedFlags {
  const { given, problems: misread } = readFlags(args, options.environment ?? {});
  const problems = [...misread, ...unmodelled(given)].sort(byIndex);
  const configuration = configurationOfFlags(given);
  problems.push(...missing(given, misread), ...contradictions(given, configuration));
  if (problems.length > 0) return { problems };
  return { configuration, ignoredFlags: ignored(given) };
}

/** Arguments first, in order; then variables, then what is nowhere. */
function byIndex(left: FlagProblem, right: FlagProblem): number {
  return (left.index ?? Number.MAX_SAFE_INTEGER) - (right.index ?? Number.MAX_SAFE_INTEGER);
}

function unmodelled(given: ReadonlyMap<string, GivenFlag>): readonly FlagProblem[] {
  const problems: FlagProblem[] = [];
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

/** Flags without which external-dns does not start (preValidateConfig). */
function missing(given: ReadonlyMap<string, GivenFlag>, misread: readonly FlagProblem[]): readonly FlagProblem[] {
  const problems: FlagProblem[] = [];
  for (const flag of ['provider', 'source', 'policy']) {
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
  if (configuration.registry === 'txt' && configuration.txtOwnerId === '') {
    problems.push({ ...placeOf('txt-owner-id'), code: 'FLAG_EMPTY', flag: 'txt-owner-id' });
  }
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

function ignored(given: ReadonlyMap<string, GivenFlag>): readonly IgnoredFlag[] {
  return [...given].flatMap(([flag, { values }]) =>
    isModelled(flag) ? [] : values.map(({ value, place }) => ({ ...place, flag, value })),
  );
}

const nowhere: FlagPlace = { index: null, variable: null };
