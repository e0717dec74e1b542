import type { LogLine } from '../../externaldns/endpoint.ts';

/** A place in an artefact: line and column count from 1. */
export interface ArtefactPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A line of an external-dns log as somebody saved it. */
export interface ObservedLine extends LogLine {
  /** Whose log it is: the actor, as scenarios call it. */
  readonly controller: string;
  readonly at: Omit<ArtefactPlace, 'column'>;
  /** Milliseconds since 1970, UTC. */
  readonly timeMs: number;
  /** The moment as the log spells it. */
  readonly timeText: string;
}

/** What is wrong with a line of a log, or with a whole log, and where. */
export type LogProblem = ArtefactPlace &
  (
    | { readonly code: 'LOG_NOT_UTF8' }
    /** The whole file is in another encoding; `encoding` is a label of the WHATWG encoding standard. */
    | { readonly code: 'LOG_WRONG_ENCODING'; readonly encoding: string }
    | { readonly code: 'LOG_LINE_TOO_LONG'; readonly byteCount: number; readonly byteCountMax: number }
    /** A quoted value, or a JSON object, that never ends. */
    | { readonly code: 'LOG_LINE_CUT' }
    /** Neither logrus text nor logrus JSON. */
    | { readonly code: 'LOG_NOT_LOGRUS'; readonly found: string }
    | { readonly code: 'LOG_UNKNOWN_LEVEL'; readonly found: string }
    | { readonly code: 'LOG_NO_TIME' }
    | { readonly code: 'LOG_BAD_TIME'; readonly found: string }
    /** A moment that could be any of 38 hours. */
    | { readonly code: 'LOG_TIME_WITHOUT_ZONE'; readonly found: string }
    | { readonly code: 'LOG_TIME_GOES_BACK'; readonly found: string; readonly before: string }
    /** There are more mistakes in this file than are told one by one. */
    | { readonly code: 'LOG_MORE_PROBLEMS'; readonly count: number }
  );

/** A log as far as it can be read. */
export interface ReadLog {
  /** By time; lines of one moment as in the file. */
  readonly lines: readonly ObservedLine[];
  readonly problems: readonly LogProblem[];
  /** Lines that are no controller's: of client-go's own log, of a crash of the Go runtime. */
  readonly foreignCount: number;
}
