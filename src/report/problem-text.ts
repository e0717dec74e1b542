import { terminalLine } from './printable.ts';

/** The words for one mistake: what is wrong, and how to put it right. */
export interface ProblemWords {
  readonly what: string;
  readonly fix: string;
}

/** A mistake in words, with its place. */
export interface ProblemText extends ProblemWords {
  readonly code: string;
  /** `scenarios/same-owner-id.yaml:6:3`, `the command line`. */
  readonly where: string;
  /** The place in a file, counting from 1; `null` where there is none. */
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** The three lines in which every mistake is shown: what, where, fix. Harmless for terminals. */
export function problemLines({ code, what, where, fix }: ProblemText): readonly string[] {
  return [`error[${code}]: ${what}`, `  at ${where}`, `  fix: ${fix}`].map(terminalLine);
}
