/** Reads `2/3`, the second of three; nothing if the text is none of several. */
export function parseShard(text: string): { readonly index: number; readonly count: number } | undefined {
  const [, first, second] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const index = Number(first);
  const count = Number(second);
  return index >= 1 && index <= count ? { index, count } : undefined;
}
