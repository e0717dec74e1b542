import type { Outcome } from '../../kernel/action.ts';

/**
 * Which outcome of an image is the image of which outcome: the one with the same label, or, where labels name what takes
 * another's place, the one at the same place. A fault is the image of a fault of the same kind. Undefined if the two do not
 * turn out in as many ways.
 */
export function pairOutcomes(own: readonly Outcome[], image: readonly Outcome[]): readonly Outcome[] | undefined {
  if (own.length !== image.length) return undefined;
  const byLabel = own.map(({ label }) => image.find((other) => other.label === label));
  const paired = byLabel.every((other) => other !== undefined) ? byLabel : image;
  return own.every(({ fault }, index) => fault === paired[index]?.fault) ? paired : undefined;
}
