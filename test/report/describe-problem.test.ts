import { describe, expect, it } from 'vitest';
import { type AnyProblem, describeProblem } from '../../src/report/describe-problem.ts';
import { problemLines } from '../../src/report/problem-text.ts';
import type { UsageProblem } from '../../src/report/usage-problem.ts';
import type { Problem } from '../../src/scenario/problem.ts';

const at = { file: 'scenarios/same-owner.yaml', line: 6, column: 3, path: 'clusters.west.polcy' };

function scenarioLines(problem: Problem): readonly string[] {
  return problemLines(describeProblem({ input: 'scenario', problem }));
}

function usageLines(problem: UsageProblem): readonly string[] {
  return problemLines(describeProblem({ input: 'usage', problem }));
}

describe('a mistake in words', () => {
  it('says what is wrong, where, and how to put it right, in three lines', () => {
    const known = ['interval', 'owner', 'policy'];
    expect(scenarioLines({ code: 'SCENARIO_UNKNOWN_KEY', at, key: 'polcy', known, nearest: 'policy' })).toEqual([
      'error[SCENARIO_UNKNOWN_KEY]: clusters.west has no key "polcy"',
      '  at scenarios/same-owner.yaml:6:3',
      '  fix: did you mean "policy"? known keys: interval, owner, policy',
    ]);
  });

  it('lists the known names when none is near', () => {
    const known = ['east', 'west'];
    const problem = { code: 'SCENARIO_UNKNOWN_REFERENCE', kind: 'cluster', found: 'mars', known, at } as const;
    expect(scenarioLines(problem)[2]).toBe('  fix: known clusters: east, west');
  });

  it('reaches into pasted artefacts', () => {
    const mistake = {
      code: 'RDATA_FIELD_INVALID',
      type: 'A',
      field: 'address',
      kind: 'ipv4',
      text: '192.0.2',
    } as const;
    const token = { text: '192.0.2', isQuoted: false, line: 1, column: 1 };
    expect(scenarioLines({ code: 'SCENARIO_BAD_VALUE', at, mistake: { ...mistake, token } })).toEqual([
      'error[SCENARIO_BAD_VALUE]: "192.0.2" cannot be the address of type A',
      '  at scenarios/same-owner.yaml:6:3',
      '  fix: write an IPv4 address: 192.0.2.1',
    ]);
    const flag = { code: 'FLAG_UNKNOWN', flag: 'polcy', nearest: 'policy' } as const;
    expect(scenarioLines({ code: 'SCENARIO_BAD_FLAG', at, mistake: flag })[2]).toBe('  fix: did you mean --policy?');
  });

  it('names the line of a broken trace', () => {
    const problem: AnyProblem = { input: 'trace', file: 'a.trace.jsonl', problem: { code: 'TRACE_NOT_JSON', line: 4 } };
    expect(describeProblem(problem)).toMatchObject({ where: 'a.trace.jsonl:4:1', place: { line: 4 } });
  });

  it('names the version that can read a trace that is too new', () => {
    const problem = { code: 'TRACE_TOO_NEW', format: 9, known: 1, version: '4.0.0' } as const;
    expect(describeProblem({ input: 'trace', file: 'a.trace.jsonl', problem }).fix).toBe('replay it with dibs 4.0.0');
  });

  it('is at the command line when the command line is wrong', () => {
    expect(usageLines({ code: 'USAGE_MISSING_VALUE', option: '--seed', value: 'SEED' })).toEqual([
      'error[USAGE_MISSING_VALUE]: --seed needs a value',
      '  at the command line',
      '  fix: write --seed SEED',
    ]);
  });

  it('cannot move the cursor of who reads it', () => {
    const lines = scenarioLines({
      code: 'SCENARIO_FILE_NOT_FOUND',
      at: { ...at, file: 'a\u001b[2J\n.yaml' },
      file: '\u202e',
    });
    expect(lines.join('')).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });
});
