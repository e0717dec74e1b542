/** Keys that scenarios have and other YAML and JSON files seldom do. */
const scenarioKeys = new Set(['because', 'clusters', 'expect', 'kura', 'steps', 'variants', 'zone', 'zones']);

/**
 * Whether a file in a folder is meant as a scenario: it has `title` at the top, or at least two other keys of
 * scenarios, so that a misspelt title does not make a test vanish. Manifests, zone files and settings have neither.
 */
export function looksLikeScenario(path: string, text: string): boolean {
  const keys = new Set(path.endsWith('.json') ? jsonKeys(text) : yamlKeys(text));
  return keys.has('title') || [...keys].filter((key) => scenarioKeys.has(key)).length >= 2;
}

/** Keys that begin a line: even of a file whose syntax is broken, which then is to be reported and not passed over. */
function yamlKeys(text: string): readonly string[] {
  return [...text.matchAll(/^(?:"([\w-]+)"|'([\w-]+)'|([\w-]+))[ \t]*:/gm)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}

function jsonKeys(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [...text.matchAll(/"([\w-]+)"\s*:/g)].map(([, key]) => key ?? '');
  }
}
