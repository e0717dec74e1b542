import { z } from 'zod';
import { type Trace, traceFormat } from './trace.ts';

/** Why a text is not a trace that this version can replay. `line` counts from 1. */
export type TraceProblem =
  | { readonly code: 'TRACE_EMPTY' }
  | { readonly code: 'TRACE_NOT_JSON'; readonly line: number }
  | { readonly code: 'TRACE_WRONG_SHAPE'; readonly line: number; readonly member: string; readonly message: string }
  /** Written by a newer dibs than this one. */
  | { readonly code: 'TRACE_TOO_NEW'; readonly format: number; readonly known: number; readonly version: string }
  /** The end is missing or counts other steps: the file was cut short. */
  | { readonly code: 'TRACE_CUT_SHORT'; readonly line: number };

const source = z.object({ file: z.string(), text: z.string(), files: z.record(z.string(), z.string()) });
const header = z.object({
  dibs: z.literal('trace'),
  format: z.int().positive(),
  version: z.string(),
  scenario: source,
  variant: z.string().nullable(),
  seed: z.string(),
  initialHash: z.string(),
});
const step = z.object({ atMs: z.int(), action: z.string(), outcome: z.string(), hash: z.string() });
const end = z.object({
  end: z.object({
    verdict: z.enum(['passed', 'failed', 'inconclusive']),
    durationMs: z.int(),
    stepCount: z.int(),
  }),
});

/** Enough of a header, of whatever format, to tell how new it is. */
const anyHeader = z.object({ dibs: z.literal('trace'), format: z.int(), version: z.string() });

/** Reads a trace from its text, or says where it is broken: the first broken line. */
export function readTrace(text: string): { readonly trace: Trace } | { readonly problem: TraceProblem } {
  const lines = linesOf(text);
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return { problem: { code: 'TRACE_EMPTY' } };
  const broken = lines.find(({ value }) => value === undefined);
  if (broken !== undefined) {
    const isLast = broken === last && broken !== first;
    return { problem: { code: isLast ? 'TRACE_CUT_SHORT' : 'TRACE_NOT_JSON', line: broken.line } };
  }
  const { data: any } = anyHeader.safeParse(first.value);
  if (any !== undefined && any.format > traceFormat) {
    const { format, version } = any;
    return { problem: { code: 'TRACE_TOO_NEW', format, known: traceFormat, version } };
  }
  const head = header.safeParse(first.value);
  if (!head.success) return wrongShape(first.line, head.error);
  const tail = end.safeParse(last.value);
  if (!tail.success) return { problem: { code: 'TRACE_CUT_SHORT', line: last.line } };
  const steps: Trace['steps'][number][] = [];
  for (const { value, line } of lines.slice(1, -1)) {
    const parsed = step.safeParse(value);
    if (!parsed.success) return wrongShape(line, parsed.error);
    steps.push(parsed.data);
  }
  if (tail.data.end.stepCount !== steps.length) return { problem: { code: 'TRACE_CUT_SHORT', line: last.line } };
  return { trace: { header: head.data, steps, end: tail.data.end } };
}

/** The lines that are not blank, with their numbers; `value` is `undefined` where a line is not JSON. */
function linesOf(text: string): readonly { readonly line: number; readonly value: unknown }[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [{ line: index + 1, value: JSON.parse(line) as unknown }];
    } catch {
      return [{ line: index + 1, value: undefined }];
    }
  });
}

function wrongShape(line: number, error: z.ZodError): { readonly problem: TraceProblem } {
  const issue = error.issues[0];
  const member = issue?.path.join('.') ?? '';
  return { problem: { code: 'TRACE_WRONG_SHAPE', line, member, message: issue?.message ?? 'not an object' } };
}
