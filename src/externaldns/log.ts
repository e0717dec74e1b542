import type { Configuration } from './configuration.ts';
import type { LogLine } from './endpoint.ts';

/** The levels a process can be told to log at (logrus), most severe first. */
export type LogLevel = Configuration['logLevel'];

const severity: Readonly<Record<LogLevel, number>> = { panic: 0, fatal: 1, error: 2, warning: 3, info: 4, debug: 5 };

/**
 * Collects the lines that a piece of external-dns logs, in order, leaving out what the log level hides.
 *
 * Debug messages are given as functions, so that a hidden line costs nothing: a plan over a large zone would otherwise
 * spend its time on sentences that nobody reads.
 */
export class Log {
  readonly lines: LogLine[] = [];
  readonly #level: number;

  constructor(level: LogLevel) {
    this.#level = severity[level];
  }

  /** Whether debug lines are kept (log.go:IsLevelEnabled of logrus). */
  get hasDebug(): boolean {
    return this.#level >= severity.debug;
  }

  debug(message: () => string, fields?: () => LogFields): void {
    if (!this.hasDebug) return;
    this.lines.push({ level: 'debug', message: message(), ...(fields === undefined ? {} : { fields: fields() }) });
  }

  info(message: string, fields?: LogFields): void {
    this.#add('info', message, fields);
  }

  warning(message: string, fields?: LogFields): void {
    this.#add('warning', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.#add('error', message, fields);
  }

  #add(level: 'info' | 'warning' | 'error', message: string, fields?: LogFields): void {
    if (this.#level < severity[level]) return;
    this.lines.push({ level, message, ...(fields === undefined ? {} : { fields }) });
  }
}

type LogFields = NonNullable<LogLine['fields']>;
