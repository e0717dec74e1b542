import type { ReductionWish } from '../explore/reduction.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { nearestFact } from '../scenario/nearest.ts';

const known = ['none', 'partial-order'] as const satisfies readonly ReductionWish[];

/** Whether orders of events are left out that nobody can tell apart: not unless asked for. */
export function chosenReduction(
  options: {
    readonly reduction?: string | undefined;
    readonly symmetry?: string | undefined;
    readonly export?: string | undefined;
  },
  problems: UsageProblem[],
): ReductionWish {
  const { reduction: found = 'none', symmetry } = options;
  const reduction = known.find((one) => one === found);
  if (reduction === undefined)
    problems.push({ code: 'USAGE_UNKNOWN_REDUCTION', found, known, ...nearestFact(found, known) });
  if (reduction !== 'partial-order') return 'none';
  const option = '--reduction partial-order';
  if (symmetry === 'auto') {
    const why = 'a search keeps one order of many, or one of like worlds, not both';
    problems.push({ code: 'USAGE_OPTIONS_EXCLUDE', option, other: '--symmetry auto', why });
  }
  if (options.export !== undefined)
    problems.push({ code: 'USAGE_OPTIONS_EXCLUDE', option, other: '--export', why: 'there every world counts' });
  return reduction;
}
