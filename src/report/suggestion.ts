import { quoted } from './phrase.ts';

/** `did you mean "policy"? known keys: interval, owner, policy` */
export function suggestion(
  problem: { readonly known: readonly string[]; readonly nearest?: string },
  noun: string,
): string {
  const known = problem.known.length === 0 ? `there are no ${noun}` : `known ${noun}: ${problem.known.join(', ')}`;
  return problem.nearest === undefined ? known : `did you mean ${quoted(problem.nearest)}? ${known}`;
}
