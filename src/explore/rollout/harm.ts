import type { HarmClass } from '../exploration.ts';

/** The classes of harm, mildest first. */
export const harmClasses = ['safe', 'transient', 'flapping', 'stuck'] as const satisfies readonly HarmClass[];

/** How bad a class of harm is: 0 for `safe`. */
export function severityOf(harm: HarmClass): number {
  return harmClasses.indexOf(harm);
}

/** The worst of some classes. */
export function worstOf(harms: readonly HarmClass[]): HarmClass {
  return harms.reduce((worst, harm) => (severityOf(harm) > severityOf(worst) ? harm : worst), 'safe');
}

/** For each property a bit in each of the three: what happened on the way. A worse class includes the milder ones. */
export interface HarmBits {
  readonly transient: number;
  readonly flapping: number;
  readonly stuck: number;
}

/** Nothing happened. */
export const noHarm: HarmBits = { transient: 0, flapping: 0, stuck: 0 };

/** The class of harm of the property at this bit. */
export function harmAt({ transient, flapping, stuck }: HarmBits, bit: number): HarmClass {
  const has = (bits: number) => (bits & (1 << bit)) !== 0;
  if (has(stuck)) return 'stuck';
  if (has(flapping)) return 'flapping';
  return has(transient) ? 'transient' : 'safe';
}
