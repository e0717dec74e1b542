import { printable } from './printable.ts';

/**
 * A folded part of a GitHub summary page: lines under a title that is HTML. It is HTML through and through: inside it,
 * until a blank line, Markdown means nothing, and there is no blank line: a space that does not break stands in one.
 */
export function summaryDetail(title: string, lines: readonly string[]): string {
  const text = lines.map((line) => (line.trim() === '' ? '&nbsp;' : summaryHtml(line))).join('\n');
  return `<details><summary>${title}</summary><pre>${text}</pre></details>\n`;
}

/** Printable, with the signs of HTML and of inline Markdown as entities. */
export function summaryHtml(text: string): string {
  return printable(text).replace(/[&<>"'`*_[\]\\|~@#!]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
