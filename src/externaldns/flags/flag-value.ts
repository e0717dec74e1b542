import { regexProblemOf } from '../domain-filter/domain-filter.ts';
import type { FlagValueKind } from './flag-problem.ts';
import { durationMs } from './go-duration.ts';
import type { FlagSpec } from './known-flags.ts';

/** Why a text is no value for a flag; `undefined` if it is one. */
export function flagValueProblem(
  spec: FlagSpec,
  value: string,
):
  | {
      readonly code: 'FLAG_VALUE_INVALID';
      readonly flag: string;
      readonly value: string;
      readonly expected: FlagValueKind;
      readonly options: readonly string[];
    }
  | undefined {
  const expected = unmetKind(spec, value);
  if (expected === undefined) return undefined;
  return { code: 'FLAG_VALUE_INVALID', flag: spec.name, value, expected, options: spec.options };
}

/**
 * *Source:* kingpin's values: ParseBool, str2duration, Enum, ParseFloat (whole-number flags are read as floats and cut
 * off, so `1e3` is one), regexp.Compile, StringMap.
 */
function unmetKind({ kind, options }: FlagSpec, value: string): FlagValueKind | undefined {
  switch (kind) {
    case 'boolean':
      return /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/.test(value) ? undefined : 'boolean';
    case 'duration':
      return durationMs(value) === undefined ? 'duration' : undefined;
    case 'enum':
    case 'enums':
      return options.includes(value) ? undefined : 'one-of';
    case 'map':
      return /[:=]/.test(value) ? undefined : 'key-value';
    case 'number':
      return /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(value) ? undefined : 'whole-number';
    case 'regex':
      return regexProblemOf(value) === undefined ? undefined : 'regular-expression';
    case 'text':
    case 'texts':
      return undefined;
  }
}
