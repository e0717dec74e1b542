import { blobFormat } from './blob.ts';
import type { Reporter } from './reporter.ts';

/**
 * For `dibs merge`: everything that any report is made of, as JSON Lines. What parts of a campaign wrote on several
 * machines becomes the report that one machine would have written.
 */
export function createBlobReporter(): Reporter {
  return {
    wantsPages: true,
    start: (campaign) => line({ dibs: 'run-report', format: blobFormat, campaign }),
    mistakes: (file, problems) => line({ mistakes: { file, problems } }),
    run: (report) => line({ run: report }),
    end: (summary) => line({ end: summary }),
  };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
