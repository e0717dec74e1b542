import type { TreePath } from './located-tree.ts';
import { oneLineText } from './one-line-text.ts';
import type { Resolution } from './resolution.ts';
import { resolveRolloutPlace } from './resolve-rollout.ts';
import { type CommandLine, resolveStepVerb } from './resolve-step-verb.ts';
import type { ControllerSetup } from './scenario.ts';
import type { ScenarioDocument } from './shape/document-shape.ts';
import type { Step, StepFrame, StepVerb } from './step.ts';
import { verbKeyOf, type WrittenStep } from './written-step.ts';

/** What a scenario without steps does. */
const DEFAULT_SETTLE_MS = 3_600_000;

/** How long the world has to come to rest after each step of a rollout. */
const ROLLOUT_SETTLE_MS = 6 * 3_600_000;

/**
 * The steps of this variant, and after them those of its rollout in the order written, with a rest before each and at
 * the end. Flags are followed through the steps, so that `change` says what they are at last; a moment that has passed
 * for certain before its step's turn comes is reported.
 */
export function resolveSteps(
  resolution: Resolution,
  document: Pick<ScenarioDocument, 'steps' | 'rollout'>,
  controllers: readonly ControllerSetup[],
): readonly Step[] {
  const resolving = new StepResolving(resolution, controllers);
  const { steps, rollout } = document;
  if (steps === undefined && rollout === undefined) return [settle(resolution, [], DEFAULT_SETTLE_MS)];
  return [
    ...(steps ?? []).flatMap((written, index) => resolving.step(written, ['steps', index])),
    ...(rollout === undefined ? [] : rolloutSteps(resolution, resolving, rollout)),
  ];
}

function rolloutSteps(
  resolution: Resolution,
  resolving: StepResolving,
  rollout: NonNullable<ScenarioDocument['rollout']>,
): readonly Step[] {
  const known = Object.keys(rollout);
  const earlier: string[] = [];
  const taken = Object.entries(rollout).flatMap(([name, written]): readonly Step[] => {
    const path: TreePath = ['rollout', name];
    const place = resolveRolloutPlace(resolution, written, { name, path, earlier, known });
    const steps = resolving.step(written, path);
    if (steps.length > 0) earlier.push(name);
    return steps.flatMap((step) => [settle(resolution, path, ROLLOUT_SETTLE_MS), { ...step, name, rollout: place }]);
  });
  return [...taken, settle(resolution, ['rollout'], ROLLOUT_SETTLE_MS)];
}

function settle(resolution: Resolution, path: TreePath, withinMs: number): Step {
  const at = resolution.at(path);
  const text = `settle: ${withinMs / 3_600_000}h`;
  return { verb: 'settle', withinMs, at: path.length === 0 ? { ...at, path: '' } : at, text };
}

/** Resolves steps one after another. */
class StepResolving {
  readonly #resolution: Resolution;
  readonly #flags: Map<string, CommandLine>;
  #earliestMs = 0;

  constructor(resolution: Resolution, controllers: readonly ControllerSetup[]) {
    this.#resolution = resolution;
    this.#flags = new Map(controllers.map((controller) => [controller.name, controller]));
  }

  /** The step, or nothing: for other variants, and where a mistake leaves nothing to do. */
  step(written: WrittenStep, path: TreePath): readonly Step[] {
    const resolution = this.#resolution;
    const isHere = resolution.isOnlyHere(written.only, path);
    const verb = resolveStepVerb(resolution, written, { path, flags: this.#flags });
    if (!isHere || verb === undefined) return [];
    const key = verbKeyOf(written);
    const text = oneLineText(key, resolution.written([...path, key]));
    const frame = this.#frame(written, verb, path);
    if (verb.verb === 'set-flags') this.#flags.set(verb.controller, verb);
    return [{ ...verb, at: resolution.at(path), text, ...frame }];
  }

  #frame(
    { name, at: notBeforeMs }: Pick<WrittenStep, 'name' | 'at'>,
    verb: StepVerb,
    path: TreePath,
  ): Pick<StepFrame, 'name' | 'notBeforeMs'> {
    if (notBeforeMs !== undefined && notBeforeMs < this.#earliestMs) {
      this.#resolution.report({
        code: 'SCENARIO_STEP_IN_THE_PAST',
        at: this.#resolution.at([...path, 'at']),
        atMs: notBeforeMs,
        earliestMs: this.#earliestMs,
      });
    }
    this.#earliestMs = Math.max(this.#earliestMs, notBeforeMs ?? 0) + (verb.verb === 'wait' ? verb.durationMs : 0);
    return { ...(name === undefined ? {} : { name }), ...(notBeforeMs === undefined ? {} : { notBeforeMs }) };
  }
}
