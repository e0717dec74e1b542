import type { LogLine } from '../../externaldns/endpoint.ts';
import { isForeign, unframe } from './line-frame.ts';
import { textLines } from './log-bytes.ts';
import { type LogEntry, readLogrusJson, readLogrusText } from './log-entry.ts';
import type { LogProblem, ObservedLine, ReadLog } from './observed-line.ts';
import { parseTimestamp } from './timestamp.ts';

/** So many mistakes of one file are told one by one. */
const problemCountMax = 20;

/** Clocks of one process may step back a little; logs that were put together in the wrong order step back more. */
const backstepMs = 2000;

const LEVELS: Readonly<Record<string, LogLine['level']>> = {
  trace: 'debug',
  debug: 'debug',
  debu: 'debug',
  info: 'info',
  warning: 'warning',
  warn: 'warning',
  error: 'error',
  erro: 'error',
  fatal: 'fatal',
  fata: 'fatal',
  panic: 'fatal',
  pani: 'fatal',
};

/**
 * Reads a log of external-dns: logrus text or JSON, line by line, whatever collected it. Never throws: what cannot be
 * read is a problem with its place, and all the rest is there. Moments without a zone are read as UTC.
 */
export function readLog(
  bytes: Uint8Array,
  { file, controller }: { readonly file: string; readonly controller: string },
): ReadLog {
  const problems: LogProblem[] = [];
  let hiddenCount = 0;
  const report = (problem: LogProblem) => {
    if (problems.length < problemCountMax) problems.push(problem);
    else hiddenCount += 1;
  };
  const lines: ObservedLine[] = [];
  let foreignCount = 0;
  let part = '';
  let latest: ObservedLine | undefined;
  for (const { line, text } of textLines(bytes, { file, report })) {
    const frame = unframe(text);
    const whole = part + frame.text;
    part = frame.isPart === true ? whole : '';
    if (frame.isPart === true || whole.trim() === '') continue;
    if (isForeign(whole)) {
      foreignCount += 1;
      continue;
    }
    const read = readLine({ ...frame, text: whole }, { file, line, controller });
    for (const problem of read.problems) report(problem);
    if (read.line === undefined) continue;
    if (latest !== undefined && read.line.timeMs < latest.timeMs - backstepMs) {
      const times = { found: read.line.timeText, before: latest.timeText };
      report({ code: 'LOG_TIME_GOES_BACK', file, line, column: 1, ...times });
    }
    latest = read.line;
    lines.push(read.line);
  }
  if (hiddenCount > 0) problems.push({ code: 'LOG_MORE_PROBLEMS', file, line: 1, column: 1, count: hiddenCount });
  return { lines: lines.sort((left, right) => left.timeMs - right.timeMs), problems, foreignCount };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly controller: string;
}

function readLine(
  frame: { readonly text: string; readonly offset: number; readonly timeText?: string },
  { file, line, controller }: Place,
): { readonly line?: ObservedLine; readonly problems: readonly LogProblem[] } {
  const problem = (found: Mistake, column = 1): LogProblem => ({ ...found, file, line, column: column + frame.offset });
  const entry = entryOf(frame.text);
  if ('problem' in entry) {
    if (entry.problem === 'cut') return { problems: [problem({ code: 'LOG_LINE_CUT' }, entry.column)] };
    return { problems: [problem({ code: 'LOG_NOT_LOGRUS', found: frame.text.slice(0, 80) })] };
  }
  const given = new Map(entry.pairs);
  const message = String(given.get('msg') ?? given.get('message') ?? '');
  const level = LEVELS[String(given.get('level') ?? given.get('severity') ?? '').toLowerCase()];
  if (level === undefined) {
    return { problems: [problem({ code: 'LOG_UNKNOWN_LEVEL', found: String(given.get('level') ?? '') })] };
  }
  const timeText = frame.timeText ?? given.get('time') ?? given.get('timestamp');
  if (timeText === undefined) return { problems: [problem({ code: 'LOG_NO_TIME' })] };
  const time = parseTimestamp(String(timeText));
  if (!('timeMs' in time)) return { problems: [problem({ code: 'LOG_BAD_TIME', found: String(timeText) })] };
  const fields = entry.pairs.filter(([key]) => !FRAME_KEYS.has(key));
  const observed: ObservedLine = {
    controller,
    at: { file, line },
    timeMs: time.timeMs,
    timeText: String(timeText),
    level,
    message,
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
  const isZoned = !('problem' in time);
  const problems = isZoned ? [] : [problem({ code: 'LOG_TIME_WITHOUT_ZONE', found: String(timeText) })];
  return { line: observed, problems };
}

type Mistake = LogProblem extends infer P ? (P extends unknown ? Omit<P, 'file' | 'line' | 'column'> : never) : never;

const FRAME_KEYS = new Set(['time', 'timestamp', 'level', 'severity', 'msg', 'message']);

/** logrus on a terminal: `INFO[0042] Changing record.  action=CREATE`. Its number counts seconds from nobody knows when. */
const TERMINAL = /^(DEBU|INFO|WARN|ERRO|FATA|PANI)\[[^\]]*\]\s(.*?)\s*((?:\s[^\s="]+=(?:"(?:[^"\\]|\\.)*"|\S*))*)\s*$/s;

function entryOf(text: string): LogEntry {
  if (text.trimStart().startsWith('{')) return readLogrusJson(text);
  const terminal = TERMINAL.exec(text);
  if (terminal === null) return readLogrusText(text);
  const [, level = '', message = '', fields = ''] = terminal;
  const rest = fields.trim() === '' ? { pairs: [] } : readLogrusText(`level=${level} ${fields}`);
  if ('problem' in rest) return rest;
  const pairs = rest.pairs.filter(([key]) => key !== 'level');
  return { pairs: [['level', level], ['msg', message], ...pairs] };
}
