import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { formatDuration } from '../../scenario/duration.ts';
import { matches } from '../data/query.ts';
import type { LogView } from '../data/run-view.ts';
import { useRun } from '../state/viewer.ts';
import { ownerClass } from './owner-colour.ts';
import { Panel } from './panel.tsx';
import { VirtualList } from './virtual-list.tsx';

/** What processes logged, up to the moment and, faint, after it. */
export function LogList() {
  const { viewer, run } = useRun();
  const actor = useSignal('');
  const actors = useMemo(() => [...new Set(run.logs.map((line) => line.actor))], [run]);
  const query = viewer.query.value;
  const lines = run.logs.filter(
    (line) => (actor.value === '' || line.actor === actor.value) && matches(query, searchedOf(line)),
  );
  const step = viewer.step.value;
  const position = lines.findLastIndex((line) => line.stepIndex <= step);
  const choice = (
    <select
      aria-label="Whose log"
      value={actor.value}
      onChange={({ currentTarget }) => {
        actor.value = currentTarget.value;
      }}
    >
      <option value="">all processes</option>
      {actors.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <Panel title="Logs" class="logs" aside={actors.length > 1 ? choice : undefined}>
      {lines.length === 0 ? (
        <p class="empty">{run.logs.length === 0 ? 'Nobody logs anything.' : 'No line matches.'}</p>
      ) : (
        <VirtualList
          count={lines.length}
          rowHeight={20}
          label="Log lines"
          role="log"
          current={position}
          row={(index) => <LogRow key={index} line={lines[index] as LogView} step={step} />}
        />
      )}
    </Panel>
  );
}

function LogRow({ line, step }: { readonly line: LogView; readonly step: number }) {
  const { viewer, run } = useRun();
  const owner = run.page.lanes.find(({ name }) => name === line.actor)?.owner ?? null;
  const when = line.stepIndex === step ? ' is-now' : line.stepIndex > step ? ' is-later' : '';
  return (
    <button
      type="button"
      class={`log-row${when}`}
      onClick={() => viewer.goTo(line.stepIndex)}
      title={line.line}
      tabIndex={-1}
    >
      <span class="log-time">{formatDuration(line.atMs)}</span>
      <span class={`log-actor ${ownerClass(run.page, owner)}`}>{line.actor}</span>
      <span class={`log-level log-${levelClass(line.level)}`}>{line.level}</span>
      <span class="log-line">{line.line}</span>
    </button>
  );
}

function levelClass(level: string): string {
  if (level === 'error' || level === 'fatal' || level === 'panic') return 'bad';
  return level === 'warning' ? 'doubtful' : 'usual';
}

function searchedOf({ actor, level, line }: LogView) {
  const text = line.toLowerCase();
  return { text: `${actor} ${level} ${text}`.toLowerCase(), names: text, owners: text, actors: actor.toLowerCase() };
}
