import type { Paint } from './paint.ts';
import { counted } from './phrase.ts';
import { terminalLine } from './printable.ts';
import type { RunReport } from './run-report.ts';

/** What was expected to hold and does, though nothing tested it: by reason, with the scenarios. Nothing if there is none. */
export function untestedLines(reports: readonly RunReport[], paint: Paint): readonly string[] {
  const scenariosByWhy = new Map<string, Set<string>>();
  for (const { file, variant, expectations } of reports) {
    const scenario = variant === null ? file : `${file} [${variant}]`;
    for (const why of expectations.flatMap(({ untested = [] }) => untested)) {
      scenariosByWhy.set(why, (scenariosByWhy.get(why) ?? new Set()).add(scenario));
    }
  }
  if (scenariosByWhy.size === 0) return [];
  return [
    '  expected to hold, and nothing tested it:',
    ...[...scenariosByWhy]
      .sort()
      .flatMap(([why, scenarios]) => [
        `    ${terminalLine(why)}  ${paint.faint(`in ${counted(scenarios.size, 'scenario')}`)}`,
        ...[...scenarios].map((scenario) => `      ${terminalLine(scenario)}`),
      ]),
    '',
  ];
}
