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
  format: z.number(),
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

/** Reads a trace from its text, or says where it is broken: the first broken line. */
export function readTrace(text: string): { readonly trace: Trace } | { readonly problem: TraceProblem } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return { problem: { code: 'TRACE_EMPTY' } };
  const values: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      values.push(JSON.parse(line));
    } catch {
      const isLast = index === lines.length - 1 && index > 0;
      return { problem: { code: isLast ? 'TRACE_CUT_SHORT' : 'TRACE_NOT_JSON', line: index + 1 } };
    }
  }
  const head = header.safeParse(values[0]);
  if (!head.success) return wrongShape(1, head.error);
  if (head.data.format > traceFormat) {
    const { format, version } = head.data;
    return { problem: { code: 'TRACE_TOO_NEW', format, known: traceFormat, version } };
  }
  const last = end.safeParse(values.at(-1));
  if (!last.success) return { problem: { code: 'TRACE_CUT_SHORT', line: values.length } };
  const steps: Trace['steps'][number][] = [];
  for (const [index, value] of values.slice(1, -1).entries()) {
    const parsed = step.safeParse(value);
    if (!parsed.success) return wrongShape(index + 2, parsed.error);
    steps.push(parsed.data);
  }
  if (last.data.end.stepCount !== steps.length) return { problem: { code: 'TRACE_CUT_SHORT', line: values.length } };
  return { trace: { header: head.data, steps, end: last.data.end } };
}

function wrongShape(line: number, error: z.ZodError): { readonly problem: TraceProblem } {
  const issue = error.issues[0];
  const member = issue?.path.join('.') ?? '';
  return { problem: { code: 'TRACE_WRONG_SHAPE', line, member, message: issue?.message ?? 'not an object' } };
}
