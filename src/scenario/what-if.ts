/** A part of the way to a place in a scenario. */
export type WhatIfPart =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'item'; readonly index: number }
  /** Every member of a map, or every item of a list. */
  | { readonly kind: 'every' };

/** A place in a scenario, and what could stand there instead of what does. */
export interface WhatIf {
  /** The place as asked for: `version`, `clusters.*.external-dns.version`. */
  readonly path: string;
  readonly parts: readonly WhatIfPart[];
  /** As asked for, each once. */
  readonly values: readonly string[];
}

/** One of the values of a question. */
export interface WhatIfChoice {
  readonly whatIf: WhatIf;
  readonly value: string;
}

/**
 * Reads `PATH=VALUE[,VALUE…]`. A path is written as problems write it, `clusters.east.external-dns.flags[2]`, with `*`
 * for every name and `[*]` for every item; a value with commas of its own stands in quotes or brackets. `undefined` if
 * the text is nothing of the kind.
 */
export function readWhatIf(text: string): WhatIf | undefined {
  const parts: WhatIfPart[] = [];
  let rest = text;
  while (!rest.startsWith('=')) {
    const [whole, key, index, quoted] = (parts.length === 0 ? firstPart : furtherPart).exec(rest) ?? [];
    const part = whole === undefined ? undefined : partOf({ key, index, quoted });
    if (whole === undefined || part === undefined) return undefined;
    parts.push(part);
    rest = rest.slice(whole.length);
  }
  const values = splitValues(rest.slice(1));
  if (parts.length === 0 || values.includes('')) return undefined;
  return { path: text.slice(0, text.length - rest.length), parts, values: [...new Set(values)] };
}

/** What a choice is called: `version=v0.18.0`. */
export function choiceText({ whatIf, value }: WhatIfChoice): string {
  return `${whatIf.path}=${value}`;
}

/** Every way to choose one value of each question; the last of them changes fastest. */
export function alternativesOf(whatIfs: readonly WhatIf[]): readonly (readonly WhatIfChoice[])[] {
  return whatIfs.reduce<readonly (readonly WhatIfChoice[])[]>(
    (all, whatIf) => all.flatMap((choices) => whatIf.values.map((value) => [...choices, { whatIf, value }])),
    [[]],
  );
}

const furtherPart = /^(?:\.([A-Za-z0-9_-]+|\*)|\[(\d+|\*)\]|\[("(?:[^"\\]|\\.)*")\])/;
const firstPart = /^([A-Za-z0-9_-]+|\*)/;

function partOf({ key, index, quoted }: Record<'key' | 'index' | 'quoted', string | undefined>) {
  if (key === '*' || index === '*') return { kind: 'every' } as const;
  if (key !== undefined) return { kind: 'key', key } as const;
  if (index !== undefined) return { kind: 'item', index: Number(index) } as const;
  const name = quoted === undefined ? undefined : unquoted(quoted);
  return name === undefined ? undefined : ({ kind: 'key', key: name } as const);
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** At commas, but not at those inside quotes or brackets of a value that begins with one. */
function splitValues(text: string): readonly string[] {
  const values: string[] = [];
  for (let rest = text; ; ) {
    const length = /^\s*[[{"']/.test(rest) ? lengthOfFirst(rest) : rest.search(/,|$/);
    values.push(rest.slice(0, length).trim());
    if (length === rest.length) return values;
    rest = rest.slice(length + 1);
  }
}

function lengthOfFirst(text: string): number {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{},]/g)) {
    if (sign === ',' && depth === 0) return index;
    if (sign === '[' || sign === '{') depth += 1;
    if (sign === ']' || sign === '}') depth -= 1;
  }
  return text.length;
}
