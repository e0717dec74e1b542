import type { Paint } from '../paint.ts';
import { counted } from '../phrase.ts';
import { terminalLine } from '../printable.ts';
import type { ExplorationReport, ReportedConstraint, ReportedConstraints } from './exploration-report.ts';
import { harmList } from './harm-words.ts';

/** What a pipeline has to see to, for people. Nothing unless it was asked for. */
export function constraintLines({ needed }: ExplorationReport, paint: Paint): readonly string[] {
  if (needed === null) return [];
  const { pairs, gated } = needed;
  const [first] = pairs;
  if (first === undefined)
    return ['', '  no short list of constraints makes every remaining order as safe as the best one'];
  const needsNone = first.constraints.length === 0;
  return [
    '',
    ...(needsNone
      ? [
          `  ${isSafeEnough(first) ? 'no constraints are needed' : 'no order of the steps is better than another'}: ${remainingSentence(first)}`,
        ]
      : [
          '  constraints that leave only the safest orders:',
          ...pairs.flatMap((set) => setLines(set, paint)),
          ...mermaidLines(first, paint),
        ]),
    ...(gated.length === 0
      ? []
      : [
          '  safer still, if the pipeline waits:',
          ...gated.flatMap((set) => setLines(set, paint)),
          ...gated.slice(0, 1).flatMap((set) => mermaidLines(set, paint)),
        ]),
  ];
}

/** Of several sets the first is drawn. Mermaid does not mind blanks in front of a line, so that it can be copied. */
function mermaidLines({ mermaid }: ReportedConstraints, paint: Paint): readonly string[] {
  const lines = mermaid.trimEnd().split('\n');
  return ['      as a graph, for Mermaid:', ...lines.map((line) => `      ${paint.faint(line)}`)];
}

function setLines(set: ReportedConstraints, paint: Paint): readonly string[] {
  const { constraints, remainingCount, orderingCount, verified, yaml } = set;
  return [
    ...constraints.map((constraint) => `    ${paint.strong(terminalLine(constraintSentence(constraint)))}`),
    ...constraints.flatMap(({ kills }) =>
      kills === null
        ? []
        : [
            `      rules out ${kills.harm.invariant} ${kills.harm.harm}, ${counted(kills.trace.length, 'step')} into ${terminalLine(kills.steps.join(' → '))}`,
          ],
    ),
    `      leaves ${remainingCount} of ${counted(orderingCount, 'order')}; ${remainingSentence(set)}`,
    `      explored with it: ${counted(verified.states, 'state')}, worst is ${verified.class}`,
    ...yaml
      .trimEnd()
      .split('\n')
      .map((line) => `      ${paint.faint(`| ${line}`)}`),
  ];
}

/** Whether all that these orders still do heals by itself. */
export function isSafeEnough({ remainingHarms }: ReportedConstraints): boolean {
  return remainingHarms.every(({ harm }) => harm === 'transient');
}

/** What the best orders still do: `nothing is broken`. */
export function remainingSentence({ remainingHarms }: ReportedConstraints): string {
  return remainingHarms.length === 0 ? 'nothing is broken' : `what stays: ${harmList(remainingHarms)}`;
}

/** `second before prune, and between them wait until every client is served by its own environment`. */
export function constraintSentence({ before, after, until }: ReportedConstraint): string {
  if (until === null) return `${before} before ${after}`;
  const wait = until === 'settled' ? 'nothing changes any more' : 'every client is served by its own environment';
  return `${before} before ${after}, and between them wait until ${wait}`;
}
