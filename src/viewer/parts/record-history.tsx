import type { ZoneRecordRow } from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import { historyOf } from '../data/rows-at.ts';
import { useRun } from '../state/viewer.ts';
import { OwnerChip } from './owner-chip.tsx';

/** The chosen record set in full, and every moment at which it changed. */
export function RecordHistory() {
  const { viewer, run } = useRun();
  const chosen = viewer.record.value;
  const row = chosen === null ? undefined : run.zone.rows[chosen];
  if (row === undefined) return null;
  const moments = historyOf(run.zone, (other) => isSameSet(other, row));
  return (
    <section class="history" aria-label={`History of ${row.name} ${row.type}`}>
      <header>
        <h3>
          {row.name} {row.type}
        </h3>
        <button
          type="button"
          class="link"
          onClick={() => {
            viewer.record.value = null;
          }}
        >
          close
        </button>
      </header>
      <ol>
        {moments.map(({ stepIndex, gone, come }) => (
          <li key={stepIndex} class={viewer.step.value === stepIndex ? 'is-now' : ''}>
            <button type="button" class="link" onClick={() => viewer.goTo(stepIndex)}>
              {stepIndex === 0 ? 'at first' : `${formatDuration(run.atMs(stepIndex))} · #${stepIndex}`}
            </button>
            <span class="history-actor">{run.steps[stepIndex - 1]?.move.actor ?? ''}</span>
            <span class="history-rows">
              {gone.map((record) => (
                <Version key={`gone ${record.owner} ${record.values}`} record={record} sign="−" />
              ))}
              {come.map((record) => (
                <Version key={`come ${record.owner} ${record.values}`} record={record} sign="+" />
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Version({ record, sign }: { readonly record: ZoneRecordRow; readonly sign: '+' | '−' }) {
  const ttl = record.ttlSeconds === 0 ? 'auto' : `${record.ttlSeconds} s`;
  return (
    <span class={sign === '+' ? 'version row-comes' : 'version row-goes'}>
      <span>{sign}</span> <OwnerChip owner={record.owner} />{' '}
      <span class="version-values">{record.values.join('  ')}</span> <span class="host-rest">{ttl}</span>
    </span>
  );
}

function isSameSet(left: ZoneRecordRow, right: ZoneRecordRow): boolean {
  return left.name === right.name && left.type === right.type && left.setIdentifier === right.setIdentifier;
}
