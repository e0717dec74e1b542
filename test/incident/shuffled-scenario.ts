import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { createRng } from '../../src/kernel/rng.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** Words of the product and of external-dns that a name in a scenario must not be mistaken for. */
const RESERVED = new Set(['a', 'aaaa', 'cname', 'txt', 'kura', 'default', 'ingress', 'service', 'grpc', 'any']);

const WORDS =
  'alder birch cedar dogwood elm fir gorse hazel ivy juniper larch maple nettle oak pine quince rowan spruce'.split(
    ' ',
  );

/**
 * A bundled scenario under other names: clusters, owner ids, hosts and, where the product does not fix it, the zone are
 * called something else, drawn by the seed. What it expects is left out.
 */
export function shuffledScenario(options: {
  readonly path: string;
  readonly variant?: string;
  readonly seed: string;
  /** Environments of the product go by their names: those stay. */
  readonly keepsClusters?: boolean;
}): Scenario {
  const { path, variant, seed, keepsClusters = false } = options;
  const text = readFileSync(path, 'utf8');
  const document = parse(text, { merge: true });
  const files = new Map<string, string>();
  const read = (file: string) => files.get(file) ?? readFileSync(file, 'utf8');
  const everything = [text, ...namedFiles(document).map((file) => read(join(dirname(path), file)))].join('\n');
  const names = namesIn(document, everything, { seed, keepsClusters });
  const renamed = (value: string) => rename(value, names);
  const steps = (document.steps ?? []).filter((step: Record<string, unknown>) => step.expect === undefined);
  const { expect: _, ...rest } = document;
  const stripped = { ...rest, ...(steps.length > 0 ? { steps } : {}) };
  const loaded = loadScenario({
    path,
    text: stringify(walk(stripped, renamed)),
    readFile: (file) => {
      try {
        return renamed(read(unrenamed(file, names)));
      } catch {
        return undefined;
      }
    },
    invariants: Object.keys(invariants),
  });
  const found = loaded.variants?.find((one) => one.variant === variant);
  if (found === undefined) throw new Error(`${path} ${variant}: ${JSON.stringify(loaded.problems.slice(0, 3))}`);
  return found;
}

interface Names {
  readonly clusters: ReadonlyMap<string, string>;
  readonly words: ReadonlyMap<string, string>;
  readonly zone: readonly [string, string] | null;
}

function namesIn(
  document: Record<string, never>,
  text: string,
  options: { seed: string; keepsClusters: boolean },
): Names {
  const rng = createRng(options.seed);
  const free = [...WORDS];
  const draw = () => `${free.splice(rng.below(free.length), 1)[0]}`;
  const written = document.zone as unknown as string | { name: string };
  const zone = typeof written === 'string' ? written : Array.isArray(written) ? null : written.name;
  const clusters = options.keepsClusters ? [] : Object.keys(document.clusters ?? {});
  const owners = [...text.matchAll(/--txt-owner-id=([\w-]+)/g)].map((match) => match[1] as string);
  const labels =
    zone === null
      ? []
      : [...text.matchAll(new RegExp(`([a-z0-9-]+)\\.${zone.replaceAll('.', '\\.')}`, 'g'))].map(
          (match) => match[1] as string,
        );
  const isFree = (word: string) =>
    word.length > 1 && !RESERVED.has(word) && !clusters.includes(word) && !/^(a|aaaa|cname)-/.test(word);
  const words = [...new Set([...owners, ...labels])].filter(isFree).slice(0, 8);
  const isProduct = document.kura !== undefined;
  return {
    clusters: new Map(clusters.map((cluster) => [cluster, draw()])),
    words: new Map(words.map((word) => [word, draw()])),
    zone: zone === null || isProduct ? null : [zone, `${draw()}.example`],
  };
}

function rename(text: string, { clusters, words, zone }: Names): string {
  const cluster = clusters.get(text);
  if (cluster !== undefined) return cluster;
  const action = /^([\w-]+)(\.(?:sync|plan|call|restart)$)/.exec(text);
  if (action !== null) return `${clusters.get(action[1] as string) ?? action[1]}${action[2]}`;
  const zoned = zone === null ? text : text.replaceAll(zone[0], zone[1]);
  return zoned.replaceAll(/[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*/g, (word) => words.get(word) ?? prefixed(word, words));
}

/** `a-app`: an ownership record's name. */
function prefixed(word: string, words: Names['words']): string {
  const match = /^(a|aaaa|cname)-(.+)$/.exec(word);
  return match === null ? word : `${match[1]}-${words.get(match[2] as string) ?? match[2]}`;
}

function unrenamed(file: string, names: Names): string {
  const back = new Map([...names.words].map(([from, to]) => [to, from]));
  return rename(file, { clusters: new Map(), words: back, zone: null });
}

function namedFiles(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^[\w./-]+\.(ya?ml|db|zone)$/.test(value) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(namedFiles);
}

function walk(value: unknown, renamed: (text: string) => string): unknown {
  if (typeof value === 'string') return renamed(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, renamed));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [renamed(key), walk(member, renamed)]));
}
