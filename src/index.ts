/**
 * dibs for your own code: scenarios written in TypeScript, controllers of your own, and the same runs as on the command
 * line. Random scenarios for fast-check are under `dibs/arbitraries`.
 *
 * @module
 */

export type { StoredRecord } from './dns/stored-record.ts';
export { recordsOf, writeRecords, type Zone } from './dns/zone.ts';
export {
  type Action,
  type ActionKind,
  type Event,
  type Outcome,
  outcome,
  type Part,
  type Timer,
  type Watch,
} from './kernel/action.ts';
export { Collection } from './kernel/collection.ts';
export { type Component, put, type Reader, type Write } from './kernel/component.ts';
export { Model, type World, worldHash } from './kernel/model.ts';
export { createReconciler, type Effect, type ReconcilerOptions } from './kernel/reconciler.ts';
export { type Cluster, type KubernetesObject, objectKey } from './kubernetes/cluster.ts';
export type { Finding } from './properties/finding.ts';
export type { Landscape } from './properties/landscape.ts';
export { buildScenario } from './scenario/build-scenario.ts';
export type { BuiltScenario } from './scenario/built-scenario.ts';
export { loadScenario } from './scenario/load-scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
export { assertPassed, RunFailedError } from './testing/assert-passed.ts';
export { defineScenario, ScenarioError } from './testing/define-scenario.ts';
export type { RunResult } from './timeline/run-result.ts';
export { runScenario } from './timeline/run-scenario.ts';
export { type Step, Timeline } from './timeline/timeline.ts';
export { readTrace } from './trace/read-trace.ts';
export { replay } from './trace/replay.ts';
export { writeTrace } from './trace/write-trace.ts';
