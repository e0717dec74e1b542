import { useSignal } from '@preact/signals';
import { isEmptyQuery, matches } from '../data/query.ts';
import { type RowAt, rowsAt } from '../data/rows-at.ts';
import { useRun } from '../state/viewer.ts';
import { ownerClass } from './owner-colour.ts';
import { Panel } from './panel.tsx';
import { PlainTable } from './plain-table.tsx';
import { Words } from './words.tsx';

const names = { endpoints: 'Endpoint table', servers: 'Servers', objects: 'Objects', metrics: 'Metrics' } as const;

type Name = keyof typeof names;

/** What there is beside the zone: the product's tables, the objects of clusters. One of them at a time. */
export function WorldTables() {
  const { viewer, run } = useRun();
  const present = (Object.keys(names) as Name[]).filter((name) => run[name].rows.length > 0);
  const chosen = useSignal<Name | null>(null);
  const shown = chosen.value !== null && present.includes(chosen.value) ? chosen.value : present[0];
  if (shown === undefined) return null;
  const changed = present.filter((name) => run[name].changeAt(viewer.step.value) !== undefined);
  const tabs = (
    <fieldset class="tabs">
      <legend class="unseen">Table</legend>
      {present.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === shown}
          onClick={() => {
            chosen.value = name;
          }}
        >
          {names[name]}
          {changed.includes(name) ? <span class="dot" title="changed by this step" /> : null}
        </button>
      ))}
    </fieldset>
  );
  return (
    <Panel title={names[shown]} class="world" aside={present.length > 1 ? tabs : undefined}>
      <Table name={shown} />
    </Panel>
  );
}

function Table({ name }: { readonly name: Name }) {
  const { viewer, run } = useRun();
  const step = viewer.step.value;
  const place = (where: string) => (
    <span class={`place ${ownerClass(run.page, run.ownerOfPlace(where))}`}>{where}</span>
  );
  switch (name) {
    case 'endpoints':
      return (
        <PlainTable
          label={names.endpoints}
          columns={['Environment', 'Account', 'Technology', 'URL']}
          rows={useSearched(rowsAt(run.endpoints, step))}
          cells={({ environment, account, technology, url }) => [place(environment), account, technology, url]}
        />
      );
    case 'servers':
      return (
        <PlainTable
          label={names.servers}
          columns={['Environment', 'Account', 'Region', 'Status', 'URL', 'Image']}
          rows={useSearched(rowsAt(run.servers, step))}
          cells={(row) => [place(row.environment), row.account, row.region, row.status, row.url ?? '', row.image ?? '']}
        />
      );
    case 'objects':
      return (
        <PlainTable
          label={names.objects}
          columns={['Cluster', 'Object', 'What it says']}
          rows={useSearched(rowsAt(run.objects, step))}
          cells={({ cluster, key, text }) => [place(cluster), key, text]}
        />
      );
    case 'metrics':
      return (
        <PlainTable
          label={names.metrics}
          columns={['Controller', 'Metric', 'Labels', 'Value']}
          rows={useSearched(rowsAt(run.metrics, step))}
          cells={({ controller, metric, labels, value }) => [
            place(controller),
            <Words key="metric" text={metric} />,
            <Words key="labels" text={labels} />,
            String(value),
          ]}
        />
      );
  }
}

/** Rows that the search finds by any of their texts, and those that the step changed. */
function useSearched<Row extends object>(rows: readonly RowAt<Row>[]): readonly RowAt<Row>[] {
  const { viewer } = useRun();
  const query = viewer.query.value;
  if (isEmptyQuery(query)) return rows;
  return rows.filter(({ row, sign }) => {
    const text = Object.values(row).join('\n').toLowerCase();
    return sign !== 'stays' || matches({ ...query, actors: [], owners: [] }, { text, names: text });
  });
}
