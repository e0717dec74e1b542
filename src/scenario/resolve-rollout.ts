import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import type { ScenarioDocument } from './shape/document-shape.ts';
import type { RolloutGate, RolloutPlace } from './step.ts';

type WrittenRolloutStep = NonNullable<ScenarioDocument['rollout']>[string];

/**
 * The place of a step in the rollout of this variant. Whoever is named in `after` must be written before, so that the
 * order as written is always allowed; steps that other variants have do not count.
 */
export function resolveRolloutPlace(
  resolution: Resolution,
  { after = [] }: WrittenRolloutStep,
  { name, path, earlier, known }: RolloutContext,
): RolloutPlace {
  const written = Array.isArray(after) ? after : [after];
  const gates = written.flatMap((one, index): readonly RolloutGate[] => {
    const gate = typeof one === 'string' ? { step: one, until: null } : one;
    const own = Array.isArray(after) ? [...path, 'after', index] : [...path, 'after'];
    const at = resolution.at(typeof one === 'string' ? own : [...own, 'step']);
    if (!resolution.refer({ kind: 'rollout-step', found: gate.step, known, at })) return [];
    if (earlier.includes(gate.step)) return [gate];
    if (known.indexOf(gate.step) >= known.indexOf(name)) {
      resolution.report({ code: 'SCENARIO_AFTER_LATER_STEP', at, step: name, later: gate.step });
    }
    return [];
  });
  return { name, after: gates };
}

interface RolloutContext {
  readonly name: string;
  readonly path: TreePath;
  /** The steps of this variant that are written before. */
  readonly earlier: readonly string[];
  /** The steps of all variants, in the order written. */
  readonly known: readonly string[];
}
