/**
 * Text from scenarios, zones and logs, made harmless: whoever controls a TXT value or a log line controls neither the
 * reader's terminal nor the CI system that reads the output.
 */

/** Controls, invisible formatting (bidirectional overrides, zero-width signs), line separators, halves of surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line, with every character that is not visible written as an escape: `\n`, `\x1b`, `\u{202e}`.
 * Visible characters of every script stay as they are.
 */
export function printable(text: string): string {
  // Nearly all texts are plain, and a report may have millions: this takes a fifth of what looking for properties does.
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(unprintable, (character) => {
    const known = short[character];
    if (known !== undefined) return known;
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/**
 * A line for a terminal or a CI log: printable, and no workflow command.
 *
 * A runner obeys lines that begin with `::`, blanks aside, and lines that hold `##[` anywhere; one character of either
 * is written as an escape.
 * *Source:* GitHub Actions, "Workflow commands"; actions/runner ActionCommand.cs: TryParseV2, TryParse.
 */
export function terminalLine(text: string): string {
  return printable(text)
    .replace(/^(\s*):(?=:)/u, '$1\\x3a')
    .replaceAll('##[', '#\\x23[');
}
