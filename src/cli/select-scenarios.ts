import type { Scenario } from '../scenario/scenario.ts';

/** Which scenarios to run. */
export interface Selection {
  readonly grep: RegExp | undefined;
  readonly variant: string | undefined;
}

/** Whether a scenario is among those to run: the pattern is looked for in its title, its file and its variant's name. */
export function isSelected({ title, variant, source }: Scenario, selection: Selection): boolean {
  if (selection.variant !== undefined && variant !== selection.variant) return false;
  const { grep } = selection;
  return grep === undefined || [title, source.file, variant ?? ''].some((text) => grep.test(text));
}
