import { parseArgs } from 'node:util';
import type { UsageProblem } from '../report/usage-problem.ts';
import { nearestFact } from '../scenario/nearest.ts';
import type { Command, CommandInput, Option, OptionTable } from './command.ts';
import { globalOptions } from './global-options.ts';

/** What a command line asks for. `help` without a command is help about all of them. */
export type Parsed =
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'command'; readonly command: Command; readonly input: Omit<CommandInput, 'io'> }
  | { readonly kind: 'mistakes'; readonly problems: readonly UsageProblem[] };

type Values = Record<string, boolean | number | string | string[] | undefined>;

/**
 * Reads the arguments of the process. Strict: unknown commands and options, missing and unwanted values, repetitions
 * and wrong numbers of arguments are all mistakes, and all of them are reported.
 */
export function parseCommandLine(argv: readonly string[], commands: readonly Command[]): Parsed {
  const at = argv.findIndex((argument) => !argument.startsWith('-'));
  const name = at === -1 ? undefined : argv[at];
  const command = commands.find(({ meta }) => meta.name === name);
  if (name !== undefined && command === undefined) {
    const known = commands.map(({ meta }) => meta.name);
    const problem = { code: 'USAGE_UNKNOWN_COMMAND', found: name, known, ...nearestFact(name, known) } as const;
    return { kind: 'mistakes', problems: [problem] };
  }
  const rest = argv.filter((_, index) => index !== at);
  const { values, args, problems } = readArguments(rest, command);
  if (values.help === true) return { kind: 'help', command };
  if (problems.length > 0) return { kind: 'mistakes', problems };
  if (values.version === true) return { kind: 'version' };
  if (command === undefined) return { kind: 'nothing' };
  return { kind: 'command', command, input: { options: values as CommandInput['options'], args } };
}

interface Reading {
  readonly values: Values;
  readonly args: string[];
  readonly problems: UsageProblem[];
}

function readArguments(argv: readonly string[], command: Command | undefined): Reading {
  const table: OptionTable = { ...globalOptions, ...command?.options };
  const reading: Reading = { values: initialValues(table), args: [], problems: [] };
  const config = Object.fromEntries(
    Object.entries(table).map(([name, { kind }]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' } as const]),
  );
  const options = { ...config, help: { type: 'boolean', short: 'h' } as const };
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') reading.args.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (option === undefined) {
      reading.problems.push(unknownOption(token.rawName, command, table));
      continue;
    }
    if (given.has(token.name) && option.kind !== 'texts') {
      reading.problems.push({ code: 'USAGE_REPEATED_OPTION', option: token.rawName });
    }
    given.add(token.name);
    // A value in an argument of its own that looks like an option is a forgotten value.
    const isForgotten = token.inlineValue === false && token.value?.startsWith('-') === true;
    readOption(reading, { name: token.name, option, value: isForgotten ? undefined : token.value });
  }
  if (command !== undefined) checkArguments(reading, command);
  return reading;
}

function initialValues(table: OptionTable): Values {
  return Object.fromEntries(
    Object.entries(table).map(([name, { kind }]) => [
      name,
      kind === 'flag' ? false : kind === 'texts' ? [] : undefined,
    ]),
  );
}

function unknownOption(found: string, command: Command | undefined, table: OptionTable): UsageProblem {
  const known = Object.keys(table).map((name) => `--${name}`);
  return {
    code: 'USAGE_UNKNOWN_OPTION',
    command: command?.meta.name ?? null,
    found,
    known,
    ...nearestFact(found, known),
  };
}

function readOption(
  { values, problems }: Reading,
  { name, option, value }: { readonly name: string; readonly option: Option; readonly value: string | undefined },
): void {
  const spelled = `--${name}`;
  if (option.kind === 'flag') {
    if (value === undefined) values[name] = true;
    else problems.push({ code: 'USAGE_UNWANTED_VALUE', option: spelled, found: value });
    return;
  }
  if (value === undefined || value === '') {
    problems.push({ code: 'USAGE_MISSING_VALUE', option: spelled, value: option.value });
  } else if (option.kind === 'texts') {
    values[name] = [...(values[name] as string[]), value];
  } else if (option.kind === 'text') {
    values[name] = value;
  } else if (/^\d{1,15}$/.test(value) && Number(value) >= option.minimum) {
    values[name] = Number(value);
  } else {
    problems.push({ code: 'USAGE_NOT_A_COUNT', option: spelled, found: value, minimum: option.minimum });
  }
}

function checkArguments({ args, problems }: Reading, { meta }: Command): void {
  const { name: command, argument } = meta;
  if (argument?.isRequired && args.length === 0) {
    problems.push({ code: 'USAGE_MISSING_ARGUMENT', command, argument: argument.name });
  }
  const countMax = argument === undefined ? 0 : argument.isRepeatable ? args.length : 1;
  for (const found of args.slice(countMax)) problems.push({ code: 'USAGE_EXTRA_ARGUMENT', command, found });
}
