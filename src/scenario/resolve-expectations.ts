import type { Expectation, When } from './expectation.ts';
import type { TreePath } from './located-tree.ts';
import { oneLineText } from './one-line-text.ts';
import type { Resolution } from './resolution.ts';
import { resolveForm } from './resolve-form.ts';
import { expectationForms, expectationTimings } from './shape/expectation-shape.ts';
import { formKeyOf, type WrittenExpectation } from './written-expectation.ts';

type TimingKey = keyof typeof expectationTimings;

/** Keys that say something about one form only. */
const COMPANIONS = { resolver: ['dig'], for: ['holds', 'violates'] } as const;

/**
 * The expectations of this variant. `place` says where the list stands: in the scenario, where moments count from the
 * beginning of the run, or in a step, which knows only its own moment and what comes soon after.
 */
export function resolveExpectations(
  resolution: Resolution,
  written: readonly WrittenExpectation[],
  { path, place }: { readonly path: TreePath; readonly place: 'scenario' | 'step' },
): readonly Expectation[] {
  return written.flatMap((one, index): readonly Expectation[] => {
    const own = [...path, index];
    const isHere = resolution.isOnlyHere(one.only, own);
    const when = whenOf(resolution, one, { path: own, place });
    reportLonelyCompanions(resolution, one, own);
    const key = formKeyOf(one);
    const form = resolveForm(resolution, one, own);
    reportFormWithPast(resolution, key, { when, path: own });
    if (!isHere || form === undefined) return [];
    return [{ ...form, when, at: resolution.at(own), text: oneLineText(key, resolution.written([...own, key])) }];
  });
}

function whenOf(
  resolution: Resolution,
  written: WrittenExpectation,
  { path, place }: { readonly path: TreePath; readonly place: 'scenario' | 'step' },
): When {
  const keys = (Object.keys(expectationTimings) as TimingKey[]).filter((key) => written[key] !== undefined);
  if (keys.length > 1) {
    resolution.report({ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', at: resolution.at(path), keys });
  }
  const [key] = keys;
  if (place === 'step' && key !== undefined && key !== 'within') {
    const at = resolution.keyAt([...path, key]);
    resolution.report({ code: 'SCENARIO_UNKNOWN_KEY', at, key, known: [...Object.keys(expectationForms), 'within'] });
  }
  switch (key) {
    case undefined:
      return { moment: place === 'step' ? 'now' : 'end' };
    case 'at':
      return { moment: 'at', atMs: written.at ?? 0 };
    case 'within':
      return { moment: 'within', withinMs: written.within ?? 0 };
    default:
      return { moment: key };
  }
}

/** What can come about is asked of single worlds: forms that look back at a run, or at how a world was reached, say nothing. */
function reportFormWithPast(
  resolution: Resolution,
  form: string,
  { when: { moment }, path }: { readonly when: When; readonly path: TreePath },
): void {
  if (moment !== 'reachable' && moment !== 'unreachable') return;
  if (!['log', 'calls', 'metrics', 'holds', 'violates', 'settled'].includes(form)) return;
  const at = resolution.keyAt([...path, moment]);
  resolution.report({ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', at, keys: [form, moment] });
}

function reportLonelyCompanions(resolution: Resolution, written: WrittenExpectation, path: TreePath): void {
  for (const [key, needs] of Object.entries(COMPANIONS)) {
    const isThere = written[key as keyof typeof COMPANIONS] !== undefined;
    if (!isThere || needs.some((form) => written[form] !== undefined)) continue;
    resolution.report({ code: 'SCENARIO_KEY_NEEDS', at: resolution.keyAt([...path, key]), key, needs });
  }
}
