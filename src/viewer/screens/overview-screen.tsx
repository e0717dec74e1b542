import { useSignal } from '@preact/signals';
import type { RunCard } from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import { hashOf } from '../data/place.ts';
import { waysShown } from '../data/ways-shown.ts';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { WhatIfTable } from '../parts/what-if-table.tsx';
import { useViewer } from '../state/viewer.ts';

const verdicts = ['failed', 'inconclusive', 'passed'] as const;

/** Every run and exploration of a report, what failed first. */
export function OverviewScreen() {
  const { runs, explorations, whatIf = [], mistakes } = useViewer().document.report;
  const wanted = useSignal('');
  const verdict = useSignal<string | null>(null);
  const rows = runs
    .map((card, index) => ({ card, index, ways: waysShown(explorations, index) }))
    .filter(({ card }) => verdict.value === null || card.verdict === verdict.value)
    .filter(({ card, ways }) => textOf(card, ways).includes(wanted.value.toLowerCase()))
    .sort((left, right) => rank(left.card) - rank(right.card) || left.index - right.index);
  return (
    <main class="overview">
      {whatIf.map((table) => (
        <WhatIfTable key={`${table.file} ${table.variant}`} table={table} />
      ))}
      <h1>{headingOf(runs.length, explorations.length)}</h1>
      <div class="overview-bar">
        <input
          type="search"
          aria-label="Search runs"
          placeholder="Search titles, files, variants"
          value={wanted.value}
          onInput={({ currentTarget }) => {
            wanted.value = currentTarget.value;
          }}
        />
        {verdicts.map((one) => (
          <button
            key={one}
            type="button"
            class="tab"
            aria-pressed={verdict.value === one}
            onClick={() => {
              verdict.value = verdict.value === one ? null : one;
            }}
          >
            {runs.filter((card) => card.verdict === one).length} {one}
          </button>
        ))}
      </div>
      <Explorations count={explorations.length} />
      <Mistakes />
      {rows.length === 0 && (runs.length > 0 || mistakes.length === 0) ? <p class="empty">No run matches.</p> : null}
      <ul class="run-list">
        {rows.map(({ card, index, ways }) => (
          <RunItem key={index} card={card} index={index} ways={ways} />
        ))}
      </ul>
    </main>
  );
}

interface RunItemProps {
  readonly card: RunCard;
  readonly index: number;
  /** What explorations show by this run. */
  readonly ways: readonly string[];
}

function RunItem({ card, index, ways }: RunItemProps) {
  return (
    <li class={`run-item is-${card.verdict}`}>
      <a href={hashOf({ screen: 'run', run: index, step: null, search: '' })}>
        <VerdictBadge verdict={card.verdict} />
        <span class="run-name">
          {card.title}
          {card.variant === null ? null : <span class="variant"> {card.variant}</span>}
          {ways.map((way) => (
            <span key={way} class="way">
              {way}
            </span>
          ))}
        </span>
        <span class="run-facts">
          <span>{card.file}</span>
          <span>{card.stepCount} steps</span>
          <span>{formatDuration(card.durationMs)}</span>
        </span>
      </a>
      {card.failures.length === 0 ? null : (
        <ul class="why">
          {card.failures.map((failure) => (
            <li key={failure}>{failure}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Explorations({ count }: { readonly count: number }) {
  const { explorations } = useViewer().document.report;
  if (count === 0) return null;
  return (
    <ul class="run-list">
      {explorations.map((exploration, index) => (
        <li key={`${exploration.file} ${exploration.variant} ${exploration.world}`} class="run-item">
          <a href={hashOf({ screen: 'exploration', exploration: index })}>
            <VerdictBadge verdict={exploration.verdict} />
            <span class="run-name">
              Exploration: {exploration.title}
              {exploration.variant === null ? null : <span class="variant"> {exploration.variant}</span>}
              {exploration.world === null ? null : <span class="variant"> {exploration.world}</span>}
            </span>
            <span class="run-facts">
              <span>{exploration.file}</span>
              <span>{exploration.stateCount.toLocaleString('en')} states</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Mistakes() {
  const { mistakes } = useViewer().document.report;
  return (
    <>
      {mistakes.map(({ file, problems }) => (
        <section key={file} class="mistakes" aria-label={`Mistakes in ${file}`}>
          <h2>{file} was not run</h2>
          <ul class="why">
            {problems.map(({ what, where, fix }) => (
              <li key={`${where} ${what}`}>
                {where}: {what}; {fix}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function rank({ verdict }: RunCard): number {
  return verdicts.indexOf(verdict);
}

function headingOf(runCount: number, explorationCount: number): string {
  const runs = runCount === 1 ? '1 run' : `${runCount} runs`;
  if (explorationCount === 0) return runs;
  const explorations = explorationCount === 1 ? '1 exploration' : `${explorationCount} explorations`;
  return runCount === 0 ? explorations : `${explorations}, with ${runs} to step through`;
}

function textOf({ title, file, variant, failures }: RunCard, ways: readonly string[]): string {
  return [title, file, variant ?? '', ...failures, ...ways].join('\n').toLowerCase();
}
