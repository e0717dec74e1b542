/** Small pieces of sentences, the same in every report. */

/** `a`, `a and b`, `a, b and c`; `nothing` for none. */
export function listed(items: readonly string[]): string {
  if (items.length === 0) return 'nothing';
  if (items.length === 1) return items[0] as string;
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `1 step`, `2 steps`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** How often: `never`, `once`, `at least twice`, `between 2 and 5 times`. Both bounds inclusive, `null` for no bound. */
export function timesIn(range: { readonly atLeast: number; readonly atMost: number | null }): string {
  const { atLeast, atMost } = range;
  if (atLeast === atMost) return times(atLeast);
  if (atMost === null) return atLeast === 0 ? 'any number of times' : `at least ${times(atLeast)}`;
  return atLeast === 0 ? `at most ${times(atMost)}` : `between ${atLeast} and ${atMost} times`;
}

/** How many: `0`, `at least 1`, `between 2 and 5`. Both bounds inclusive, `null` for no bound. */
export function countIn(range: { readonly atLeast: number; readonly atMost: number | null }): string {
  const { atLeast, atMost } = range;
  if (atMost === null) return `at least ${atLeast}`;
  if (atLeast === atMost) return String(atLeast);
  return atLeast === 0 ? `at most ${atMost}` : `between ${atLeast} and ${atMost}`;
}

/** `never`, `once`, `twice`, `3 times`. */
export function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`;
}

/** A value in quotes, as JSON writes it: what was found in a file is told apart from the sentence around it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** `external_dns_registry_records{record_type="a"}`, as Prometheus writes it. */
export function metricName(metric: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${quoted(value)}`);
  return pairs.length === 0 ? metric : `${metric}{${pairs.join(',')}}`;
}

/** `app.example.org A`, with the set identifier in brackets where there is one. */
export function recordName(key: {
  readonly name: string;
  readonly type: string;
  readonly setIdentifier?: string;
}): string {
  const name = key.name === '' ? '.' : key.name;
  return key.setIdentifier ? `${name} ${key.type} (${key.setIdentifier})` : `${name} ${key.type}`;
}

/** `owner east`, or `no owner`. */
export function ownerPhrase(owner: string | null): string {
  if (owner === null) return 'no owner';
  return owner === '' ? 'the empty owner id' : `owner ${owner}`;
}

/** What was found beside what was expected, where either may be several values. */
export function valuesPhrase(values: string | readonly string[]): string {
  return typeof values === 'string' ? values : listed(values);
}
