import type { ExplorationReport, WhatIfValue } from './exploration-report.ts';

/** `as written`; `with version=v0.18.0, policy=sync`. */
export function worldName(values: readonly WhatIfValue[] | null): string {
  if (values === null || values.length === 0) return 'as written';
  return `with ${values.map(({ path, value }) => `${path}=${value}`).join(', ')}`;
}

/** What tells an exploration from others of the same file: its variant, and the world if there are several. */
export function explorationQualifier({ variant, whatIf }: Pick<ExplorationReport, 'variant' | 'whatIf'>): string {
  return `${variant === null ? '' : ` [${variant}]`}${whatIf === null ? '' : `, ${worldName(whatIf)}`}`;
}
