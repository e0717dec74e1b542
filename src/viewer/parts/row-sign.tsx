import type { RowAt } from '../data/rows-at.ts';

/** What the step did to a row: a sign, and a word for those who do not see it. */
export function RowSign({ sign }: { readonly sign: RowAt<unknown>['sign'] }) {
  if (sign === 'stays') return <span class="row-sign" />;
  return (
    <span class={`row-sign row-sign-${sign}`}>
      <span aria-hidden="true">{sign === 'comes' ? '+' : '−'}</span>
      <span class="unseen">{sign === 'comes' ? 'added' : 'removed'}</span>
    </span>
  );
}
