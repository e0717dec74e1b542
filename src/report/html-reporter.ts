import type { ReportPage, RunCard, RunPage } from './page/page-data.ts';
import { pageText } from './page/page-text.ts';
import type { Reporter } from './reporter.ts';

/**
 * For people who look closer: one HTML document, written at the end, with every run step by step. `template` is the page
 * that the build made. A run without {@link RunReport.page} is left out.
 */
export function createHtmlReporter(template: string): Reporter {
  let version = '';
  const cards: RunCard[] = [];
  const runs: RunPage[] = [];
  const mistakes: ReportPage['mistakes'][number][] = [];
  return {
    wantsPages: true,
    start: (campaign) => {
      version = campaign.version;
      return '';
    },
    mistakes: (file, problems) => {
      mistakes.push({ file, problems });
      return '';
    },
    run: ({ page }) => {
      if (page !== undefined) {
        cards.push(page.card);
        runs.push(page.run);
      }
      return '';
    },
    end: () => {
      const report: ReportPage = { dibs: 'page', version, live: false, runs: cards, explorations: [], mistakes };
      return pageText(template, { report, runs });
    },
  };
}
