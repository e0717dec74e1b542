import type { RunPage } from '../../report/page/page-data.ts';

/** So many owners have colours of their own; further ones share them. */
const COLOUR_COUNT = 8;

/** The class that gives whatever it is on the owner's colour as `--hue`. */
export function ownerClass({ owners }: Pick<RunPage, 'owners'>, owner: string | null): string {
  return `hue-${hueOf({ owners }, owner)}`;
}

/** `none`, or the number of a colour. */
export function hueOf({ owners }: Pick<RunPage, 'owners'>, owner: string | null): string {
  const index = owner === null ? -1 : owners.indexOf(owner);
  return index === -1 ? 'none' : String(index % COLOUR_COUNT);
}
