import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AuditClass, type AuditResult, auditClasses } from '../incident/audit/audit-result.ts';
import { auditZone } from '../incident/audit/audit-zone.ts';
import { auditCsv } from '../report/audit/audit-csv.ts';
import { auditHtml } from '../report/audit/audit-html.ts';
import { auditJson } from '../report/audit/audit-json.ts';
import { auditTable } from '../report/audit/audit-table.ts';
import { createPaint } from '../report/paint.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { nearestFact } from '../scenario/nearest.ts';
import type { auditOptions } from './audit.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { gatherAudit } from './gather-audit.ts';
import { hasColour, type Io } from './io.ts';
import { refuse } from './print-problems.ts';
import { attempt } from './system-error.ts';

/** The work of `dibs audit`. */
export function auditFiles({ options, io }: CommandInput<typeof auditOptions>): number {
  const failOn = classesOf(options['fail-on']);
  const reports = options.reporter.length === 0 ? ['table'] : options.reporter;
  const requests = reports.map(requestOf);
  const problems = [...failOn.problems, ...requests.flatMap((one) => ('code' in one ? [one] : []))];
  const wanted = requests.flatMap((one) => ('code' in one ? [] : [one]));
  problems.push(...collisions(wanted));
  if (problems.length > 0) return refuse(io, ...problems);
  const input = gatherAudit(options, io);
  if (typeof input === 'number') return input;
  const result = auditZone(input);
  for (const request of wanted) {
    const pieces = piecesOf(request, result, { io, isComplete: options.all });
    const refused = write(pieces, request.file, io);
    if (refused !== undefined) return refuse(io, refused);
  }
  const isFailed = failOn.classes.some((each) => result.summary[each] > 0);
  return isFailed ? exitCodes.notAsExpected : exitCodes.asExpected;
}

const reporterNames = ['table', 'json', 'csv', 'html'] as const;

interface Request {
  readonly name: (typeof reporterNames)[number];
  /** `null`: standard output. */
  readonly file: string | null;
}

function requestOf(value: string): Request | UsageProblem {
  const [found = '', ...rest] = value.split('=');
  const name = reporterNames.find((known) => known === found);
  if (name !== undefined) return { name, file: rest.length === 0 ? null : rest.join('=') };
  return { code: 'USAGE_UNKNOWN_REPORTER', found, known: reporterNames, ...nearestFact(found, reporterNames) };
}

/** Every place takes one report. */
function collisions(requests: readonly Request[]): readonly UsageProblem[] {
  const places = [...new Set(requests.map(({ file }) => file))];
  return places.flatMap((place): UsageProblem[] => {
    const reporters = requests.filter(({ file }) => file === place).map(({ name }) => name);
    return reporters.length === 1
      ? []
      : [{ code: 'USAGE_REPORTERS_COLLIDE', reporters, place: place ?? 'standard output' }];
  });
}

function classesOf(text: string | undefined): {
  readonly classes: readonly AuditClass[];
  readonly problems: readonly UsageProblem[];
} {
  const names = text === undefined ? [] : text.split(',').map((name) => name.trim());
  const classes = auditClasses.filter((each) => names.includes(each));
  const known: readonly string[] = auditClasses;
  const problems = names
    .filter((name) => !known.includes(name))
    .map((found): UsageProblem => ({ code: 'USAGE_UNKNOWN_CLASS', found, known, ...nearestFact(found, known) }));
  return { classes, problems };
}

function piecesOf(
  { name, file }: Request,
  result: AuditResult,
  { io, isComplete }: { readonly io: Io; readonly isComplete: boolean },
): Iterable<string> {
  switch (name) {
    case 'table':
      return auditTable(result, { paint: createPaint(file === null && hasColour(io)), isComplete });
    case 'json':
      return auditJson(result);
    case 'csv':
      return auditCsv(result);
    case 'html':
      return auditHtml(result);
  }
}

/** Writes a report piece by piece, as it is made. */
function write(pieces: Iterable<string>, file: string | null, io: Io): UsageProblem | undefined {
  if (file === null) {
    inBlocks(pieces, (block) => io.out(block));
    return undefined;
  }
  const written = attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(file, 'w');
    try {
      inBlocks(pieces, (block) => writeFileSync(descriptor, block));
    } finally {
      closeSync(descriptor);
    }
  });
  return 'reason' in written ? { code: 'USAGE_CANNOT_WRITE', file, reason: written.reason } : undefined;
}

/** One call of the system for thousands of lines. A block is joined by adding, which copies each piece once. */
function inBlocks(pieces: Iterable<string>, put: (block: string) => void): void {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < BLOCK_LENGTH) continue;
    put(block);
    block = '';
  }
  put(block);
}

const BLOCK_LENGTH = 256 * 1024;
