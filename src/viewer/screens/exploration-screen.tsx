import { useSignal } from '@preact/signals';
import type { ConstraintPage, ExplorationPage, OrderingPage } from '../../report/page/page-data.ts';
import { hashOf } from '../data/place.ts';
import { ConstraintMap } from '../parts/constraint-map.tsx';
import { Panel } from '../parts/panel.tsx';
import { StepOrder } from '../parts/step-order.tsx';
import { TableBox } from '../parts/table-box.tsx';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { useViewer } from '../state/viewer.ts';

/** So many orderings are listed; the classes above the table narrow them. */
const ORDERING_COUNT_MAX = 500;

/** What an exploration found: properties, constraints that make a rollout safe, every ordering with its class. */
export function ExplorationScreen() {
  const viewer = useViewer();
  const place = viewer.place.value;
  const exploration =
    place.screen === 'exploration' ? viewer.document.report.explorations[place.exploration] : undefined;
  if (exploration === undefined) return null;
  const { title, file, variant, world, verdict, basis, stateCount, transitionCount } = exploration;
  return (
    <main class="exploration">
      <div class="run-head">
        <div class="run-title">
          <VerdictBadge verdict={verdict} />
          <h1>
            {title}
            {variant === null ? null : <span class="variant"> {variant}</span>}
            {world === null ? null : <span class="variant"> {world}</span>}
          </h1>
        </div>
        <p class="run-facts">
          <span>{file}</span>
          <span>{stateCount.toLocaleString('en')} states</span>
          <span>{transitionCount.toLocaleString('en')} transitions</span>
          {basis.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      </div>
      <Properties exploration={exploration} />
      <Constraints exploration={exploration} />
      <Orderings orderings={exploration.orderings} />
    </main>
  );
}

function Properties({ exploration }: { readonly exploration: ExplorationPage }) {
  return (
    <Panel title="Properties" class="properties">
      <TableBox label="Properties: rows" columns={['Verdict', 'Property', 'Harm', 'Counterexample']}>
        {exploration.properties.map(({ name, sentence, verdict, harm, notes = [], run }) => (
          <tr key={name}>
            <td>
              <VerdictBadge verdict={verdict} />
            </td>
            <td>
              <b>{name}</b> {sentence}
              {notes.length === 0 ? null : (
                <ul class="notes">
                  {notes.map((note) => (
                    <li key={note}>{note}</li>
                  ))}
                </ul>
              )}
            </td>
            <td>{harm === null ? null : <VerdictBadge verdict={harm} />}</td>
            <td>
              <RunLink run={run} text="open" />
            </td>
          </tr>
        ))}
      </TableBox>
    </Panel>
  );
}

function Constraints({ exploration }: { readonly exploration: ExplorationPage }) {
  const { constraints, orderings } = exploration;
  const chosen = useSignal(0);
  const set = constraints[chosen.value] ?? [];
  if (constraints.length === 0) return null;
  const choice = (
    <fieldset class="tabs">
      <legend class="unseen">Set of constraints</legend>
      {constraints.map((one, index) => (
        <button
          key={one.map(({ before, after, until }) => `${before} ${after} ${until}`).join('; ')}
          type="button"
          aria-pressed={index === chosen.value}
          onClick={() => {
            chosen.value = index;
          }}
        >
          set {index + 1}
        </button>
      ))}
    </fieldset>
  );
  return (
    <Panel title="Constraints that make it safe" aside={constraints.length > 1 ? choice : undefined}>
      <div class="constraints">
        <ConstraintMap steps={orderings[0]?.steps ?? []} constraints={set} />
        <ul class="constraint-list">
          {set.map((constraint) => (
            <Constraint key={`${constraint.before} ${constraint.after}`} constraint={constraint} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function Constraint({ constraint }: { readonly constraint: ConstraintPage }) {
  const { before, after, until, kills, run } = constraint;
  return (
    <li>
      <b>{before}</b> before <b>{after}</b>
      {until === null ? null : ` (until ${until})`}
      <span class="kills">
        rules out: {kills} <RunLink run={run} text="see it" />
      </span>
    </li>
  );
}

function Orderings({ orderings }: { readonly orderings: readonly OrderingPage[] }) {
  const wanted = useSignal<string | null>(null);
  if (orderings.length === 0) return null;
  const classes = [...new Set(orderings.map((ordering) => ordering.class))];
  const shown = orderings.filter((ordering) => wanted.value === null || ordering.class === wanted.value);
  const choice = (
    <fieldset class="tabs">
      <legend class="unseen">Class of harm</legend>
      {classes.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={wanted.value === one}
          onClick={() => {
            wanted.value = wanted.value === one ? null : one;
          }}
        >
          {orderings.filter((ordering) => ordering.class === one).length} {one}
        </button>
      ))}
    </fieldset>
  );
  return (
    <Panel title="Orderings" class="orderings" aside={choice}>
      <TableBox label="Orderings: rows" columns={['Class', 'Steps in order', 'Counterexample']}>
        {shown.slice(0, ORDERING_COUNT_MAX).map((ordering) => (
          <tr key={ordering.steps.join(' ')}>
            <td>
              <VerdictBadge verdict={ordering.class} />
            </td>
            <td>
              <StepOrder steps={ordering.steps} />
            </td>
            <td>
              <RunLink run={ordering.run} text="open" />
            </td>
          </tr>
        ))}
      </TableBox>
      {shown.length > ORDERING_COUNT_MAX ? (
        <p class="note">{shown.length - ORDERING_COUNT_MAX} more orderings</p>
      ) : null}
    </Panel>
  );
}

function RunLink({ run, text }: { readonly run: number | null; readonly text: string }) {
  if (run === null) return null;
  return (
    <a class="link" href={hashOf({ screen: 'run', run, step: null, search: '' })}>
      {text}
    </a>
  );
}
