import type { FlagRule, FlagValueKind } from '../externaldns/flags/flag-problem.ts';
import type { FlagMistake } from '../scenario/problem.ts';
import { assertNever } from './assert-never.ts';
import { listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';

/** The words for a mistake in the flags of an external-dns process. */
export function describeFlagMistake(problem: FlagMistake): ProblemWords {
  switch (problem.code) {
    case 'FLAG_UNKNOWN':
      return { what: `external-dns has no flag --${problem.flag}`, fix: `did you mean --${problem.nearest}?` };
    case 'FLAG_NOT_IN_VERSION': {
      const { flag, version, since, until } = problem;
      const range = [since === null ? [] : [`since ${since}`], until === null ? [] : [`until ${until}`]].flat();
      return {
        what: `external-dns ${version} has no flag --${flag}`,
        fix: `leave it out, or give another version: releases have it ${range.join(', ')}`,
      };
    }
    case 'FLAG_WITHOUT_VALUE':
      return { what: `--${problem.flag} needs a value`, fix: `write --${problem.flag}=VALUE` };
    case 'FLAG_WITH_VALUE': {
      const what = `--${problem.flag} takes no value, found ${quoted(problem.value)}`;
      return { what, fix: `write --${problem.flag} or --no-${problem.flag}` };
    }
    case 'FLAG_REPEATED':
      return { what: `--${problem.flag} is given more than once`, fix: 'keep one of them' };
    case 'FLAG_VALUE_INVALID': {
      const options =
        problem.options.length === 0 ? valueKinds[problem.expected] : `one of ${problem.options.join(', ')}`;
      return { what: `--${problem.flag} cannot be ${quoted(problem.value)}`, fix: `give ${options}` };
    }
    case 'FLAG_ARGUMENT_UNEXPECTED':
      return { what: `external-dns has no use for ${quoted(problem.argument)}`, fix: 'begin every flag with --' };
    case 'FLAG_ARGUMENTS_IN_FILE':
      return { what: `the flags in ${quoted(problem.argument)} cannot be read`, fix: 'write them here, one by one' };
    case 'FLAG_MISSING': {
      const value = problem.options.length === 0 ? 'VALUE' : problem.options.join('|');
      return { what: `external-dns needs --${problem.flag}`, fix: `add --${problem.flag}=${value}` };
    }
    case 'FLAG_EMPTY':
      return { what: `--${problem.flag} is empty`, fix: 'give it a value' };
    case 'FLAG_NOT_MODELLED': {
      const value = problem.value === '' ? '' : `=${problem.value}`;
      const what = `external-dns knows --${problem.flag}${value}, and dibs does not model it`;
      const fix = problem.modelled.length === 0 ? 'leave it out' : `use one of: ${problem.modelled.join(', ')}`;
      return { what, fix };
    }
    case 'FLAGS_EXCLUSIVE':
      return {
        what: `${listed([`--${problem.flag}`, `--${problem.other}`])} exclude each other`,
        fix: 'keep one of them',
      };
    case 'FLAG_REQUIRES':
      return {
        what: `--${problem.flag} means nothing without --${problem.required}`,
        fix: `add --${problem.required}`,
      };
    case 'FLAG_VALUE_REFUSED':
      return { what: `--${problem.flag} cannot be ${quoted(problem.value)}`, fix: rules[problem.rule] };
    default:
      return assertNever(problem);
  }
}

const valueKinds: Readonly<Record<FlagValueKind, string>> = {
  boolean: 'nothing: a boolean flag stands alone',
  duration: 'a duration as Go writes it: 1m30s',
  'key-value': 'key=value',
  'one-of': 'one of the known values',
  'regular-expression': 'a regular expression as Go has them (RE2)',
  'whole-number': 'a whole number',
};

const rules: Readonly<Record<FlagRule, string>> = {
  'aes-key': 'give 32 characters, or base64 of 32 octets (from v0.16.0)',
  'ends-with-slash': 'end it with a slash',
  'greater-than-zero': 'give a number above 0',
};
