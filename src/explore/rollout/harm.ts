import type { HarmClass } from '../exploration.ts';

/** What an ordering does to an invariant: a class of harm, or, to one of single steps, that it is violated. */
export type OrderingHarm = HarmClass | 'violated';

/** The classes of harm, mildest first. What no single step may do has no exception. */
export const harmClasses = [
  'safe',
  'transient',
  'flapping',
  'stuck',
  'violated',
] as const satisfies readonly OrderingHarm[];

/** How bad a class of harm is: 0 for `safe`. */
export function severityOf(harm: OrderingHarm): number {
  return harmClasses.indexOf(harm);
}

/** The worst of some classes. */
export function worstOf<Harm extends OrderingHarm>(harms: readonly Harm[]): Harm | 'safe' {
  return harms.reduce<Harm | 'safe'>((worst, harm) => (severityOf(harm) > severityOf(worst) ? harm : worst), 'safe');
}

/** For each property a bit in each of the three: what happened on the way. A worse class includes the milder ones. */
export interface HarmBits {
  readonly transient: number;
  readonly flapping: number;
  readonly stuck: number;
  /** For each property of single steps a bit: a step that it forbids can be taken. */
  readonly violated: number;
}

/** Nothing happened. */
export const noHarm: HarmBits = { transient: 0, flapping: 0, stuck: 0, violated: 0 };

/** The class of harm of the property at this bit. */
export function harmAt({ transient, flapping, stuck }: HarmBits, bit: number): HarmClass {
  const has = (bits: number) => (bits & (1 << bit)) !== 0;
  if (has(stuck)) return 'stuck';
  if (has(flapping)) return 'flapping';
  return has(transient) ? 'transient' : 'safe';
}
