import { type Coverage, totalCoverage } from '../explore/coverage.ts';
import { totalCoverageLines } from '../report/exploration/coverage-lines.ts';
import { createPaint } from '../report/paint.ts';
import { hasColour, type Io } from './io.ts';

/**
 * `--coverage`: tells at the end what was exercised and what never was, of one by the names of its actors, of several in
 * general. A report for machines on standard output is left alone: then it goes to standard error.
 */
export function tellCoverage(
  io: Io,
  coverages: readonly Coverage[],
  { noun, reporters }: { readonly noun: string; readonly reporters: readonly string[] },
): void {
  const isOutTaken = reporters.some((name) => name !== 'pretty' && !name.includes('='));
  const paint = createPaint(!isOutTaken && hasColour(io));
  const [only] = coverages;
  const total = only !== undefined && coverages.length === 1 ? only : totalCoverage(coverages);
  const text = totalCoverageLines(total, paint, { count: coverages.length, noun }).join('\n');
  if (isOutTaken) io.err(`${text}\n`);
  else io.out(`${text}\n`);
}
