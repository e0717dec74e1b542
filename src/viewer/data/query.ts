/** What a search asks for: every word has to be found. `name:`, `owner:` and `actor:` say where. */
export interface Query {
  readonly words: readonly string[];
  readonly names: readonly string[];
  readonly owners: readonly string[];
  readonly actors: readonly string[];
}

/** What a search looks at, all of it in lower case. */
export interface Searched {
  readonly text: string;
  readonly names?: string;
  readonly owners?: string;
  readonly actors?: string;
}

const fields = { name: 'names', owner: 'owners', actor: 'actors' } as const;

/** Reads a search as typed. Any text is one. */
export function parseQuery(text: string): Query {
  const query = { words: [] as string[], names: [] as string[], owners: [] as string[], actors: [] as string[] };
  for (const word of text.toLowerCase().split(/\s+/)) {
    const [, field, rest] = /^(name|owner|actor):(.*)$/.exec(word) ?? [];
    if (field === undefined) query.words.push(word);
    else if (rest) query[fields[field as keyof typeof fields]].push(rest);
  }
  return { ...query, words: query.words.filter((word) => word !== '') };
}

/** Whether nothing is asked for. */
export function isEmptyQuery({ words, names, owners, actors }: Query): boolean {
  return words.length + names.length + owners.length + actors.length === 0;
}

/** Whether all that is asked for is found. What has no names, owners or actors to look at is not asked about them. */
export function matches(query: Query, searched: Searched): boolean {
  const holds = (wanted: readonly string[], where: string | undefined) =>
    where === undefined || wanted.every((word) => where.includes(word));
  return (
    holds(query.words, searched.text) &&
    holds(query.names, searched.names) &&
    holds(query.owners, searched.owners) &&
    holds(query.actors, searched.actors)
  );
}
