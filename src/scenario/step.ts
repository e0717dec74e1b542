import type { StoredRecord } from '../dns/stored-record.ts';
import type { Configuration } from '../externaldns/configuration.ts';
import type { KubernetesObject } from '../kubernetes/cluster.ts';
import type { Expectation, RecordKey } from './expectation.ts';
import type { KuraStep } from './kura-setup.ts';
import type { At } from './located.ts';

/** One thing that somebody does, or waits for, in the order of the scenario. */
export type Step = StepFrame & StepVerb;

export interface StepFrame {
  /** Where the step is written. */
  readonly at: At;
  /** The step as written, on one line: `stop: east`. */
  readonly text: string;
  /** What the author called it. */
  readonly name?: string;
  /** The moment from the beginning of the run before which the step is not taken. */
  readonly notBeforeMs?: number;
  /** Present on the steps of the scenario's `rollout`. */
  readonly rollout?: RolloutPlace;
}

/** The place of a step in a rollout. */
export interface RolloutPlace {
  /** The key under which the step is written. */
  readonly name: string;
  /** What has to be done before it. Only steps that are written before it. */
  readonly after: readonly RolloutGate[];
}

/**
 * `step` is taken before. With `until`, and then the pipeline waits: until nothing shared changes any more (`settled`),
 * or until every client is served by whom it is meant to be served (`served`).
 */
export interface RolloutGate {
  readonly step: string;
  readonly until: 'settled' | 'served' | null;
}

export type StepVerb =
  | { readonly verb: 'apply'; readonly cluster: string; readonly objects: readonly KubernetesObject[] }
  /** `objects` are keys as made by `objectKey`. */
  | { readonly verb: 'delete'; readonly cluster: string; readonly objects: readonly string[] }
  /** The controller is restarted with exactly these flags. */
  | {
      readonly verb: 'set-flags';
      readonly controller: string;
      readonly flags: readonly string[];
      readonly environment: Readonly<Record<string, string>>;
      readonly configuration: Configuration;
      readonly ignoredFlags: readonly string[];
    }
  | { readonly verb: 'stop'; readonly controller: string }
  | { readonly verb: 'start'; readonly controller: string }
  /** Of the evaluations of `action` from now on, skip so many, then let so many turn out as `outcome`. */
  | {
      readonly verb: 'fault';
      readonly action: string;
      readonly outcome: string;
      readonly skip: number;
      readonly times: number;
    }
  /** For so long `action` does not happen, however due it is. */
  | { readonly verb: 'hold'; readonly action: string; readonly durationMs: number }
  | {
      readonly verb: 'edit-zone';
      readonly zone: string;
      readonly remove: readonly RecordKey[];
      readonly add: readonly StoredRecord[];
    }
  | { readonly verb: 'wait'; readonly durationMs: number }
  /** Run until nothing shared changes any more; fails if that takes longer. */
  | { readonly verb: 'settle'; readonly withinMs: number }
  | { readonly verb: 'fire'; readonly action: string }
  /** Each expectation's `when` is `now`, or `within`, counted from the moment of the step. */
  | { readonly verb: 'expect'; readonly expectations: readonly Expectation[] }
  | KuraStep;
