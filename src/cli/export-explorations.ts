import { writeFileSync } from 'node:fs';
import { basename, posix } from 'node:path';
import type { Crew } from '../explore/crew.ts';
import { questionsOf } from '../explore/rollout/questions.ts';
import { transitionTables } from '../explore/tables/transition-tables.ts';
import { alternativeCount, alternativesMax, promelaText } from '../report/promela/promela-text.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { nearestFact } from '../scenario/nearest.ts';
import type { ExploreChoice, ExploreEffort } from './explore-choice.ts';
import type { Explored } from './explored.ts';
import { emptyReport } from './reporter-requests.ts';
import { attempt } from './system-error.ts';
import { traceName } from './trace-folder.ts';

/** Writes explored worlds for other programs to count. */
export interface ExplorationExport {
  /** Writes one. Returns why it was not written, if so. */
  add(explored: Explored, search: ExportSearch): readonly UsageProblem[];
}

/** How it was explored, and the threads to do it with. */
export interface ExportSearch {
  readonly choice: ExploreChoice;
  readonly effort: ExploreEffort;
  readonly crew: Crew;
}

const formats = ['spin'] as const;

/** Reads `--export`, `spin` or `spin=FILE`; nothing if it is not given. One file holds one world. */
export function openExport(
  value: string | undefined,
  explorationCount: number,
): ExplorationExport | UsageProblem | undefined {
  if (value === undefined) return undefined;
  const [found = '', ...rest] = value.split('=');
  const format = formats.find((known) => known === found);
  if (format === undefined) {
    return { code: 'USAGE_UNKNOWN_EXPORT', found, known: formats, ...nearestFact(found, formats) };
  }
  const file = rest.length === 0 ? undefined : rest.join('=');
  if (file === '') return { code: 'USAGE_MISSING_VALUE', option: '--export', value: `${format}=FILE` };
  if (file !== undefined && explorationCount > 1) {
    return { code: 'USAGE_ONE_EXPLORATION', option: `--export ${value}`, count: explorationCount };
  }
  const refused = file === undefined ? undefined : emptyReport(file);
  if (refused !== undefined) return refused;
  return {
    add: (explored, search) => {
      const problem = writePromela(file ?? fileFor(explored), explored, search);
      return problem === undefined ? [] : [problem];
    },
  };
}

/** In the current folder, named after the scenario. */
function fileFor({ report }: Explored): string {
  const values = (report.whatIf ?? []).map(({ path, value }) => `${path}-${value}`);
  const names = [...(report.variant === null ? [] : [report.variant]), ...values];
  const variant = names.length === 0 ? null : names.join('--');
  return `${traceName({ file: posix.basename(report.file), variant })}.pml`;
}

function writePromela(
  file: string,
  { found, built, report }: Explored,
  { choice, effort, crew }: ExportSearch,
): UsageProblem | undefined {
  const place = { file: report.file, variant: report.variant };
  if (found.exploration.end !== 'exhausted') return { code: 'USAGE_EXPORT_UNFINISHED', ...place };
  const questions = questionsOf({ landscape: built.landscape, model: found.model }, choice.invariants ?? undefined);
  const tables = transitionTables(found.model, {
    faults: {
      budget: choice.faultBudget,
      isAllowed: (kind) => choice.faultKinds === null || choice.faultKinds.includes(kind),
    },
    invariants: questions.flatMap(({ property }) => (property.kind === 'invariant' ? [property] : [])),
    limits: effort.limits,
    crew,
  });
  if ('end' in tables) return { code: 'USAGE_EXPORT_UNFINISHED', ...place };
  const count = alternativeCount(tables);
  if (count > alternativesMax) {
    return { code: 'USAGE_EXPORT_TOO_LARGE', ...place, stepCount: count, stepCountMax: alternativesMax };
  }
  const { title, source } = built.scenario;
  const subject = [title, `dibs explore ${source.file}${report.variant === null ? '' : `, variant ${report.variant}`}`];
  const written = attempt(() => writeFileSync(file, promelaText(tables, { subject, file: basename(file) })));
  return 'reason' in written ? { code: 'USAGE_CANNOT_WRITE', file, reason: written.reason } : undefined;
}
