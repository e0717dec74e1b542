import { describe, expect, it } from 'vitest';
import { Decisions } from '../../../src/explore/decisions.ts';
import type { TableOutcome, TransitionTables } from '../../../src/explore/tables/transition-tables.ts';
import { excerpts, inComment } from '../../../src/report/promela/promela-comment.ts';
import { isOneOf, leadsTo } from '../../../src/report/promela/promela-condition.ts';
import { promelaText } from '../../../src/report/promela/promela-text.ts';

const heading = { subject: ['A light'], file: 'light.pml' };

describe('a world in Promela', () => {
  it('has a variable for what changes, a step for every way it can go, and an alarm for what was never met', () => {
    expect(promelaText(light(), heading)).toMatchInlineSnapshot(`
      "/* A light */
      /*
       * dibs counts 3 states and 4 transitions. Nothing goes wrong.
       * SPIN has to count the same states without an error, and one transition more: that which puts up the first state.
       *
       *   spin -a 'light.pml' && gcc -O2 -w -DSAFETY -DNOREDUCE -DVECTORSZ=4096 -o pan pan.c
       *   ./pan -n -m4
       *
       * An invariant becomes an assertion with -D. As many errors as it has states in which it does not hold:
       *
       *   spin -a -DNAME 'light.pml' && gcc -O2 -w -DSAFETY -DNOREDUCE -DVECTORSZ=4096 -o pan pan.c
       *   ./pan -n -c0 -m4
       *
       *   -DNEVER_RED: 1 error
       */

      /* light */
      /*   0: "red" */
      /*   1: "green" */
      /*   2: "yellow" */
      unsigned c0_light : 2;

      /* Without a variable, because nothing changes them: 1 component of the world. */

      active proctype steps_0() {
      end: do
        /* light.switch */
        :: d_step { c0_light == 0 -> c0_light = 1 } /* ok */
        :: d_step { c0_light == 1 -> c0_light = 2 } /* ok */
        :: d_step { c0_light == 1 -> skip } /* stays */
        :: d_step { c0_light == 2 -> assert(false) } /* never met */
        od
      }

      #ifdef NEVER_RED
      active proctype never_red() {
      end: do
        /* never-red */
        :: d_step { c0_light == 0 -> assert(false) }
        od
      }
      #endif
      "
    `);
  });

  it('keeps strange names within their comments', () => {
    const { actions, ...rest } = light();
    const strange = 'switch */ #include "evil" /* \n // \u202e';
    const text = promelaText({ ...rest, actions: actions.map((action) => ({ ...action, id: strange })) }, heading);

    expect(text).toContain('/* switch *\\/ #include "evil" /\\* \\u000a // \\u202e */');
  });
});

describe('text in a comment', () => {
  it.each(['*/', '/*', '*/*', '/*/', '**//**', '/**/', '*\\/*/'])('neither ends it nor begins another: %s', (text) => {
    expect(inComment(text)).not.toMatch(/\*\/|\/\*/);
  });

  it('is cut to where it differs from others', () => {
    const [one, two] = excerpts([`${'a'.repeat(1000)}1`, `${'a'.repeat(1000)}2`]);
    expect(one).toMatch(/^a+…a+1$/);
    expect(two).toMatch(/^a+…a+2$/);
    expect(one?.length).toBeLessThan(301);
  });
});

describe('a condition', () => {
  const variable = { name: 'x', valueCount: 6 };

  it.each([
    [[0], 'x == 0'],
    [[0, 1, 2], 'x <= 2'],
    [[4, 5], 'x >= 4'],
    [[1, 2, 5], 'x >= 1 && x <= 2 || x == 5'],
  ])('says of the values %j: %s', (values, text) => {
    expect(isOneOf(variable, values)).toBe(text);
  });

  it('is decided where every value or none is meant', () => {
    expect(isOneOf(variable, [0, 1, 2, 3, 4, 5])).toBe(true);
    expect(isOneOf(variable, [])).toBe(false);
  });

  it('follows a decision, in the order in which it asks', () => {
    const decisions = new Decisions<boolean>();
    decisions.add([[0, 0]], true);
    decisions.add(
      [
        [0, 1],
        [1, 0],
      ],
      false,
    );
    const variables = ['x', 'y'].map((name) => ({ name, valueCount: 2 }));
    const asked = (isWantedUnmet: boolean) =>
      leadsTo(decisions.root, variables, { wanted: (isTrue) => isTrue, isWantedUnmet });
    expect(asked(false)).toBe('x == 0');
    expect(asked(true)).toBe('x == 0 || x == 1 && y == 1');
  });
});

/** A light that goes from red to green to yellow, and was never seen to go on. */
function light(): TransitionTables {
  const steps = new Decisions<readonly TableOutcome[]>();
  steps.add([[0, 0]], [{ label: 'ok', writes: [[0, 1]] }]);
  const stay: TableOutcome = { label: 'stays', writes: [] };
  steps.add([[0, 1]], [{ label: 'ok', writes: [[0, 2]] }, stay]);
  const neverRed = new Decisions<boolean>();
  for (const value of [0, 1, 2]) neverRed.add([[0, value]], value !== 0);
  return {
    components: [
      { id: 'light', values: ['red', 'green', 'yellow'] },
      { id: 'lamp', values: ['whole'] },
    ],
    actions: [{ id: 'light.switch', decision: steps.root }],
    invariants: [{ name: 'never-red', decision: neverRed.root, violationCount: 1 }],
    faultBudget: 0,
    states: 3,
    transitions: 4,
  };
}
