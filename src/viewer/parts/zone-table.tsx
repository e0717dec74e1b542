import type { ZoneRecordRow } from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import { isEmptyQuery, matches } from '../data/query.ts';
import { type RowAt, rowsAt } from '../data/rows-at.ts';
import { useRun } from '../state/viewer.ts';
import { HostName } from './host-name.tsx';
import { OwnerChip } from './owner-chip.tsx';
import { ownerClass } from './owner-colour.ts';
import { Panel } from './panel.tsx';
import { RecordHistory } from './record-history.tsx';
import { RowSign } from './row-sign.tsx';
import { VirtualList } from './virtual-list.tsx';

/** The zone at the moment: owners in their colours, TXT contents, what the step changed. */
export function ZoneTable() {
  const { viewer, run } = useRun();
  const step = viewer.step.value;
  const query = viewer.query.value;
  const owners = viewer.owners.value;
  const all = rowsAt(run.zone, step);
  const rows = all.filter(({ row, sign }) => {
    if (owners.size > 0 && !owners.has(row.owner ?? '')) return false;
    // What the step changed is always shown: a search for its actor would hide it.
    return sign !== 'stays' || isEmptyQuery(query) || matches({ ...query, actors: [] }, searchedOf(row));
  });
  const changed = rows.findIndex(({ sign }) => sign !== 'stays');
  return (
    <Panel title="Zone" class="zone" aside={<LastChange shown={rows.length} stored={all.length} />}>
      {rows.length === 0 ? (
        <p class="empty">{all.length === 0 ? 'Nothing is stored.' : 'No record set matches.'}</p>
      ) : (
        <div role="table" aria-label="Record sets" aria-rowcount={rows.length + 1} class="grid zone-grid">
          <ZoneHead />
          <VirtualList
            count={rows.length}
            rowHeight={24}
            label="Record sets"
            role="rowgroup"
            current={changed}
            row={(place) => <ZoneRow key={rows[place]?.index} at={rows[place] as RowAt<ZoneRecordRow>} place={place} />}
          />
        </div>
      )}
      <RecordHistory />
    </Panel>
  );
}

function LastChange({ shown, stored }: { readonly shown: number; readonly stored: number }) {
  const { viewer, run } = useRun();
  const step = viewer.step.value;
  const last = run.zone.lastChangeUpTo(step);
  const count = shown === stored ? `${stored}` : `${shown} of ${stored}`;
  return (
    <>
      <span class="count">{count}</span>
      {last === step && step > 0 ? <span class="count">changed now</span> : null}
      {last !== step && last > 0 ? (
        <button type="button" class="link" onClick={() => viewer.goTo(last)}>
          changed last at {formatDuration(run.atMs(last))} · #{last}
        </button>
      ) : null}
    </>
  );
}

function ZoneHead() {
  return (
    <div role="row" class="grid-row grid-head" aria-rowindex={1}>
      {['', 'Owner', 'Name', 'Type', 'TTL', 'Values'].map((title) => (
        <span key={title} role="columnheader">
          {title === '' ? <span class="unseen">Change</span> : title}
        </span>
      ))}
    </div>
  );
}

function ZoneRow({ at, place }: { readonly at: RowAt<ZoneRecordRow>; readonly place: number }) {
  const { viewer, run } = useRun();
  const { row, sign, index } = at;
  const isChosen = viewer.record.value === index;
  const txt = row.speaksFor === null ? '' : ' is-txt';
  const values = row.values.join('  ');
  return (
    <div
      role="row"
      aria-rowindex={place + 2}
      class={`grid-row row-${sign}${txt}${isChosen ? ' is-chosen' : ''} ${ownerClass(run.page, row.owner)}`}
      onClick={() => {
        viewer.record.value = isChosen ? null : index;
      }}
    >
      <span role="cell">
        <RowSign sign={sign} />
      </span>
      <span role="cell" class={row.speaksFor === null ? '' : 'unseen'}>
        <OwnerChip owner={row.owner} />
      </span>
      <span role="cell">
        <button type="button" class="name-button" aria-expanded={isChosen} title={nameTitle(row)}>
          {row.speaksFor === null ? null : <span aria-hidden="true">↳ </span>}
          <HostName name={row.name} />
          {row.setIdentifier === '' ? null : <span class="host-rest"> ({row.setIdentifier})</span>}
        </button>
      </span>
      <span role="cell">{row.type}</span>
      <span role="cell" class="number">
        {row.ttlSeconds === 0 ? 'auto' : row.ttlSeconds}
      </span>
      <span role="cell" class="values" title={values}>
        {values}
      </span>
    </div>
  );
}

function nameTitle({ name, speaksFor }: ZoneRecordRow): string {
  if (speaksFor === null) return name;
  return `${name} says who owns ${speaksFor.name} ${speaksFor.type === '' ? '(every type)' : speaksFor.type}`;
}

function searchedOf({ name, type, values, owner }: ZoneRecordRow) {
  const text = [name, type, ...values, owner ?? 'no owner'].join('\n').toLowerCase();
  return { text, names: name.toLowerCase(), owners: (owner ?? '').toLowerCase() };
}
