import type { Written } from '../rollout/saved-scenario.ts';
import { at, type CastMember, itemsOf, keysOf, membersOf } from './cast.ts';

/**
 * The document without some of its cast, and without what mentions it. A step of the rollout that came after one that is
 * gone comes after what that one came after.
 */
export function leaveOut(document: Written, gone: readonly CastMember[]): Written {
  const paths = new Set<string>();
  const add = (path: string) => {
    if (paths.has(path)) return;
    paths.add(path);
    for (const other of mentionsOf(document, path)) add(other);
  };
  for (const { path } of gone) add(path);
  const left = membersOf(without(document, '', paths));
  const { rollout, ...rest } = left;
  return rollout === undefined ? rest : { ...rest, rollout: inheritedOrder(membersOf(rollout), document) };
}

function without(value: unknown, path: string, gone: ReadonlySet<string>): unknown {
  const place = (key: string | number) => (path === '' ? String(key) : at(path, key));
  if (typeof value === 'string') {
    const lines = value.split('\n');
    const kept = lines.filter((_, line) => !gone.has(`${path}#${line}`));
    return kept.length === lines.length ? value : kept.join('\n');
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (gone.has(place(index)) ? [] : [without(item, place(index), gone)]));
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).flatMap(([key, member]) => {
    if (gone.has(place(key))) return [];
    const left = without(member, place(key), gone);
    return wouldBeEmpty(member, left) ? [] : [[key, left] as const];
  });
  return Object.fromEntries(members);
}

/** A list or map from which the last was taken says no more than none. */
function wouldBeEmpty(before: unknown, after: unknown): boolean {
  if (typeof before === 'string') return before.trim() !== '' && String(after).trim() === '';
  if (typeof before !== 'object' || before === null) return false;
  return Object.keys(before).length > 0 && Object.keys(after as object).length === 0;
}

/** What cannot stay without what is written at a path. */
function mentionsOf(document: Written, path: string): readonly string[] {
  const [kind, ...names] = path.split('\t');
  if (kind === 'clusters' && names.length === 1) return mentionsOfCluster(document, names[0] as string);
  if (kind === 'clusters' && names[1] === 'controllers' && names.length === 3)
    return stepsWhere(document, (verb) => isController(verb, `${names[0]}/${names[2]}`));
  if (kind === 'clusters' && names[1] === 'external-dns')
    return stepsWhere(document, (verb) => isController(verb, names[0] as string));
  if (kind === 'resolvers') return mentionsOfResolver(document, names[0] as string);
  if (kind !== 'kura' || names[0] !== 'environments') return [];
  const environment = names[1] as string;
  if (names.length === 2) return stepsWhere(document, (verb) => membersOf(verb).environment === environment);
  if (names[2] !== 'accounts') return [];
  return mentionsOfAccount(document, environment, Number(names[3]));
}

function mentionsOfCluster(document: Written, cluster: string): readonly string[] {
  const environments = membersOf(membersOf(document.kura).environments);
  const isItsController = (verb: unknown) => isController(verb, cluster, `${cluster}/`);
  return [
    ...keysOf(environments)
      .filter((name) => membersOf(environments[name]).cluster === cluster)
      .map((name) => at('kura', 'environments', name)),
    ...keysOf(document.clients)
      .filter((name) => membersOf(membersOf(document.clients)[name]).expects === cluster)
      .map((name) => at('clients', name)),
    ...stepsWhere(document, (verb) => membersOf(verb).cluster === cluster || isItsController(verb)),
  ];
}

function mentionsOfResolver(document: Written, resolver: string): readonly string[] {
  const environments = membersOf(membersOf(document.kura).environments);
  const clientsAt = (path: string, clients: unknown) =>
    keysOf(clients)
      .filter((name) => membersOf(membersOf(clients)[name]).resolver === resolver)
      .map((name) => at(path, name));
  return [
    ...clientsAt('clients', document.clients),
    ...keysOf(environments).flatMap((name) => {
      const own = membersOf(environments[name]);
      const path = at('kura', 'environments', name);
      const probe = own.resolver === resolver ? [at(path, 'resolver')] : [];
      return [...probe, ...clientsAt(at(path, 'clients'), own.clients)];
    }),
  ];
}

function mentionsOfAccount(document: Written, environment: string, index: number): readonly string[] {
  const own = membersOf(membersOf(membersOf(document.kura).environments)[environment]);
  const written = itemsOf(own.accounts)[index];
  const handle = typeof written === 'string' ? written : membersOf(written).handle;
  const path = at('kura', 'environments', environment);
  const serverKey = (server: unknown) => String(typeof server === 'string' ? server : membersOf(server).server);
  const itemsWhere = (key: string, isIts: (item: unknown) => boolean) =>
    itemsOf(own[key]).flatMap((item, place) => (isIts(item) ? [at(path, key, place)] : []));
  return [
    ...itemsWhere('servers', (server) => serverKey(server).startsWith(`${String(handle)}/`)),
    ...itemsWhere('endpoints', (row) => membersOf(row).account === handle),
    ...keysOf(own.clients)
      .filter((name) => membersOf(membersOf(own.clients)[name]).account === handle)
      .map((name) => at(path, 'clients', name)),
    ...stepsWhere(document, (verb) => {
      const { environment: where, account } = membersOf(verb);
      return where === environment && account === handle;
    }),
  ];
}

/** The steps of which one verb is like that. */
function stepsWhere(document: Written, isSought: (verb: unknown) => boolean): readonly string[] {
  const hasIt = (step: unknown) => Object.values(membersOf(step)).some(isSought);
  const { steps, rollout } = document;
  return [
    ...itemsOf(steps).flatMap((step, index) => (hasIt(step) ? [at('steps', index)] : [])),
    ...keysOf(rollout)
      .filter((name) => hasIt(membersOf(rollout)[name]))
      .map((name) => at('rollout', name)),
  ];
}

/** `stop: east`, `set-flags: { controller: east, … }`, `fire: east.call`. */
function isController(verb: unknown, name: string, prefix?: string): boolean {
  const isIt = (found: unknown) =>
    typeof found === 'string' &&
    (found === name || found.startsWith(`${name}.`) || (prefix !== undefined && found.startsWith(prefix)));
  const { controller, action } = membersOf(verb);
  return isIt(verb) || isIt(controller) || isIt(action);
}

function inheritedOrder(rollout: Written, document: Written): Written {
  const all = membersOf(document.rollout);
  const gatesOf = (name: string): readonly unknown[] => {
    const { after } = membersOf(all[name]);
    return after === undefined ? [] : Array.isArray(after) ? after : [after];
  };
  const kept = (gate: unknown): readonly unknown[] => {
    const name = typeof gate === 'string' ? gate : String(membersOf(gate).step);
    return rollout[name] === undefined ? gatesOf(name).flatMap(kept) : [gate];
  };
  const entries = Object.entries(rollout).map(([name, step]) => {
    const { after, ...verb } = membersOf(step);
    if (after === undefined) return [name, step] as const;
    const byText = new Map(
      gatesOf(name)
        .flatMap(kept)
        .map((gate) => [JSON.stringify(gate), gate]),
    );
    return [name, byText.size === 0 ? verb : { ...verb, after: [...byText.values()] }] as const;
  });
  return Object.fromEntries(entries);
}
