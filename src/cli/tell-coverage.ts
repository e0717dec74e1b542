import { type Coverage, totalCoverage } from '../explore/coverage.ts';
import { totalCoverageLines } from '../report/exploration/coverage-lines.ts';
import { createPaint, type Paint } from '../report/paint.ts';
import { hasColour, type Io } from './io.ts';

/**
 * `--coverage`: tells at the end what was exercised and what never was, of one by the names of its actors, of several in
 * general; and, if given, what nothing tested. A report for machines on standard output is left alone: then it goes to standard error.
 */
export function tellCoverage(
  io: Io,
  coverages: readonly Coverage[],
  options: {
    readonly noun: string;
    readonly reporters: readonly string[];
    readonly untested?: (paint: Paint) => readonly string[];
  },
): void {
  const { noun, reporters, untested = () => [] } = options;
  const isOutTaken = reporters.some((name) => name !== 'pretty' && !name.includes('='));
  const paint = createPaint(!isOutTaken && hasColour(io));
  const [only] = coverages;
  const total = only !== undefined && coverages.length === 1 ? only : totalCoverage(coverages);
  const lines = [...totalCoverageLines(total, paint, { count: coverages.length, noun }), ...untested(paint)];
  const text = lines.join('\n');
  if (isOutTaken) io.err(`${text}\n`);
  else io.out(`${text}\n`);
}
