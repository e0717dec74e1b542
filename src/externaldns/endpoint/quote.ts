/**
 * A text between double quotes as Go's `%q` prints it: what external-dns's log lines and error texts contain.
 *
 * *Source:* strconv.Quote. Characters outside ASCII are taken as printable.
 */
export function quote(text: string): string {
  return JSON.stringify(text)
    .replace(/\\u00([01][0-9a-f])/g, (_, hex: string) => controls[hex] ?? `\\x${hex}`)
    .replaceAll('\u007f', '\\x7f');
}

const controls: Readonly<Record<string, string>> = { '07': '\\a', '0b': '\\v' };
