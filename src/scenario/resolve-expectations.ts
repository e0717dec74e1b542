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
    for (const asked of ofWorlds) {
      if (one[asked] !== undefined) refusePast(resolution, key, { key: asked, path: own });
    }
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
    case 'not-before':
      return notBefore(resolution, written['not-before'] ?? {}, path);
    default:
      return { moment: key };
  }
}

/** What has to have been so before. */
function notBefore(resolution: Resolution, written: WrittenExpectation, own: TreePath): When {
  const path = [...own, 'not-before'];
  const form = formKeyOf(written);
  refusePast(resolution, form, { key: 'not-before', path: own });
  const other = resolveForm(resolution, written, path);
  if (other === undefined) return { moment: 'never' };
  return { moment: 'not-before', other, text: oneLineText(form, resolution.written([...path, form])) };
}

/** Moments that are asked of single worlds. */
const ofWorlds = ['reachable', 'unreachable', 'not-before'] as const satisfies readonly TimingKey[];

/** What looks back at a run, or at how a world was reached. */
const formsWithPast: readonly string[] = ['log', 'calls', 'metrics', 'holds', 'violates', 'settled'];

function refusePast(
  resolution: Resolution,
  form: string,
  { key, path }: { readonly key: (typeof ofWorlds)[number]; readonly path: TreePath },
): void {
  if (!formsWithPast.includes(form)) return;
  const at = resolution.keyAt([...path, key]);
  resolution.report({ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', at, keys: [form, key] });
}

function reportLonelyCompanions(resolution: Resolution, written: WrittenExpectation, path: TreePath): void {
  for (const [key, needs] of Object.entries(COMPANIONS)) {
    const isThere = written[key as keyof typeof COMPANIONS] !== undefined;
    if (!isThere || needs.some((form) => written[form] !== undefined)) continue;
    resolution.report({ code: 'SCENARIO_KEY_NEEDS', at: resolution.keyAt([...path, key]), key, needs });
  }
}
