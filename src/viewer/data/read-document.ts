import type { PageDocument, ReportPage, RunPage } from '../../report/page/page-data.ts';

/** The document behind the page. Runs are read when they are first looked at: a report may have hundreds. */
export interface OpenDocument {
  readonly report: ReportPage;
  run(index: number): RunPage;
}

/**
 * What stands in the page as JSON; or, behind a server that says so there, what it gives as `data.json`.
 * @throws Error in words if there is neither.
 */
export async function readDocument(): Promise<OpenDocument> {
  const report = embedded<ReportPage | { readonly live: true }>('report');
  if (!('dibs' in report)) return fetched();
  const runs = new Map<number, RunPage>();
  return {
    report,
    run: (index) => {
      const known = runs.get(index) ?? embedded<RunPage>(`run-${index}`);
      runs.set(index, known);
      return known;
    },
  };
}

async function fetched(): Promise<OpenDocument> {
  const response = await fetch('data.json');
  if (!response.ok) throw new Error(`The server gives no data: status ${response.status}.`);
  const { report, runs } = (await response.json()) as PageDocument;
  return { report, run: (index) => runs[index] as RunPage };
}

function embedded<Value>(id: string): Value {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error('This page has no data in it. It is made by dibs run --reporter html, and by dibs view.');
  return JSON.parse(text) as Value;
}
