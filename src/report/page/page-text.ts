import type { PageDocument } from './page-data.ts';

/** Where the data goes in the page that the build made. */
const DATA_PLACE = '<!--data-->';
const POLICY_WITHOUT_SERVER = "connect-src 'none'";

/**
 * The page as one HTML document with its data in it. `template` is the page that the build made.
 *
 * The data is JSON in elements that no browser runs, with every sign that HTML could take for its own written as an
 * escape: whatever stands in names, TXT values and log lines stays text.
 */
export function pageText(template: string, { report, runs }: PageDocument): string {
  const data = [dataElement('report', report), ...runs.map((run, index) => dataElement(`run-${index}`, run))];
  return template.replace(DATA_PLACE, () => data.join('\n    '));
}

/** The page of a server: it asks that server, and nobody else, for its data (`data.json`, a {@link PageDocument}). */
export function livePageText(template: string): string {
  return template
    .replace(POLICY_WITHOUT_SERVER, () => "connect-src 'self'")
    .replace(DATA_PLACE, () => dataElement('report', { live: true }));
}

/** *Source:* HTML Standard, "Restrictions for contents of script elements": `<!--`, `<script`, `</script`. */
function dataElement(id: string, value: unknown): string {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${id}">${json}</script>`;
}
