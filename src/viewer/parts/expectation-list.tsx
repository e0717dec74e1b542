import type { PageExpectation } from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import { useRun } from '../state/viewer.ts';
import { Panel } from './panel.tsx';

/** What was expected, what came of it, and the moments that decided it. */
export function ExpectationList() {
  const { run } = useRun();
  const { expectations, limit } = run.page;
  const sorted = [...expectations.filter(({ ok }) => !ok), ...expectations.filter(({ ok }) => ok)];
  const failed = run.failures.length;
  const count = failed === 0 ? `${expectations.length} met` : `${failed} of ${expectations.length} failed`;
  return (
    <Panel title="Expectations" class="expectations" aside={<span class="count">{count}</span>}>
      {limit === null ? null : <p class="note note-doubtful">The run is inconclusive: {limit}.</p>}
      {sorted.length === 0 ? <p class="empty">Nothing was expected of this trace.</p> : null}
      <ul class="expectation-list">
        {sorted.map((expectation, index) => (
          <Expectation key={index} expectation={expectation} />
        ))}
      </ul>
    </Panel>
  );
}

function Expectation({ expectation }: { readonly expectation: PageExpectation }) {
  const { viewer } = useRun();
  const { text, ok, atMs, stepIndex, file, line, why } = expectation;
  const isNow = viewer.step.value === stepIndex;
  return (
    <li class={`expectation ${ok ? 'is-met' : 'is-failed'}${isNow ? ' is-now' : ''}`}>
      <button type="button" class="expectation-link" onClick={() => viewer.goTo(stepIndex)}>
        <span class="expectation-sign">
          <span aria-hidden="true">{ok ? '✓' : '✗'}</span>
          <span class="unseen">{ok ? 'met' : 'failed'}</span>
        </span>
        <span class="expectation-text">{text}</span>
        <span class="expectation-moment">
          {formatDuration(atMs)} · #{stepIndex}
        </span>
      </button>
      {why.length === 0 ? null : (
        <ul class="why">
          {why.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {ok ? null : (
        <p class="expectation-place">
          {file}:{line}
        </p>
      )}
    </li>
  );
}
