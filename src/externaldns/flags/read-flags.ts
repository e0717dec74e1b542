import { closest } from 'fastest-levenshtein';
import { flagLife, isFlagOf } from './flag-history.ts';
import type { FlagPlace, FlagProblem } from './flag-problem.ts';
import { flagValueProblem } from './flag-value.ts';
import { type FlagSpec, flagNamesOf, flagSpec, isRepeatable } from './known-flags.ts';

/** The values given to one flag, in order, and where each was given. A boolean's values are `true` or `false`. */
export interface GivenFlag {
  readonly spec: FlagSpec;
  readonly values: readonly { readonly value: string; readonly place: FlagPlace }[];
}

/** What a command line and an environment give, by flag name in order of first sight. */
export interface ReadFlags {
  readonly given: ReadonlyMap<string, GivenFlag>;
  readonly problems: readonly FlagProblem[];
}

/**
 * Reads arguments and environment variables as external-dns's parser does, with every mistake instead of the first.
 *
 * A value may follow its flag behind `=` or as the next argument, which then may not begin with a hyphen. A variable
 * `EXTERNAL_DNS_<FLAG>` counts where its flag is not among the arguments and it is not empty; for a repeatable flag its
 * lines are the values. Variables that name no flag are not looked at, as upstream.
 *
 * *Source:* kingpin v2.4.0: parser.go, flags.go, envar.go, app.go.
 */
export function readFlags(
  args: readonly string[],
  { environment, version }: { readonly environment: Readonly<Record<string, string>>; readonly version: string },
): ReadFlags {
  const reading = new Reading(version);
  readArguments(args, reading);
  for (const name of flagNamesOf(version)) {
    const variable = variableOf(name);
    const text = Object.hasOwn(environment, variable) ? (environment[variable] as string) : '';
    const spec = flagSpec(name);
    if (spec === undefined || text === '' || reading.isGiven(name)) continue;
    const values = isRepeatable(spec) ? text.replace(/\r?\n$/, '').split(/\r?\n/) : [text];
    for (const value of values) reading.give(spec, value, { index: null, variable });
  }
  return { given: reading.given, problems: reading.problems };
}

/** The environment variable that stands for a flag. */
function variableOf(flag: string): string {
  return `EXTERNAL_DNS_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/** What has been read so far. */
class Reading {
  readonly given = new Map<string, { spec: FlagSpec; values: { value: string; place: FlagPlace }[] }>();
  readonly problems: FlagProblem[] = [];

  constructor(readonly version: string) {}

  isGiven(name: string): boolean {
    return this.given.has(name);
  }

  give(spec: FlagSpec, value: string, place: FlagPlace): void {
    const known = this.given.get(spec.name);
    if (known !== undefined && !isRepeatable(spec)) {
      this.problems.push({ ...place, code: 'FLAG_REPEATED', flag: spec.name });
      return;
    }
    const problem = flagValueProblem(spec, value);
    if (problem !== undefined) this.problems.push({ ...place, ...problem });
    const normal = spec.kind === 'boolean' && problem === undefined ? String(/^(1|t|true)$/i.test(value)) : value;
    if (known === undefined) this.given.set(spec.name, { spec, values: [{ value: normal, place }] });
    else known.values.push({ value: normal, place });
  }
}

function readArguments(args: readonly string[], reading: Reading): void {
  let index = 0;
  let isBehindDashes = false;
  while (index < args.length) {
    const place: FlagPlace = { index, variable: null };
    const argument = args[index] as string;
    index += 1;
    if (!isBehindDashes && argument === '--') {
      isBehindDashes = true;
    } else if (isBehindDashes || isPlainArgument(argument)) {
      reading.problems.push({ ...place, code: 'FLAG_ARGUMENT_UNEXPECTED', argument });
    } else if (argument.startsWith('@')) {
      reading.problems.push({ ...place, code: 'FLAG_ARGUMENTS_IN_FILE', argument });
    } else {
      const next = nextValue(args, index);
      const takes = readFlag(argument, { next, place, reading });
      if (takes && next !== undefined) {
        index = next.index + 1;
        isBehindDashes = next.isBehindDashes;
      } else if (takes && isShortFlag(args[index])) {
        index += 1; // meant as the value, but for its hyphen: reported as the flag's mistake
      }
    }
  }
}

interface NextValue {
  readonly value: string;
  readonly index: number;
  readonly isBehindDashes: boolean;
}

/** The value that a flag would take from the arguments at `index`. A `--` before it is skipped, a lone `-` is empty. */
function nextValue(args: readonly string[], index: number): NextValue | undefined {
  const argument = args[index];
  if (argument === '--') {
    const value = args[index + 1];
    return value === undefined ? undefined : { value, index: index + 1, isBehindDashes: true };
  }
  if (argument === undefined || !isPlainArgument(argument)) return undefined;
  return { value: argument === '-' ? '' : argument, index, isBehindDashes: false };
}

function isPlainArgument(argument: string): boolean {
  return argument === '-' || !/^[-@]/.test(argument);
}

/** `-txt`: external-dns has no short flags. */
function isShortFlag(argument: string | undefined): boolean {
  return argument !== undefined && /^-[^-]/.test(argument);
}

/** Reads one flag. Whether it takes the next argument as its value. */
function readFlag(
  argument: string,
  context: { readonly next: NextValue | undefined; readonly place: FlagPlace; readonly reading: Reading },
): boolean {
  const { next, place, reading } = context;
  const equals = argument.indexOf('=');
  const name = argument.slice(argument.startsWith('--') ? 2 : 1, equals === -1 ? undefined : equals);
  const value = equals === -1 ? undefined : argument.slice(equals + 1);
  const { spec, isInverted } = argument.startsWith('--') ? specOf(name) : { spec: undefined, isInverted: false };
  if (spec === undefined) {
    const nearest = closest(name, [...flagNamesOf(reading.version)]);
    reading.problems.push({ ...place, code: 'FLAG_UNKNOWN', flag: name, nearest });
    return value === undefined; // most likely it was meant as this flag's value
  }
  if (!isFlagOf(spec.name, reading.version)) {
    const { version } = reading;
    reading.problems.push({ ...place, code: 'FLAG_NOT_IN_VERSION', flag: spec.name, version, ...flagLife(spec.name) });
    return value === undefined && spec.kind !== 'boolean';
  }
  if (spec.kind === 'boolean') {
    if (value !== undefined) reading.problems.push({ ...place, code: 'FLAG_WITH_VALUE', flag: name, value });
    reading.give(spec, String(!isInverted), place);
    return false;
  }
  const taken = value ?? next?.value;
  if (taken === undefined) reading.problems.push({ ...place, code: 'FLAG_WITHOUT_VALUE', flag: name });
  else reading.give(spec, taken, place);
  return value === undefined;
}

/** Only booleans have a `no-` form. */
function specOf(name: string): { readonly spec: FlagSpec | undefined; readonly isInverted: boolean } {
  const spec = flagSpec(name);
  if (spec !== undefined || !name.startsWith('no-')) return { spec, isInverted: false };
  const inverted = flagSpec(name.slice('no-'.length));
  return { spec: inverted?.kind === 'boolean' ? inverted : undefined, isInverted: true };
}
