import { invariants } from '../properties/invariants.ts';
import type { WhatIfValue } from '../report/exploration/exploration-report.ts';
import { describeWhatIfMistake } from '../report/exploration/what-if-problem.ts';
import type { ProblemText } from '../report/problem-text.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { alternativesOf, readWhatIf, type WhatIf } from '../scenario/what-if.ts';
import { type WhatIfMistake, whatIfScenarios } from '../scenario/what-if-scenarios.ts';
import type { CommandInput } from './command.ts';
import type { exploreOptions } from './explore.ts';
import type { ScenarioFile } from './find-scenarios.ts';
import { misnamedActions, readNamedFile } from './load-file.ts';

/** A scenario to explore, and what in it is otherwise than written; `null`: nothing is asked about. */
export interface World {
  readonly scenario: Scenario;
  readonly whatIf: readonly WhatIfValue[] | null;
}

type Options = CommandInput<typeof exploreOptions>['options'];

/** What `--what-if` asks, or all that is wrong with how it is asked. */
export function readWhatIfs(options: Options): {
  readonly whatIfs: readonly WhatIf[];
  readonly problems: readonly UsageProblem[];
} {
  const read = options['what-if'].map((found) => readWhatIf(found) ?? { found });
  const whatIfs = read.flatMap((one) => ('found' in one ? [] : [one]));
  const paths = whatIfs.map(({ path }) => path);
  const twice = new Set(paths.filter((path, index) => paths.indexOf(path) < index));
  const other = options.shard !== undefined ? '--shard' : options.checkpoint !== undefined ? '--checkpoint' : undefined;
  const why = 'a file holds one exploration, and worlds that are compared are several';
  return {
    whatIfs,
    problems: [
      ...read.flatMap((one) => ('found' in one ? [{ code: 'USAGE_BAD_WHAT_IF', found: one.found } as const] : [])),
      ...[...twice].map((path) => ({ code: 'USAGE_WHAT_IF_TWICE', path }) as const),
      ...(other === undefined || read.length === 0
        ? []
        : [{ code: 'USAGE_OPTIONS_EXCLUDE', option: '--what-if', other, why } as const]),
    ],
  };
}

/** Each scenario as it is written, followed by its alternatives; or all that is wrong with these. */
export function worldsOf(
  scenarios: readonly Scenario[],
  files: readonly ScenarioFile[],
  whatIfs: readonly WhatIf[],
): { readonly worlds: readonly World[]; readonly problems: readonly ProblemText[] } {
  if (whatIfs.length === 0) return { worlds: scenarios.map((scenario) => ({ scenario, whatIf: null })), problems: [] };
  const worlds = new Map<Scenario, World[]>(scenarios.map((scenario) => [scenario, [{ scenario, whatIf: [] }]]));
  const problems: ProblemText[] = [];
  for (const { path, text } of files) {
    const written = new Map(
      scenarios.filter(({ source }) => source.file === path).map((scenario) => [scenario.variant ?? null, scenario]),
    );
    const input = { path, text, readFile: readNamedFile, invariants: Object.keys(invariants) };
    const alternatives = alternativesOf(whatIfs);
    const changed = whatIfScenarios(input, { variants: [...written.keys()], alternatives });
    const mistakes: WhatIfMistake[] = [...changed.mistakes];
    for (const { variant, choices, scenario } of changed.scenarios) {
      mistakes.push(...misnamedActions(scenario).map((problem) => ({ choices, problem })));
      const whatIf = choices.map(({ whatIf: { path: place }, value }) => ({ path: place, value }));
      worlds.get(written.get(variant) as Scenario)?.push({ scenario, whatIf });
    }
    problems.push(...mistakes.map((mistake) => describeWhatIfMistake(mistake, path)));
  }
  return { worlds: [...worlds.values()].flat(), problems: distinct(problems) };
}

/** Several variants, and several alternatives, share what is wrong with a value. */
function distinct(problems: readonly ProblemText[]): readonly ProblemText[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
