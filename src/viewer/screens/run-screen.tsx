import { formatDuration } from '../../scenario/duration.ts';
import { ExpectationList } from '../parts/expectation-list.tsx';
import { LogList } from '../parts/log-list.tsx';
import { ownerClass } from '../parts/owner-colour.ts';
import { PathMap } from '../parts/path-map.tsx';
import { StepDetails } from '../parts/step-details.tsx';
import { StepList } from '../parts/step-list.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { Transport } from '../parts/transport.tsx';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { WorldTables } from '../parts/world-tables.tsx';
import { ZoneTable } from '../parts/zone-table.tsx';
import { useRun, useViewer } from '../state/viewer.ts';

/** One run: its timeline, and everything there was at the moment looked at. */
export function RunScreen() {
  return (
    <main class="run-screen">
      <RunHead />
      <section class="timeline-panel" aria-label="Timeline">
        <Timeline />
        <Transport />
      </section>
      <div class="columns">
        <div class="column column-steps">
          <StepList />
          <StepDetails />
        </div>
        <div class="column column-world">
          <ZoneTable />
          <PathMap />
          <WorldTables />
        </div>
        <div class="column column-side">
          <ExpectationList />
          <LogList />
        </div>
      </div>
    </main>
  );
}

function RunHead() {
  const { run } = useRun();
  const { title, file, variant, seed, verdict, durationMs, stepCount } = run.card;
  const { because, command } = run.page;
  return (
    <div class="run-head">
      <div class="run-title">
        <VerdictBadge verdict={verdict} />
        <h1>
          {title}
          {variant === null ? null : <span class="variant"> {variant}</span>}
        </h1>
        <OtherRun />
      </div>
      <p class="run-facts">
        <span>{file}</span>
        <span>seed {seed}</span>
        <span>{stepCount} steps</span>
        <span>{formatDuration(durationMs)} of virtual time</span>
        {because.map((reason) => (
          <span key={reason} class="because">
            {reason}
          </span>
        ))}
        <Owners />
      </p>
      {command === null || verdict === 'passed' ? null : (
        <p class="command">
          again: <code>{command}</code>
        </p>
      )}
    </div>
  );
}

/** The owners and their colours; each narrows the page to what it owns. */
function Owners() {
  const { viewer, run } = useRun();
  const chosen = viewer.owners.value;
  const toggle = (owner: string) => {
    const next = new Set(chosen);
    if (!next.delete(owner)) next.add(owner);
    viewer.owners.value = next;
  };
  return (
    <span class="owners">
      {run.page.owners.map((owner) => (
        <button
          key={owner}
          type="button"
          aria-pressed={chosen.has(owner)}
          title={`owner ${owner}: show only what it owns`}
          class={`chip ${ownerClass(run.page, owner)}${chosen.size > 0 && !chosen.has(owner) ? ' is-off' : ''}`}
          onClick={() => toggle(owner)}
        >
          {owner === '' ? '(empty)' : owner}
        </button>
      ))}
    </span>
  );
}

/** Another run of the report to set beside this one. */
function OtherRun() {
  const viewer = useViewer();
  const place = viewer.place.value;
  const { runs } = viewer.document.report;
  if (runs.length < 2 || place.screen !== 'run') return null;
  return (
    <select
      class="other-run"
      aria-label="Compare with another run"
      value=""
      onChange={({ currentTarget }) => {
        viewer.open({ screen: 'comparison', run: place.run, other: Number(currentTarget.value), step: null });
      }}
    >
      <option value="">compare with…</option>
      {runs.map((card, index) =>
        index === place.run ? null : (
          <option key={index} value={index}>
            {card.title}
            {card.variant === null ? '' : ` [${card.variant}]`} · seed {card.seed}
          </option>
        ),
      )}
    </select>
  );
}
