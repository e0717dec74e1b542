import type { UsageProblem } from '../report/usage-problem.ts';
import { nearestFact } from '../scenario/nearest.ts';

const known = ['auto', 'off'] as const;

/**
 * Whether what is alike is told apart: always, unless asked for otherwise, since finding out what is alike takes longer
 * than it saves where worlds are few. It cannot be asked for where every single world is wanted: in a file of
 * `--checkpoint`, for other machines to go on from, and in what `--export` writes, for other tools to count.
 */
export function chosenSymmetry(
  options: {
    readonly symmetry?: string | undefined;
    readonly checkpoint?: string | undefined;
    readonly export?: string | undefined;
  },
  problems: UsageProblem[],
): (typeof known)[number] {
  const others = [
    ...(options.checkpoint === undefined ? [] : ['--checkpoint']),
    ...(options.export === undefined ? [] : ['--export']),
  ];
  const { symmetry: found = 'off' } = options;
  const symmetry = known.find((one) => one === found);
  if (symmetry === undefined)
    problems.push({ code: 'USAGE_UNKNOWN_SYMMETRY', found, known, ...nearestFact(found, known) });
  if (symmetry === 'auto') {
    for (const other of others)
      problems.push({
        code: 'USAGE_OPTIONS_EXCLUDE',
        option: '--symmetry auto',
        other,
        why: 'there every world counts',
      });
  }
  return symmetry ?? 'off';
}
