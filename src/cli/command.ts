import type { Io } from './io.ts';

/**
 * A command of the command line as data. Parsing, help and the table in README.md are all made from this one object, so
 * they cannot disagree. `run` imports the work lazily: showing help loads none of it.
 */
export interface Command<Options extends OptionTable = OptionTable> {
  readonly meta: CommandMeta;
  readonly options: Options;
  run(input: CommandInput<Options>): Promise<number>;
}

export interface CommandMeta {
  readonly name: string;
  /** One line, in lower case, without a full stop. */
  readonly summary: string;
  /** What follows the command's name; absent if it takes no arguments. */
  readonly argument?: ArgumentMeta;
  /** Whole command lines with what they do. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
}

export interface ArgumentMeta {
  /** As usage shows it: `TRACE`, `paths…`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
  readonly summary: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** An option, always spelled out: `--steps-max`. `value` is what help shows behind it. */
export type Option =
  | { readonly kind: 'flag'; readonly summary: string }
  | { readonly kind: 'text'; readonly value: string; readonly summary: string }
  | { readonly kind: 'texts'; readonly value: string; readonly summary: string }
  | { readonly kind: 'count'; readonly value: string; readonly minimum: number; readonly summary: string };

type OptionValue<O extends Option> = O['kind'] extends 'flag'
  ? boolean
  : O['kind'] extends 'texts'
    ? readonly string[]
    : (O['kind'] extends 'count' ? number : string) | undefined;

/** What a command is given: checked options and arguments. */
export interface CommandInput<Options extends OptionTable = OptionTable> {
  readonly options: { readonly [Name in keyof Options]: OptionValue<Options[Name]> };
  readonly args: readonly string[];
  readonly io: Io;
}

/** Gives a command its exact type, so that `run` knows its options; the command itself stays as it is. */
export function defineCommand<const Options extends OptionTable>(command: Command<Options>): Command<Options> {
  return command;
}
