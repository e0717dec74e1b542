import type { Decision } from '../../explore/decisions.ts';

/** A slot as a variable: its name, and how many values it has. One that never changes has no name. */
export interface PromelaVariable {
  readonly name: string | null;
  readonly valueCount: number;
}

/** A condition: Promela, or one that is always or never true. */
export type Condition = string | boolean;

/** True if the variable has one of these values, in ascending order. */
export function isOneOf({ name, valueCount }: PromelaVariable, values: readonly number[]): Condition {
  if (values.length === 0) return false;
  if (name === null || values.length === valueCount) return true;
  return anyOf(
    runsOf(values).map(([first, last]) => {
      if (first === last) return `${name} == ${first}`;
      if (first === 0) return `${name} <= ${last}`;
      return last === valueCount - 1 ? `${name} >= ${first}` : `${name} >= ${first} && ${name} <= ${last}`;
    }),
  );
}

/** True if all of them are. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.includes(false)) return false;
  const texts = conditions.filter((one) => typeof one === 'string');
  if (texts.length === 0) return true;
  return texts.map((text) => (texts.length > 1 && text.includes('||') ? `(${text})` : text)).join(' && ');
}

/** True if one of them is. Many are nested as a balanced tree: compilers count how deep parentheses go. */
export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.includes(true)) return true;
  const texts = conditions.filter((one) => typeof one === 'string');
  if (texts.length <= 8) return texts.length === 0 ? false : texts.join(' || ');
  const half = texts.length >> 1;
  return `(${anyOf(texts.slice(0, half))}) || (${anyOf(texts.slice(half))})`;
}

/** True where a decision leads to a `wanted` answer; `isWantedUnmet`: also where it was never met. */
export function leadsTo<Answer>(
  decision: Decision<Answer>,
  variables: readonly PromelaVariable[],
  { wanted, isWantedUnmet }: { readonly wanted: (answer: Answer) => boolean; readonly isWantedUnmet: boolean },
): Condition {
  const { slot, answer, next } = decision;
  if (slot === undefined) return answer === undefined ? isWantedUnmet : wanted(answer);
  const variable = variables[slot] as PromelaVariable;
  const valuesByCondition = new Map<Condition, number[]>();
  for (let value = 0; value < variable.valueCount; value += 1) {
    const child = next.get(value);
    const condition = child === undefined ? isWantedUnmet : leadsTo(child, variables, { wanted, isWantedUnmet });
    const values = valuesByCondition.get(condition);
    if (values === undefined) valuesByCondition.set(condition, [value]);
    else values.push(value);
  }
  return anyOf([...valuesByCondition].map(([condition, values]) => allOf([isOneOf(variable, values), condition])));
}

/** Ascending numbers as runs without gaps. */
function runsOf(values: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === value - 1) run[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}
