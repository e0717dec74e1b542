import { counted, recordName } from '../phrase.ts';

/** An owner id and how many record sets have it. */
export interface OwnerGroup {
  readonly owner: string;
  readonly count: number;
  readonly example: { readonly name: string; readonly type: string };
}

/** An item of a report and its place among all. */
export interface Placed<Item> {
  readonly index: number;
  readonly item: Item;
}

/**
 * What people are shown of record sets whose owners nobody here knows: of an owner with few each of them, of all others
 * how many there are. In a zone that is shared with other teams, their records would bury everything else.
 */
export class OwnerGroups<Item extends OwnerGroup['example']> {
  readonly #owners = new Map<string, { count: number; readonly first: Placed<Item>[] }>();

  /** Items come in their order. */
  add(owner: string, placed: Placed<Item>): void {
    let group = this.#owners.get(owner);
    if (group === undefined) {
      group = { count: 0, first: [] };
      this.#owners.set(owner, group);
    }
    group.count += 1;
    if (group.first.length < FEW) group.first.push(placed);
  }

  /** The items of owners with few. */
  get few(): readonly Placed<Item>[] {
    return [...this.#owners.values()].flatMap(({ count, first }) => (count <= FEW ? first : []));
  }

  /** The owners with more than few, those with the most first. */
  get many(): readonly OwnerGroup[] {
    return [...this.#owners]
      .flatMap(
        ([
          owner,
          {
            count,
            first: [first],
          },
        ]) => (count <= FEW || first === undefined ? [] : [{ owner, count, example: first.item }]),
      )
      .sort((left, right) => right.count - left.count);
  }
}

/** `8500 record sets of the owner team-1, such as www.example.org A`. */
export function ownerGroupWords({ owner, count, example }: OwnerGroup): string {
  return `${counted(count, 'record set')} of the owner ${owner}, such as ${recordName(example)}`;
}

/** What a person does about all record sets of such owners. */
export function foreignWords(groups: readonly OwnerGroup[]): { readonly what: string; readonly check: string } {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return {
    what: `leave ${counted(count, 'record set')} of ${counted(groups.length, 'owner')} alone that no controller here has (see foreign)`,
    check:
      'unless you know that no external-dns anywhere runs with that --txt-owner-id: then delete them, --reporter json lists them one by one',
  };
}

const FEW = 10;
