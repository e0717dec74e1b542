import type { TreePath } from './located-tree.ts';
import { oneLineText } from './one-line-text.ts';
import type { Resolution } from './resolution.ts';
import { type CommandLine, resolveStepVerb } from './resolve-step-verb.ts';
import type { ControllerSetup } from './scenario.ts';
import type { Step } from './step.ts';
import { verbKeyOf, type WrittenStep } from './written-step.ts';

/** What a scenario without steps does. */
const DEFAULT_SETTLE_MS = 3_600_000;

/**
 * The steps of this variant. Flags are followed through the steps, so that `change` says what they are at last; a
 * moment that has passed for certain before its step's turn comes is reported.
 */
export function resolveSteps(
  resolution: Resolution,
  written: readonly WrittenStep[] | undefined,
  controllers: readonly ControllerSetup[],
): readonly Step[] {
  if (written === undefined) {
    const settle = { verb: 'settle', withinMs: DEFAULT_SETTLE_MS } as const;
    return [{ ...settle, at: { ...resolution.at([]), path: '' }, text: 'settle: 1h' }];
  }
  const flags = new Map<string, CommandLine>(controllers.map((controller) => [controller.name, controller]));
  let earliestMs = 0;
  return written.flatMap((one, index): readonly Step[] => {
    const own: TreePath = ['steps', index];
    const isHere = resolution.isOnlyHere(one.only, own);
    const key = verbKeyOf(one);
    const verb = resolveStepVerb(resolution, one, { path: own, flags });
    if (!isHere || verb === undefined) return [];
    if (one.at !== undefined && one.at < earliestMs) {
      resolution.report({
        code: 'SCENARIO_STEP_IN_THE_PAST',
        at: resolution.at([...own, 'at']),
        atMs: one.at,
        earliestMs,
      });
    }
    earliestMs = Math.max(earliestMs, one.at ?? 0) + (verb.verb === 'wait' ? verb.durationMs : 0);
    if (verb.verb === 'set-flags') flags.set(verb.controller, verb);
    return [
      {
        ...verb,
        at: resolution.at(own),
        text: oneLineText(key, resolution.written([...own, key])),
        ...(one.name === undefined ? {} : { name: one.name }),
        ...(one.at === undefined ? {} : { notBeforeMs: one.at }),
      },
    ];
  });
}
