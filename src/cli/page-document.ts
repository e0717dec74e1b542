import type { PageDocument } from '../report/page/page-data.ts';
import { pageOfRun, runCardOf } from '../report/page/page-of-run.ts';
import type { LoadedRun } from './load-run.ts';
import { shownRunOf } from './shown-run.ts';
import { dibsVersion } from './version.ts';

/** What the page shows of some runs. `live`: a server stands behind the page. */
export function pageDocumentOf(loaded: readonly LoadedRun[], { live }: { readonly live: boolean }): PageDocument {
  const shown = loaded.map((run) => ({ ...shownRunOf(run), built: run.built }));
  const cards = shown.map(({ run }) => runCardOf(run));
  return {
    report: { dibs: 'page', version: dibsVersion(), live, runs: cards, explorations: [], mistakes: [] },
    runs: shown.map(({ run, built, isRerunnable }) => pageOfRun(run, built, { isRerunnable })),
  };
}
