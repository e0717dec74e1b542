import type { PageDocument } from '../report/page/page-data.ts';
import { pageOfRun, runCardOf } from '../report/page/page-of-run.ts';
import type { Shown } from './shown-run.ts';
import { dibsVersion } from './version.ts';

/** What the page shows of some runs. `live`: a server stands behind the page. */
export function pageDocumentOf(shown: readonly Shown[], { live }: { readonly live: boolean }): PageDocument {
  const cards = shown.map(({ run }) => runCardOf(run));
  return {
    report: { dibs: 'page', version: dibsVersion(), live, runs: cards, explorations: [], mistakes: [] },
    runs: shown.map(({ run, built, isRerunnable }) => pageOfRun(run, built, { isRerunnable })),
  };
}
