import { formatDuration } from '../scenario/duration.ts';
import { rerunCommand } from './command-line.ts';
import { failureLines } from './failure-lines.ts';
import type { Paint } from './paint.ts';
import { counted } from './phrase.ts';
import { terminalLine } from './printable.ts';
import type { Campaign, Reporter, Summary } from './reporter.ts';
import type { RunReport } from './run-report.ts';

/** For people: a line for what passed, by folder; for what did not, what explains it and the command that shows it again. */
export function createPrettyReporter(paint: Paint): Reporter {
  let folder: string | undefined;
  const heading = (file: string) => {
    const next = folderOf(file);
    if (next === folder) return [];
    folder = next;
    return ['', paint.strong(terminalLine(next))];
  };
  return {
    start: (campaign) => lines([headline(campaign)]),
    mistakes: (file, problems) => {
      const mistakes = counted(problems.length, 'mistake');
      return lines([...heading(file), `  ${paint.bad('✗')} ${terminalLine(file)} has ${mistakes} and was not run`]);
    },
    run: (report) => lines([...heading(report.file), ...runLines(report, paint)]),
    end: (summary, wallMs) => lines(['', ...summaryLines(summary, paint, wallMs)]),
  };
}

function headline({ version, scenarioCount, seed, limits, share }: Campaign): string {
  const seeds = seed === null ? "each scenario's own seed" : `seed ${terminalLine(seed)}`;
  const shard = share === undefined ? [] : [`shard ${share.index}/${share.count}`];
  return [`dibs ${version}: ${counted(scenarioCount, 'scenario')}`, ...shard, seeds, ...limits].join(', ');
}

function runLines(report: RunReport, paint: Paint): readonly string[] {
  const { name, variant, verdict, durationVirtualMs, limit, failures } = report;
  const title = terminalLine(variant === null ? name : `${name} [${variant}]`);
  const time = paint.faint(formatDuration(durationVirtualMs));
  if (verdict === 'passed') return [`  ${paint.good('✓')} ${title}  ${time}`];
  const first =
    verdict === 'failed'
      ? `  ${paint.bad('✗')} ${paint.strong(title)}  ${time}`
      : `  ${paint.doubtful('?')} ${paint.strong(title)}  ${time}  inconclusive: ${limit ?? 'not everything was judged'}`;
  return [
    first,
    ...failures.flatMap((failure) => failureLines(failure, paint)).map((line) => `      ${line}`),
    `      ${paint.faint(`again: ${terminalLine(rerunCommand(report))}`)}`,
  ];
}

function summaryLines(summary: Summary, paint: Paint, wallMs?: number): readonly string[] {
  const { passed, failed, inconclusive, mistaken, notRun, durationVirtualMs } = summary;
  const counts = [
    ...(failed > 0 ? [paint.bad(`${failed} failed`)] : []),
    ...(mistaken > 0 ? [paint.bad(`${counted(mistaken, 'file')} with mistakes`)] : []),
    ...(inconclusive > 0 ? [paint.doubtful(`${inconclusive} inconclusive`)] : []),
    passed > 0 ? paint.good(`${passed} passed`) : '0 passed',
    ...(notRun > 0 ? [`${notRun} not run`] : []),
  ];
  const waited = wallMs === undefined ? '' : `, in ${(wallMs / 1000).toFixed(1)} s`;
  return [`${counts.join(', ')}; ${formatDuration(durationVirtualMs)} of virtual time${waited}`];
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? '.' : file.slice(0, slash);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
