import { type Loaded, loadScenario, type ScenarioInput } from './load-scenario.ts';

/**
 * A scenario from a plain value, for those who write it in TypeScript: the same keys and the same checks as in a file.
 * `at.path` tells where a problem is; lines and columns are those of the value's JSON text, which is the scenario's
 * source. A value that JSON cannot write is a problem too.
 */
export function scenarioFromObject(
  object: unknown,
  options: Pick<ScenarioInput, 'invariants'> & Partial<Pick<ScenarioInput, 'path' | 'readFile'>>,
): Loaded {
  const { path = 'scenario.json', readFile = () => undefined, invariants } = options;
  const at = { file: path, line: 1, column: 1, path: '' };
  let text: string | undefined;
  try {
    text = JSON.stringify(object, refuseCode, 2);
  } catch (error) {
    return { problems: [{ code: 'SCENARIO_NOT_JSON', at, message: (error as Error).message }] };
  }
  if (text === undefined) {
    return { problems: [{ code: 'SCENARIO_NOT_JSON', at, message: `${typeof object} has no JSON text` }] };
  }
  return loadScenario({ path, text: `${text}\n`, readFile, invariants });
}

/** JSON would leave these out without a word. */
function refuseCode(key: string, value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`${key} is a ${typeof value}`);
  return value;
}
