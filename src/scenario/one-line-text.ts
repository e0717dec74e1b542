/** How much of one text is shown: a manifest or a zone file is named by its beginning. */
const TEXT_LENGTH_MAX = 60;

/** A plain value on one line, close to how it is written: `stop: east`, `records: app.example.org A: 192.0.2.10`. */
export function oneLineText(key: string, value: unknown): string {
  const isMap = value !== null && typeof value === 'object' && !Array.isArray(value);
  return `${key}: ${isMap ? membersText(value as Record<string, unknown>) : valueText(value)}`;
}

function membersText(object: Readonly<Record<string, unknown>>): string {
  return Object.keys(object)
    .map((key) => `${key}: ${valueText(object[key])}`)
    .join(', ');
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return shortened(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  return `{ ${membersText(value as Record<string, unknown>)} }`;
}

function shortened(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  const isWhole = line === text.trim() && line.length <= TEXT_LENGTH_MAX;
  return isWhole ? line : `${line.slice(0, TEXT_LENGTH_MAX)}…`;
}
