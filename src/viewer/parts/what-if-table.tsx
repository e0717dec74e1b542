import type { WhatIfPage, WhatIfRowPage } from '../../report/page/page-data.ts';
import { hashOf } from '../data/place.ts';
import { Panel } from './panel.tsx';
import { StepOrder } from './step-order.tsx';
import { TableBox } from './table-box.tsx';

/** A scenario as it is written and with other values, side by side; each world leads to its exploration. */
export function WhatIfTable({ table }: { readonly table: WhatIfPage }) {
  const { title, file, variant, basis, worlds, rows } = table;
  return (
    <Panel title={`What if: ${title}`} class="what-if">
      <p class="run-facts">
        <span>{file}</span>
        {variant === null ? null : <span class="variant">{variant}</span>}
        <span>{basis}</span>
      </p>
      <TableBox
        label={`What if: ${title}, rows`}
        columns={[
          <span class="unseen">What is compared</span>,
          ...worlds.map(({ name, exploration }) => (
            <a key={exploration} class="link" href={hashOf({ screen: 'exploration', exploration })}>
              {name}
            </a>
          )),
        ]}
      >
        {rows.map((row) => (
          <Row key={`${row.label} ${row.order.join(' ')}`} row={row} worlds={worlds} />
        ))}
      </TableBox>
    </Panel>
  );
}

function Row({ row, worlds }: { readonly row: WhatIfRowPage; readonly worlds: WhatIfPage['worlds'] }) {
  const { label, order, cells, differs } = row;
  return (
    <tr class={differs ? 'is-different' : ''}>
      <th scope="row">
        {label}
        {differs ? <span class="unseen">, not the same everywhere</span> : null}
        {order.length === 0 ? null : <StepOrder steps={order} />}
      </th>
      {cells.map(({ text, tone }, index) => (
        <td key={worlds[index]?.exploration}>
          {tone === 'plain' ? text : <span class={`verdict ${toneClasses[tone]}`}>{text}</span>}
        </td>
      ))}
    </tr>
  );
}

const toneClasses = { good: 'verdict-holds', doubtful: '', bad: 'verdict-violated' } as const;
