import type { PageEvent } from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import type { StepView } from '../data/run-view.ts';
import { useRun } from '../state/viewer.ts';
import { Panel } from './panel.tsx';

/** All that happened in the step looked at. */
export function StepDetails() {
  const { viewer, run } = useRun();
  const step = viewer.step.value;
  const view = run.steps[step - 1];
  if (view === undefined) {
    return (
      <Panel title="The initial world" class="details">
        <p class="empty">Nothing has happened yet.</p>
      </Panel>
    );
  }
  return (
    <Panel title={`Step ${step}`} class="details" aside={<StepTitle view={view} />}>
      <ul class="event-list">
        {run.events(view).map((event, index) => (
          <li key={index} class={event.isQuiet ? 'is-quiet' : ''}>
            {event.actor === view.move.actor ? null : <span class="event-actor">{event.actor} </span>}
            <EventText event={event} />
          </li>
        ))}
        {view.step.events.length === 0 ? <li class="is-quiet">nothing to tell</li> : null}
      </ul>
    </Panel>
  );
}

/** What changed in a zone, a record set a line. */
function EventText({ event }: { readonly event: PageEvent }) {
  if (event.type !== 'zone.changed') return <>{event.text}</>;
  const [first, ...rest] = event.text.split(/(?: {2}|(?<=: ))(?=[+-] )/);
  return (
    <>
      {first}
      {rest.map((line) => (
        <span key={line} class={`event-change ${line.startsWith('+') ? 'row-comes' : 'row-goes'}`}>
          {line}
        </span>
      ))}
    </>
  );
}

function StepTitle({ view }: { readonly view: StepView }) {
  const { action, outcome, fault } = view.move;
  return (
    <span class="step-title">
      <code>{action}</code> → {outcome}
      {fault === null ? null : <span class="sign sign-bad">fault: {fault}</span>} at {formatDuration(view.atMs)}
    </span>
  );
}
