import type { RunReport } from './run-report.ts';

/** The command that runs exactly this run again and keeps its trace. */
export function rerunCommand({ file, variant, seed }: Pick<RunReport, 'file' | 'variant' | 'seed'>): string {
  const path = file.startsWith('-') ? `./${file}` : file;
  const chosen = variant === null ? [] : option('--variant', variant);
  return ['dibs', 'run', path, ...chosen, ...option('--seed', seed), '--trace', 'traces'].map(shellWord).join(' ');
}

/** A value that begins with a hyphen has to be tied to its option. */
function option(name: string, value: string): readonly string[] {
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value];
}

/** A word as a POSIX shell takes it: quoted if any sign in it could mean something. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
