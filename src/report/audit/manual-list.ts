import type { AuditResult, ManualItem } from '../../incident/audit/audit-result.ts';
import { type OwnerGroup, OwnerGroups, type Placed } from './owner-groups.ts';

/** What people are shown of the things to do by hand. */
export interface ManualList {
  readonly items: readonly ManualItem[];
  /** How many items are not shown, those of the owners below aside. */
  readonly hiddenCount: number;
  /** Owners that nobody here knows, with many record sets. */
  readonly foreign: readonly OwnerGroup[];
}

/** The first items, in their order; all of them, and none by owners, if the list is to be complete. */
export function manualList(
  result: AuditResult,
  { shownMax, isComplete }: { readonly shownMax: number; readonly isComplete: boolean },
): ManualList {
  const groups = new OwnerGroups<Extract<ManualItem, { readonly action: 'delete' }>>();
  const shown: Placed<ManualItem>[] = [];
  let count = 0;
  let index = 0;
  for (const item of result.manual()) {
    index += 1;
    if (!isComplete && item.action === 'delete' && item.reason.code === 'NO_SUCH_OWNER') {
      groups.add(item.reason.owner, { index, item });
      continue;
    }
    count += 1;
    if (shown.length < shownMax) shown.push({ index, item });
  }
  const { few, many } = groups;
  const first = [...shown, ...few].sort((left, right) => left.index - right.index).slice(0, shownMax);
  return { items: first.map(({ item }) => item), hiddenCount: count + few.length - first.length, foreign: many };
}
