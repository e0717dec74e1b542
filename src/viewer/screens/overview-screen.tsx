import { useSignal } from '@preact/signals';
import type { RunCard } from '../../report/page/page-data.ts';
import { formatDuration } from '../../scenario/duration.ts';
import { hashOf } from '../data/place.ts';
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
    .map((card, index) => ({ card, index }))
    .filter(({ card }) => verdict.value === null || card.verdict === verdict.value)
    .filter(({ card }) => textOf(card).includes(wanted.value.toLowerCase()))
    .sort((left, right) => rank(left.card) - rank(right.card) || left.index - right.index);
  return (
    <main class="overview">
      {whatIf.map((table) => (
        <WhatIfTable key={`${table.file} ${table.variant}`} table={table} />
      ))}
      <h1>{runs.length === 1 ? '1 run' : `${runs.length} runs`}</h1>
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
        {rows.map(({ card, index }) => (
          <RunItem key={index} card={card} index={index} />
        ))}
      </ul>
    </main>
  );
}

function RunItem({ card, index }: { readonly card: RunCard; readonly index: number }) {
  return (
    <li class={`run-item is-${card.verdict}`}>
      <a href={hashOf({ screen: 'run', run: index, step: null, search: '' })}>
        <VerdictBadge verdict={card.verdict} />
        <span class="run-name">
          {card.title}
          {card.variant === null ? null : <span class="variant"> {card.variant}</span>}
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

function textOf({ title, file, variant, failures }: RunCard): string {
  return [title, file, variant ?? '', ...failures].join('\n').toLowerCase();
}
