/** What the command line may do to the world around it: print, and look at its surroundings. */
export interface Io {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  readonly isOutTerminal: boolean;
  readonly isErrTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The real surroundings of this process. */
export function processIo(): Io {
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isOutTerminal: process.stdout.isTTY === true,
    isErrTerminal: process.stderr.isTTY === true,
    env: process.env,
  };
}

/** Whether standard output gets colours: FORCE_COLOR decides, then NO_COLOR, then whether it is a terminal. */
export function hasColour({ env, isOutTerminal }: Io): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isOutTerminal && env.TERM !== 'dumb';
}
