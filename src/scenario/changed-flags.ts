import type { PlacedFlag } from './placed-flags.ts';

/**
 * Flags after a change: those of a name that the change has give way to all that it says, at the place of the first of
 * them; new ones come last. `--events` and `--no-events` are one name. A value may stand in the argument behind its
 * flag.
 */
export function changedFlags(flags: readonly PlacedFlag[], change: readonly PlacedFlag[]): readonly PlacedFlag[] {
  const changes = groups(change);
  const changedNames = new Set(changes.map(({ name }) => name));
  const placedNames = new Set<string>();
  const kept = groups(flags).flatMap(({ name, items }) => {
    if (!changedNames.has(name)) return items;
    if (placedNames.has(name)) return [];
    placedNames.add(name);
    return itemsOf(changes, name);
  });
  const added = [...changedNames].filter((name) => !placedNames.has(name));
  return [...kept, ...added.flatMap((name) => itemsOf(changes, name))];
}

interface FlagGroup {
  readonly name: string;
  readonly items: readonly PlacedFlag[];
}

function itemsOf(all: readonly FlagGroup[], name: string): readonly PlacedFlag[] {
  return all.filter((group) => group.name === name).flatMap(({ items }) => items);
}

/** One group per flag: the flag, and the value behind it where it has none of its own. */
function groups(flags: readonly PlacedFlag[]): readonly FlagGroup[] {
  const all: { name: string; items: PlacedFlag[] }[] = [];
  for (const item of flags) {
    const last = all.at(-1);
    if (item.flag.startsWith('-') || last === undefined) all.push({ name: flagName(item.flag), items: [item] });
    else last.items.push(item);
  }
  return all;
}

function flagName(flag: string): string {
  return (flag.split('=', 1)[0] ?? flag).replace(/^--no-/, '--');
}
