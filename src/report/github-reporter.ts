import { rerunCommand } from './command-line.ts';
import { failureLines } from './failure-lines.ts';
import { createPaint } from './paint.ts';
import { printable } from './printable.ts';
import type { Reporter } from './reporter.ts';
import type { FailureReport, RunReport } from './run-report.ts';

/**
 * For GitHub Actions: an annotation at the line of every expectation that does not hold and of every mistake. What could
 * not be judged is a warning.
 * *Source:* GitHub Actions, "Workflow commands"; actions/toolkit packages/core/src/command.ts: escapeData, escapeProperty.
 */
export function createGithubReporter(): Reporter {
  return {
    start: () => '',
    mistakes: (_file, problems) => {
      const commands = problems.map(({ code, what, where, fix, place }) => {
        const at = place ?? { file: where, line: 1, column: 1 };
        return annotationCommand('error', { ...at, title: code }, [what, `fix: ${fix}`]);
      });
      return commands.join('');
    },
    run: (report) => {
      const level = report.verdict === 'failed' ? 'error' : 'warning';
      const commands = report.failures.map((failure) => annotation(level, report, failure));
      if (report.verdict !== 'inconclusive') return commands.join('');
      const at = { file: report.file, line: 1, column: 1, title: titleOf(report) };
      const message = [
        `inconclusive: ${report.limit ?? 'not everything was judged'}`,
        `again: ${rerunCommand(report)}`,
      ];
      return commands.join('') + annotationCommand('warning', at, message);
    },
    end: () => '',
  };
}

const plain = createPaint(false);

function annotation(level: 'error' | 'warning', report: RunReport, failure: FailureReport): string {
  const { file, line, column } = failure;
  const message = [...failureLines(failure, plain), `again: ${rerunCommand(report)}`];
  return annotationCommand(level, { file, line, column, title: titleOf(report) }, message);
}

function titleOf({ name, variant }: RunReport): string {
  return variant === null ? name : `${name} [${variant}]`;
}

/** A workflow command that annotates a line of a file. Paths, titles and messages may hold anything. */
export function annotationCommand(
  level: 'error' | 'warning',
  at: { readonly file: string; readonly line: number; readonly column: number; readonly title: string },
  message: readonly string[],
): string {
  const properties = `file=${property(at.file)},line=${at.line},col=${at.column},title=${property(at.title)}`;
  return `::${level} ${properties}::${data(message.map(printable).join('\n'))}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
