import { useComputed } from '@preact/signals';
import { liveProblem } from '../state/live-moment.ts';
import { setTheme, theme } from '../state/surroundings.ts';
import { useViewer } from '../state/viewer.ts';

/** The bar above every screen: the way back, the search, the colours, the help. */
export function PageHeader() {
  const viewer = useViewer();
  const { runs, explorations, version, live } = viewer.document.report;
  const place = viewer.place.value;
  const hasOverview = runs.length + explorations.length > 1;
  const search = useComputed(() => (viewer.place.value.screen === 'run' ? viewer.place.value.search : ''));
  return (
    <header class="page-head">
      <button
        type="button"
        class="brand"
        disabled={!hasOverview || place.screen === 'overview'}
        onClick={() => viewer.open({ screen: 'overview' })}
        aria-label={hasOverview ? 'dibs: all runs' : 'dibs'}
      >
        dibs{hasOverview && place.screen !== 'overview' ? <span class="brand-back"> ‹ all runs</span> : null}
      </button>
      <span class="version">{version}</span>
      {live ? (
        <span class={`live${liveProblem.value === null ? '' : ' is-bad'}`}>
          {liveProblem.value ?? 'live: DNS answers for this moment'}
        </span>
      ) : null}
      <span class="spread" />
      {place.screen === 'run' ? (
        <input
          id="search"
          type="search"
          aria-label="Search steps, records and logs"
          placeholder="Search — name: owner: actor:"
          value={search}
          onInput={({ currentTarget }) => viewer.search(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      ) : null}
      <ThemeButton />
      <button
        type="button"
        class="control"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => {
          viewer.isHelpOpen.value = true;
        }}
      >
        ?
      </button>
    </header>
  );
}

function ThemeButton() {
  const isDark = theme.value === null ? matchMedia('(prefers-color-scheme: dark)').matches : theme.value === 'dark';
  const label = isDark ? 'Light colours' : 'Dark colours';
  return (
    <button
      type="button"
      class="control"
      aria-label={label}
      title={label}
      onClick={() => setTheme(isDark ? 'light' : 'dark')}
    >
      <span aria-hidden="true">{isDark ? '☀' : '☾'}</span>
    </button>
  );
}
