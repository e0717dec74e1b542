import { useRun } from '../state/viewer.ts';
import { ownerClass } from './owner-colour.ts';

/** An owner id beside its colour. */
export function OwnerChip({ owner }: { readonly owner: string | null }) {
  const { run } = useRun();
  return (
    <span class={`chip ${ownerClass(run.page, owner)}`} title={owner === null ? 'no owner' : `owner ${owner}`}>
      {owner === null ? 'no owner' : owner === '' ? '(empty)' : owner}
    </span>
  );
}
