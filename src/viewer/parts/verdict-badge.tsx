/** How something turned out, in a word and a sign. */
export function VerdictBadge({ verdict }: { readonly verdict: string }) {
  return (
    <span class={`verdict verdict-${verdict}`}>
      <span aria-hidden="true">{signs[verdict] ?? '•'}</span> {verdict}
    </span>
  );
}

const signs: Readonly<Record<string, string>> = {
  passed: '✓',
  holds: '✓',
  safe: '✓',
  failed: '✗',
  violated: '✗',
  stuck: '✗',
  flapping: '↻',
  transient: '~',
  inconclusive: '?',
};
