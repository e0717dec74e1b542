import { z } from 'zod';
import type { Event } from '../kernel/action.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { RecordedStep, RunResult } from '../timeline/run-result.ts';
import { readTrace, type TraceProblem } from './read-trace.ts';
import type { Trace } from './trace.ts';
import { traceOf } from './write-trace.ts';

/** A step with what it brought about. */
export interface ToldStep extends RecordedStep {
  readonly events: readonly Event[];
}

/**
 * A golden trace: a trace that also keeps every event, so that a run of a later version can be told from it in words.
 * It is read as any other trace is.
 */
export interface Golden extends Trace {
  readonly steps: readonly ToldStep[];
}

/** The golden trace of a run as a value. `version` is that of dibs. */
export function goldenOf(run: RunResult, options: { readonly version: string }): Golden {
  const events = new Map<number, Event[]>();
  for (const { stepIndex, event } of run.story) events.set(stepIndex, [...(events.get(stepIndex) ?? []), event]);
  const trace = traceOf(run, options);
  return { ...trace, steps: trace.steps.map((step, index) => ({ ...step, events: events.get(index + 1) ?? [] })) };
}

/** The text of a golden trace, JSON Lines. Equal runs give equal text. */
export function writeGolden({ header, steps, end }: Golden): string {
  return [header, ...steps, { end }].map((line) => `${canonicalJson(line)}\n`).join('');
}

const told = z.object({ events: z.array(z.looseObject({ type: z.string(), actor: z.string() })).default([]) });

/** Reads a golden trace; an ordinary trace is one that tells of no events. */
export function readGolden(text: string): { readonly golden: Golden } | { readonly problem: TraceProblem } {
  const read = readTrace(text);
  if ('problem' in read) return read;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const steps: ToldStep[] = [];
  for (const [index, step] of read.trace.steps.entries()) {
    const line = told.safeParse(JSON.parse(lines[index + 1] ?? '{}'));
    if (!line.success) {
      return {
        problem: { code: 'TRACE_WRONG_SHAPE', line: index + 2, member: 'events', message: 'no list of events' },
      };
    }
    steps.push({ ...step, events: line.data.events });
  }
  return { golden: { ...read.trace, steps } };
}
