import { byCodeUnit } from '../../kernel/json.ts';
import type { RunPage, ZoneRecordRow } from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import type { RunView } from '../data/run-view.ts';
import { HostName } from '../parts/host-name.tsx';
import { ownerClass } from '../parts/owner-colour.ts';
import { Panel } from '../parts/panel.tsx';
import { TableBox } from '../parts/table-box.tsx';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { useRun, useViewer, type Viewer } from '../state/viewer.ts';

/** Two runs side by side, step by step, with their first difference. */
export function ComparisonScreen() {
  const { viewer, run } = useRun();
  const other = viewer.other.value ?? run;
  const difference = viewer.difference.value;
  const step = viewer.step.value;
  return (
    <main class="comparison">
      <p class={`difference${difference === null ? '' : ' is-different'}`} role="status">
        {difference === null ? (
          'The two runs are the same, step by step.'
        ) : (
          <>
            First difference at step {difference.stepIndex}: {difference.what}.{' '}
            <button type="button" class="control" onClick={() => viewer.goTo(difference.stepIndex)}>
              Go there
            </button>
          </>
        )}{' '}
        <button type="button" class="control" aria-label="The step before" onClick={() => viewer.move(-1)}>
          ◂
        </button>{' '}
        step {step}{' '}
        <button type="button" class="control" aria-label="The next step" onClick={() => viewer.move(1)}>
          ▸
        </button>
      </p>
      <div class="sides">
        <Side name="First" viewer={viewer} run={run} against={other} differsAt={difference?.stepIndex ?? null} />
        <Side name="Second" viewer={viewer} run={other} against={run} differsAt={difference?.stepIndex ?? null} />
      </div>
    </main>
  );
}

interface SideProps {
  readonly name: string;
  readonly viewer: Viewer;
  readonly run: RunView;
  readonly against: RunView;
  readonly differsAt: number | null;
}

/** The owners of both runs, so that one owner has one colour on both sides. */
function ownersOfBoth(viewer: Viewer): Pick<RunPage, 'owners'> {
  const owners = [viewer.run.value, viewer.other.value].flatMap((run) => run?.page.owners ?? []);
  return { owners: [...new Set(owners)].sort(byCodeUnit) };
}

function Side({ name, viewer, run, against, differsAt }: SideProps) {
  const { title, variant, seed, verdict } = run.card;
  const step = viewer.step.value;
  return (
    <section class="side" aria-label={`${name} run`}>
      <header class="side-head">
        <VerdictBadge verdict={verdict} />
        <h1>
          {title}
          {variant === null ? null : <span class="variant"> {variant}</span>}
        </h1>
        <span class="run-facts">seed {seed}</span>
        <OpenAlone name={name} />
      </header>
      <Panel title={`${name} run: steps`} class="steps">
        <VirtualList
          count={run.stepCount + 1}
          rowHeight={24}
          label={`${name} run: steps`}
          role="listbox"
          current={step}
          activeId={`${name}-${Math.min(step, run.stepCount)}`}
          row={(index) => (
            <SideRow
              key={index}
              name={name}
              viewer={viewer}
              run={run}
              step={index}
              isApart={differsAt !== null && index >= differsAt}
            />
          )}
        />
      </Panel>
      <Panel title={`${name} run: zone`} class="zone">
        <ZoneBeside name={name} run={run} against={against} step={step} />
      </Panel>
    </section>
  );
}

function OpenAlone({ name }: { readonly name: string }) {
  const viewer = useViewer();
  const place = viewer.place.value;
  if (place.screen !== 'comparison') return null;
  const run = name === 'First' ? place.run : place.other;
  return (
    <button
      type="button"
      class="link"
      onClick={() => viewer.open({ screen: 'run', run, step: viewer.step.value, search: '' })}
    >
      open alone
    </button>
  );
}

function SideRow(props: {
  readonly name: string;
  readonly viewer: Viewer;
  readonly run: RunView;
  readonly step: number;
  readonly isApart: boolean;
}) {
  const { name, viewer, run, step, isApart } = props;
  const view = run.steps[step - 1];
  return (
    <div
      id={`${name}-${step}`}
      role="option"
      aria-selected={viewer.step.value === step}
      aria-setsize={run.stepCount + 1}
      aria-posinset={step + 1}
      class={`step-row${isApart ? ' is-apart' : ''}${view?.isQuiet ? ' is-quiet' : ''}`}
      onClick={() => viewer.goTo(step)}
    >
      <span class="step-number">{step}</span>
      <span class="step-time">{formatDuration(run.atMs(step))}</span>
      <span
        class={`step-actor ${ownerClass(ownersOfBoth(viewer), run.page.lanes[view?.move.lane ?? -1]?.owner ?? null)}`}
      >
        {view?.move.actor ?? ''}
      </span>
      <span class="step-text" title={view?.headline}>
        {view?.headline ?? 'the initial world'}
      </span>
    </div>
  );
}

/** The zone of one run, with what the other does not have at the same step. */
function ZoneBeside(props: {
  readonly name: string;
  readonly run: RunView;
  readonly against: RunView;
  readonly step: number;
}) {
  const { name, run, against, step } = props;
  const owners = ownersOfBoth(useViewer());
  const rows = run.zone.at(step).map((index) => run.zone.rows[index] as ZoneRecordRow);
  const there = new Set(against.zone.at(step).map((index) => textOf(against.zone.rows[index] as ZoneRecordRow)));
  if (rows.length === 0) return <p class="empty">Nothing is stored.</p>;
  return (
    <TableBox
      label={`${name} run: record sets`}
      columns={[<span class="unseen">Difference</span>, 'Owner', 'Name', 'Type', 'Values']}
    >
      {rows.map((row) => {
        const isOnlyHere = !there.has(textOf(row));
        return (
          <tr key={textOf(row)} class={isOnlyHere ? 'is-only-here' : ''}>
            <td>{isOnlyHere ? <span title="not in the other run">≠</span> : null}</td>
            <td>
              <span class={`chip ${ownerClass(owners, row.owner)}`}>{row.owner ?? 'no owner'}</span>
            </td>
            <td>
              <HostName name={row.name} />
            </td>
            <td>{row.type}</td>
            <td class="values">{row.values.join('  ')}</td>
          </tr>
        );
      })}
    </TableBox>
  );
}

function textOf({ name, type, setIdentifier, ttlSeconds, values, owner }: ZoneRecordRow): string {
  return JSON.stringify([name, type, setIdentifier, ttlSeconds, values, owner]);
}
