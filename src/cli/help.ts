import type { Command, CommandMeta, Option, OptionTable } from './command.ts';
import { globalOptions } from './global-options.ts';

/** Help about all commands. */
export function renderHelp(commands: readonly Command[]): string {
  return lines([
    'dibs: who owns this DNS name, in every order of events',
    '',
    'Usage: dibs COMMAND [options]',
    '',
    'Commands:',
    ...columns(commands.map(({ meta }) => [usageOf(meta), meta.summary])),
    '',
    'Options of every command:',
    ...columns(optionRows(globalOptions)),
    '',
    'Exit codes: 0 as expected, 1 not as expected, 2 wrong usage or input, 3 inconclusive (a limit was met),',
    '70 dibs itself broke.',
    '',
    'dibs COMMAND --help says more about a command.',
  ]);
}

/** Help about one command. */
export function renderCommandHelp({ meta, options }: Command): string {
  const { argument } = meta;
  const rows = optionRows(options);
  return lines([
    `dibs ${meta.name}: ${meta.summary}`,
    '',
    `Usage: dibs ${usageOf(meta)}${rows.length === 0 ? '' : ' [options]'}`,
    ...(argument === undefined ? [] : ['', 'Arguments:', ...columns([[argument.name, argument.summary]])]),
    ...(rows.length === 0 ? [] : ['', 'Options:', ...columns(rows)]),
    '',
    'Options of every command:',
    ...columns(optionRows(globalOptions)),
    '',
    'Examples:',
    ...columns(meta.examples.map(({ line, does }) => [line, does])),
  ]);
}

/** `run [paths…]`, `replay TRACE`. */
export function usageOf({ name, argument }: CommandMeta): string {
  if (argument === undefined) return name;
  return argument.isRequired ? `${name} ${argument.name}` : `${name} [${argument.name}]`;
}

/** `--seed SEED`, `--bail`. */
export function spellingOf(name: string, option: Option): string {
  return option.kind === 'flag' ? `--${name}` : `--${name} ${option.value}`;
}

function optionRows(options: OptionTable): readonly (readonly [string, string])[] {
  return Object.entries(options).map(([name, option]) => [spellingOf(name, option), option.summary]);
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
