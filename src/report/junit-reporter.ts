import { formatDuration } from '../scenario/duration.ts';
import { rerunCommand } from './command-line.ts';
import { failureLines } from './failure-lines.ts';
import { createPaint } from './paint.ts';
import { counted } from './phrase.ts';
import { printable } from './printable.ts';
import { type ProblemText, problemLines } from './problem-text.ts';
import type { Reporter } from './reporter.ts';
import type { RunReport } from './run-report.ts';

/**
 * For CI systems that read JUnit XML (Jenkins, GitLab): a suite per file, a case per scenario and variant. What could
 * not be judged is an error, never skipped: a limit met must not look green. There is no `time`, which would be
 * wall-clock time; the virtual time is in `system-out`.
 */
export function createJunitReporter(): Reporter {
  const suites = new Map<string, Case[]>();
  const add = (file: string, testCase: Case) => {
    suites.set(file, [...(suites.get(file) ?? []), testCase]);
    return '';
  };
  return {
    start: () => '',
    mistakes: (file, problems) => add(file, mistakenCase(file, problems)),
    run: (report) => add(report.file, runCase(report)),
    end: () => documentOf(suites),
  };
}

interface Case {
  readonly name: string;
  readonly result: 'passed' | 'failure' | 'error';
  readonly xml: string;
}

function mistakenCase(file: string, problems: readonly ProblemText[]): Case {
  const message = `${file} has ${counted(problems.length, 'mistake')} and was not run`;
  const text = problems.flatMap(problemLines).join('\n');
  const inside = element('error', { message, type: problems[0]?.code ?? 'mistake' }, text);
  return { name: file, result: 'error', xml: caseXml({ name: file, file, inside }) };
}

function runCase(report: RunReport): Case {
  const { file, variant, verdict, failures, limit } = report;
  const name = variant === null ? report.name : `${report.name} [${variant}]`;
  const output = element('system-out', {}, outputOf(report));
  if (verdict === 'passed') return { name, result: 'passed', xml: caseXml({ name, file, inside: output }) };
  const text = failures.flatMap((failure) => failureLines(failure, plain)).join('\n');
  const message = verdict === 'failed' ? (failures[0]?.what ?? 'failed') : (limit ?? 'not everything was judged');
  const result = verdict === 'failed' ? 'failure' : 'error';
  const inside = element(result, { message, type: verdict }, text) + output;
  return { name, result, xml: caseXml({ name, file, inside }) };
}

const plain = createPaint(false);

function outputOf(report: RunReport): string {
  const { seed, steps, durationVirtualMs, worldHash } = report;
  const facts = `seed ${seed}, ${counted(steps, 'step')}, ${formatDuration(durationVirtualMs)} of virtual time, world ${worldHash}`;
  return [facts, rerunCommand(report)].map(printable).join('\n');
}

function caseXml({
  name,
  file,
  inside,
}: {
  readonly name: string;
  readonly file: string;
  readonly inside: string;
}): string {
  return `    <testcase${attributes({ name, classname: file, file })}>\n${inside}    </testcase>\n`;
}

function documentOf(suites: ReadonlyMap<string, readonly Case[]>): string {
  const body = [...suites].map(([file, cases]) => {
    const counts = countsOf(cases);
    return `  <testsuite${attributes({ name: file, ...counts })}>\n${cases.map(({ xml }) => xml).join('')}  </testsuite>\n`;
  });
  const all = countsOf([...suites.values()].flat());
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return `${head}<testsuites${attributes({ name: 'dibs', ...all })}>\n${body.join('')}</testsuites>\n`;
}

function countsOf(cases: readonly Case[]): Readonly<Record<string, string>> {
  const count = (wanted: Case['result']) => String(cases.filter(({ result }) => result === wanted).length);
  return { tests: String(cases.length), failures: count('failure'), errors: count('error'), skipped: '0' };
}

function element(tag: string, members: Readonly<Record<string, string>>, text: string): string {
  return `      <${tag}${attributes(members)}>${xmlText(text)}</${tag}>\n`;
}

function attributes(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, value]) => ` ${name}="${xmlText(printable(value))}"`)
    .join('');
}

/** Markup signs as entities. Characters that XML 1.0 forbids are gone already: every line is printable. */
function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
