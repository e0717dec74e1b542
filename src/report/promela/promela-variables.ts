import type { TransitionTables } from '../../explore/tables/transition-tables.ts';
import { counted } from '../phrase.ts';
import { excerpts, inComment } from './promela-comment.ts';
import type { PromelaVariable } from './promela-condition.ts';

type Component = TransitionTables['components'][number];

/** A variable for every component that changes, named after it. */
export function promelaVariables(components: readonly Component[]): readonly PromelaVariable[] {
  return components.map(({ id, values }, slot) => ({
    name: values.length === 1 ? null : `c${slot}_${id.replace(/[^A-Za-z0-9]+/g, '_').slice(-nameLengthMax)}`,
    valueCount: values.length,
  }));
}

/** The declarations, each with what its numbers stand for. All begin as 0. */
export function declarationLines(
  components: readonly Component[],
  variables: readonly PromelaVariable[],
): readonly string[] {
  const changing = components.flatMap(({ id, values }, slot) => {
    const name = variables[slot]?.name;
    if (name === null || name === undefined) return [];
    const width = 32 - Math.clz32(values.length - 1);
    return [
      '',
      `/* ${inComment(id)} */`,
      ...excerpts(values.map((value) => JSON.stringify(value))).map(
        (text, number) => `/*   ${number}: ${inComment(text)} */`,
      ),
      `unsigned ${name} : ${width};`,
    ];
  });
  const constantCount = variables.filter(({ name }) => name === null).length;
  return constantCount === 0
    ? changing
    : [
        ...changing,
        '',
        `/* Without a variable, because nothing changes them: ${counted(constantCount, 'component')} of the world. */`,
      ];
}

const nameLengthMax = 60;
