import type { Decision } from '../../explore/decisions.ts';
import type { TableOutcome, TransitionTables } from '../../explore/tables/transition-tables.ts';
import { counted } from '../phrase.ts';
import { inComment } from './promela-comment.ts';
import { allOf, type Condition, isOneOf, leadsTo, type PromelaVariable } from './promela-condition.ts';
import { declarationLines, promelaVariables } from './promela-variables.ts';

/** What the text says about itself. */
export interface PromelaHeading {
  /** What was exported: a scenario's title, file and variant. */
  readonly subject: readonly string[];
  /** The name of the file that it is written to. */
  readonly file: string;
}

/** How many alternatives a model may have; more take a C compiler longer than anybody waits. */
export const alternativesMax = 10_000;

/** How many alternatives the text of a model would have. */
export function alternativeCount({ actions }: TransitionTables): number {
  const count = ({ slot, answer, next }: Decision<readonly TableOutcome[]>): number =>
    slot === undefined ? (answer?.length ?? 0) : [...next.values()].reduce((sum, child) => sum + count(child), 0);
  return actions.reduce((sum, { decision }) => sum + count(decision), 0);
}

/**
 * A model in Promela, so that SPIN counts its states without any of dibs: every component is the number of its value,
 * every way in which an action turns out in a local situation is one step. A situation that dibs never met is a failed
 * assertion, so whoever gets there has found an order that dibs has missed. Invariants are processes of their own, which
 * -D switches on.
 */
export function promelaText(tables: TransitionTables, heading: PromelaHeading): string {
  const variables = promelaVariables(tables.components);
  const blocks = tables.actions.map((action) => actionLines(action, variables));
  return [
    ...headingLines(tables, heading),
    ...declarationLines(tables.components, variables),
    ...processesOf(blocks).flatMap((lines, index) => process(`steps_${index}`, lines)),
    ...tables.invariants.flatMap((invariant) => invariantLines(invariant, variables)),
    '',
  ].join('\n');
}

function headingLines(tables: TransitionTables, { subject, file }: PromelaHeading): readonly string[] {
  const { states, transitions, faultBudget, invariants } = tables;
  const flags = alternativeCount(tables) > 500 ? '-O0' : '-O2';
  const build = (define: string) =>
    `spin -a ${define}'${inComment(file)}' && gcc ${flags} -w -DSAFETY -DNOREDUCE -DVECTORSZ=4096 -o pan pan.c`;
  const faultWords =
    faultBudget === 0
      ? 'Nothing goes wrong.'
      : `At most ${counted(faultBudget, 'fault')}. A world counts once for every number of faults with which it can be reached.`;
  return [
    ...subject.map((line) => `/* ${inComment(line)} */`),
    '/*',
    ` * dibs counts ${counted(states, 'state')} and ${counted(transitions, 'transition')}. ${faultWords}`,
    ' * SPIN has to count the same states without an error, and one transition more: that which puts up the first state.',
    ' *',
    ` *   ${build('')}`,
    ` *   ./pan -n -m${states + 1}`,
    ' *',
    ...(invariants.length === 0 ? [] : invariantHeading(tables, build)),
    ' */',
  ];
}

function invariantHeading(
  { invariants, states }: TransitionTables,
  build: (define: string) => string,
): readonly string[] {
  return [
    ' * An invariant becomes an assertion with -D. As many errors as it has states in which it does not hold:',
    ' *',
    ` *   ${build('-DNAME ')}`,
    ` *   ./pan -n -c0 -m${states + 1}`,
    ' *',
    ...invariants.map(
      ({ name, violationCount }) =>
        ` *   -D${macro(name)}: ${violationCount === 0 ? 'no error' : counted(violationCount, 'error')}`,
    ),
  ];
}

/** The alternatives of one action, in the order in which its decision asks; last what was never met. */
function actionLines(
  { id, decision }: TransitionTables['actions'][number],
  variables: readonly PromelaVariable[],
): readonly string[] {
  const lines = alternatives(decision, variables, []);
  const unmet = leadsTo(decision, variables, { wanted: () => false, isWantedUnmet: true });
  const alarm = unmet === false ? [] : [`:: d_step { ${guard(unmet)} -> assert(false) } /* never met */`];
  return lines.length + alarm.length === 0 ? [] : [`/* ${inComment(id)} */`, ...lines, ...alarm];
}

function alternatives(
  { slot, answer, next }: Decision<readonly TableOutcome[]>,
  variables: readonly PromelaVariable[],
  path: readonly Condition[],
): readonly string[] {
  if (slot === undefined) {
    return (answer ?? []).map(({ label, writes }) => {
      const assignments = writes.flatMap(([written, value]) => {
        const name = variables[written]?.name;
        return name === null || name === undefined ? [] : [`${name} = ${value}`];
      });
      const effect = assignments.length === 0 ? 'skip' : assignments.join('; ');
      return `:: d_step { ${guard(allOf(path))} -> ${effect} } /* ${inComment(label)} */`;
    });
  }
  const variable = variables[slot] as PromelaVariable;
  return [...next]
    .sort(([left], [right]) => left - right)
    .flatMap(([value, child]) => alternatives(child, variables, [...path, isOneOf(variable, [value])]));
}

function guard(condition: Condition): string {
  return typeof condition === 'string' ? condition : String(condition);
}

/** Puts actions together in processes that SPIN reads quickly. */
function processesOf(blocks: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const processes: string[][] = [];
  for (const line of blocks.flat()) {
    const last = processes.at(-1);
    if (last === undefined || last.length >= processLengthMax) processes.push([line]);
    else last.push(line);
  }
  return processes;
}

function process(name: string, lines: readonly string[]): readonly string[] {
  return ['', `active proctype ${name}() {`, 'end: do', ...lines.map((line) => `  ${line}`), '  od', '}'];
}

function invariantLines(
  { name, decision }: TransitionTables['invariants'][number],
  variables: readonly PromelaVariable[],
): readonly string[] {
  const broken = leadsTo(decision, variables, { wanted: (isTrue) => !isTrue, isWantedUnmet: false });
  const alternative = `:: d_step { ${guard(broken)} -> assert(false) }`;
  return [
    '',
    `#ifdef ${macro(name)}`,
    ...process(macro(name).toLowerCase(), [`/* ${inComment(name)} */`, alternative]).slice(1),
    '#endif',
  ];
}

function macro(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

const processLengthMax = 200;
