import { formatDuration } from '../../scenario/duration.ts';
import type { RunView, StepView } from '../data/run-view.ts';
import { isPrinting } from '../state/surroundings.ts';
import { useRun, type Viewer } from '../state/viewer.ts';
import { ownerClass } from './owner-colour.ts';
import { Panel } from './panel.tsx';
import { VirtualList } from './virtual-list.tsx';

/** Every step that search and filters leave, one line each. */
export function StepList() {
  const { viewer, run } = useRun();
  const shown = isPrinting.value ? printedSteps(viewer, run) : viewer.shownSteps.value;
  const position = shown.findLastIndex((step) => step <= viewer.step.value);
  const all = run.stepCount;
  const count = shown.filter((step) => step > 0).length;
  const aside = (
    <>
      <span class="count">{count === all ? `${all}` : `${count} of ${all}`}</span>
      <label class="toggle">
        <input
          type="checkbox"
          checked={viewer.hidesQuiet.value}
          onChange={({ currentTarget }) => {
            viewer.hidesQuiet.value = currentTarget.checked;
          }}
        />
        hide quiet
      </label>
    </>
  );
  return (
    <Panel title="Steps" class="steps" aside={aside}>
      {shown.length === 0 ? (
        <p class="empty">No step matches.</p>
      ) : (
        <VirtualList
          count={shown.length}
          rowHeight={24}
          label="Steps"
          role="listbox"
          current={position}
          activeId={`step-${shown[position] ?? 0}`}
          row={(index) => (
            <StepRow key={shown[index]} viewer={viewer} run={run} step={shown[index] ?? 0} place={index} />
          )}
        />
      )}
      {run.page.leftOutStepCount > 0 ? (
        <p class="note">The run has {run.page.leftOutStepCount} further steps, too many for a page.</p>
      ) : null}
    </Panel>
  );
}

/** Paper is for what matters. */
function printedSteps(viewer: Viewer, run: RunView): readonly number[] {
  return viewer.shownSteps.value.filter((step) => step === viewer.step.value || run.steps[step - 1]?.isQuiet === false);
}

interface StepRowProps {
  readonly viewer: Viewer;
  readonly run: RunView;
  readonly step: number;
  /** In the list, from 0. */
  readonly place: number;
}

function StepRow({ viewer, run, step, place }: StepRowProps) {
  const view = run.steps[step - 1];
  const isCurrent = viewer.step.value === step;
  return (
    <div
      id={`step-${step}`}
      role="option"
      aria-selected={isCurrent}
      aria-setsize={viewer.shownSteps.value.length}
      aria-posinset={place + 1}
      class={classOf(run, view)}
      onClick={() => viewer.goTo(step)}
    >
      <span class="step-number">{step}</span>
      <span class="step-time">{formatDuration(run.atMs(step))}</span>
      {view === undefined ? (
        <span class="step-text">the initial world</span>
      ) : (
        <>
          <span class={`step-actor ${ownerClass(run.page, run.page.lanes[view.move.lane]?.owner ?? null)}`}>
            {view.move.actor}
          </span>
          <span class="step-text" title={view.headline}>
            {view.headline}
          </span>
          <StepSigns view={view} />
        </>
      )}
    </div>
  );
}

function classOf(run: RunView, view: StepView | undefined): string {
  if (view === undefined) return 'step-row';
  const isDeciding = run.failures.some(({ stepIndex }) => stepIndex === view.index);
  return `step-row${view.isQuiet ? ' is-quiet' : ''}${isDeciding ? ' is-deciding' : ''}`;
}

function StepSigns({ view }: { readonly view: StepView }) {
  const { changes = {} } = view.step;
  return (
    <span class="step-signs">
      {changes.zone === undefined ? null : <span class="sign sign-zone">zone</span>}
      {changes.endpoints === undefined ? null : <span class="sign sign-table">table</span>}
      {view.move.fault === null ? null : <span class="sign sign-bad">{view.move.fault}</span>}
      {view.isCrossing ? <span class="sign sign-bad">crosses</span> : null}
    </span>
  );
}
