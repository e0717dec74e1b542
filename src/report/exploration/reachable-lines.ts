import type { ReachedExpectation } from '../../explore/rollout/reachable.ts';
import type { TraceStep } from '../../explore/trace-steps.ts';
import type { Paint } from '../paint.ts';
import { counted } from '../phrase.ts';
import { terminalLine } from '../printable.ts';
import type { ToldStep } from './exploration-report.ts';
import { toldStepLines } from './told-step-lines.ts';

/** Something that was expected to be reachable, or not to be, and the shortest way there if it is. */
export interface ReportedReachable extends Pick<ReachedExpectation, 'verdict' | 'isAsExpected'> {
  /** As written. */
  readonly text: string;
  readonly line: number;
  readonly expected: 'reachable' | 'unreachable';
  readonly trace: readonly TraceStep[] | null;
  readonly story: readonly ToldStep[];
}

/** The report of one. */
export function reportReachable(
  { expectation, verdict, isAsExpected, trace }: ReachedExpectation,
  storyOf: (trace: readonly TraceStep[]) => readonly ToldStep[],
): ReportedReachable {
  const { at, when } = expectation;
  const text = when.moment === 'not-before' ? `${expectation.text}, before ${when.text},` : expectation.text;
  const expected = when.moment === 'reachable' ? 'reachable' : 'unreachable';
  const story = trace === undefined ? [] : storyOf(trace);
  return { text, line: at.line, expected, verdict, isAsExpected, trace: trace ?? null, story };
}

/** What came out otherwise than expected, in a few words each. */
export function missedWishes(reached: readonly ReportedReachable[]): readonly string[] {
  return reached.flatMap(({ text, verdict, isAsExpected }) =>
    isAsExpected === false ? [terminalLine(`${text} is ${verdict}`)] : [],
  );
}

/** What was asked about, and the ways, for people. `kind` says what kind of way they are. */
export function reachableLines(
  reached: readonly ReportedReachable[],
  paint: Paint,
  kind = 'the shortest way',
): readonly string[] {
  return reached.flatMap((one) => {
    const { text, expected, verdict, isAsExpected, story } = one;
    const sign = isAsExpected === null ? paint.doubtful('?') : isAsExpected ? paint.good('✓') : paint.bad('✗');
    const outcome = verdict === 'inconclusive' ? `may or may not be ${expected}` : `is ${verdict}`;
    const wish = isAsExpected === false ? `, expected to be ${expected}` : '';
    const way =
      verdict !== 'reachable'
        ? ''
        : story.length === 0
          ? '; from the beginning on'
          : `; ${kind}, ${counted(story.length, 'step')}:`;
    return ['', `  ${sign} ${terminalLine(text)} ${outcome}${wish}${way}`, ...toldStepLines(story, paint)];
  });
}
