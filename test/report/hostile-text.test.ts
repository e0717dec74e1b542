import { describe, expect, it } from 'vitest';
import { createGithubReporter } from '../../src/report/github-reporter.ts';
import { createJsonReporter } from '../../src/report/json-reporter.ts';
import { createJunitReporter } from '../../src/report/junit-reporter.ts';
import { createPaint } from '../../src/report/paint.ts';
import { createPrettyReporter } from '../../src/report/pretty-reporter.ts';
import { reportRun } from '../../src/report/report-run.ts';
import type { Reporter, Summary } from '../../src/report/reporter.ts';
import { createStepSummaryReporter } from '../../src/report/step-summary-reporter.ts';
import { stolenName } from './fixtures/stolen-name.ts';

/** What somebody may write into a title, a TXT value or a log to reach the reader's terminal or CI system. */
const corpus = [
  '\u001b]0;owned\u0007\u001b[2J\u001b[31m',
  '\u009b31m',
  'one\n::error::owned\n::set-output name=a::b',
  '::stop-commands::token',
  '##[add-mask]owned',
  '%0A::error::owned',
  '\r\n<script>alert(1)</script>',
  ']]></failure><script/>&amp;"\'',
  '</pre></details><img src=x onerror=alert(1)>',
  '| a | b |\n\n# heading `code` [link](javascript:alert(1)) @everyone',
  '\u202e\u2066gro.elpmaxe\u2069',
  '\u0000\u0001\ufffe\uffff\ud800',
  "'; rm -rf / #",
];

const summary: Summary = { passed: 0, failed: 1, inconclusive: 0, mistaken: 1, notRun: 0, durationVirtualMs: 300_000 };

function reported(reporter: Reporter, text: string): string {
  const { run, built } = stolenName({
    title: text,
    file: text,
    variant: text,
    value: text,
    log: `app.example.org${text}`,
    owner: text,
  });
  const problem = { code: 'SCENARIO_YAML_SYNTAX', what: text, where: `${text}:1:1`, fix: text };
  return [
    reporter.start({ version: '0.1.0', scenarioCount: 1, seed: text, limits: [] }),
    reporter.mistakes(text, [{ ...problem, place: { file: text, line: 1, column: 1 } }]),
    reporter.run(reportRun({ ...run, seed: text }, built)),
    reporter.end(summary),
  ].join('');
}

/** Controls, invisible signs and halves of surrogates; line feeds are the reporter's own. */
const invisible = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/u;

describe.each(corpus.map((text) => [JSON.stringify(text), text]))('hostile text %s', (_, text) => {
  it('moves no cursor, hides nothing and commands no runner in the pretty report', () => {
    const output = reported(createPrettyReporter(createPaint(false)), text);
    expect(output).not.toMatch(invisible);
    for (const line of output.split('\n')) expect(line.trim()).not.toMatch(/^::|##\[/);
  });

  it('is plain data in the JSON report, which reads back the same', () => {
    const output = reported(createJsonReporter(), text);
    expect(output).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(JSON.parse(output).scenarios[0].name).toBe(text);
  });

  it('opens and closes no element of the JUnit report', () => {
    const output = reported(createJunitReporter(), text);
    expect(output).not.toMatch(invisible);
    const tags = [...output.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/\s.*$/s, '').replace(/[<>/?]/g, ''));
    expect(new Set(tags)).toEqual(
      new Set(['xml', 'testsuites', 'testsuite', 'testcase', 'error', 'failure', 'system-out']),
    );
    expect(output.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!#\d+;)/);
  });

  it('starts no further command in the GitHub report, one line per annotation', () => {
    const output = reported(createGithubReporter(), text);
    expect(output).not.toMatch(invisible);
    const lines = output.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(/^::error file=[^:,]*,line=\d+,col=\d+,title=[^:,]*::/);
      expect(line.replaceAll(/%(25|0A|0D|3A|2C)/g, '')).not.toContain('%');
    }
  });

  it('adds no markup to the summary page', () => {
    const output = reported(createStepSummaryReporter(), text);
    expect(output).not.toMatch(invisible);
    const tags = new Set([...output.matchAll(/<[^>]*>/g)].map(([tag]) => tag));
    for (const tag of tags) expect(tag).toMatch(/^<\/?(details|summary|code|pre)>$/);
    const details = output.slice(output.indexOf('<details>')).replace(/&#\d+;/g, '');
    expect(details).not.toMatch(/[`[\]*_@]/);
  });
});
