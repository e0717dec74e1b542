import type { Action, Outcome } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { Model } from '../../kernel/model.ts';
import type { SymmetryGroup } from './symmetry-group.ts';
import type { ValueImages } from './value-images.ts';

/** A step as it is taken in a world. */
export interface WorldStep {
  readonly action: Action;
  readonly outcome: Outcome;
}

/** A step from a representative, and the representative of where it leads. By the interner's ids. */
export interface QuotientStep extends WorldStep {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

interface Symmetric {
  readonly model: Model;
  readonly group: SymmetryGroup;
  readonly images: ValueImages;
}

/**
 * A real way that goes along with these steps: it leads from an image of the first representative to the last one itself.
 * The first world of a model is its own image, so a way that begins there begins there.
 *
 * A step leads from representative `r` to `x`, whose representative is `g(x)`; a way that is at `h(r)` takes the image of
 * the step under `h`, to `h(x)`, which is `h g⁻¹` of the next representative.
 */
export function wayThroughWorlds(symmetric: Symmetric, steps: readonly QuotientStep[]): readonly WorldStep[] {
  const elements = elementsAlong(symmetric, steps);
  const { products } = symmetric.group;
  const back = inverseOf(symmetric.group, elements.at(-1) as number);
  return steps.map((step, index) =>
    imageOfStep(symmetric, step, products[back]?.[elements[index] as number] as number),
  );
}

/** A real way that goes round with these steps, as often as it takes to come back to the representative where it begins. */
export function cycleThroughWorlds(symmetric: Symmetric, round: readonly QuotientStep[]): readonly WorldStep[] {
  const { products } = symmetric.group;
  const turn = elementsAlong(symmetric, round).at(-1) as number;
  const steps = [...round];
  for (let element = turn; element !== 0; element = products[element]?.[turn] as number) steps.push(...round);
  return wayThroughWorlds(symmetric, steps);
}

/** True if one of the images of the left world is the right one. */
export function isImage(symmetric: Symmetric, left: Int32Array, right: Int32Array): boolean {
  return elementBetween(symmetric, left, right) !== undefined;
}

/** Of each representative on the way, by place: the element that leads from it to where the way is. */
function elementsAlong(symmetric: Symmetric, steps: readonly QuotientStep[]): readonly number[] {
  const elements = [0];
  for (const { from, to, outcome } of steps) {
    const element = elementBetween(symmetric, worldAfter(symmetric.model, from, outcome), to);
    assert(element !== undefined, 'a step leads to an image of the next representative');
    const at = elements.at(-1) as number;
    elements.push(symmetric.group.products[at]?.[inverseOf(symmetric.group, element)] as number);
  }
  return elements;
}

function elementBetween({ group, images }: Symmetric, from: Int32Array, to: Int32Array): number | undefined {
  const index = group.slots.findIndex((_, element) => isSame(images.worldImage(element, from), to));
  return index < 0 ? undefined : index;
}

function imageOfStep(symmetric: Symmetric, { action, outcome, from }: QuotientStep, element: number): WorldStep {
  const { model, group, images } = symmetric;
  const image = model.actions[group.actions[element]?.[model.actions.indexOf(action)] as number] as Action;
  const start = images.worldImage(element, from) as Int32Array;
  const end = images.worldImage(element, worldAfter(model, from, outcome)) as Int32Array;
  const fitting = model
    .evaluate({ ids: start }, image)
    .outcomes.filter((other) => other.fault === outcome.fault && isSame(worldAfter(model, start, other), end));
  const found = fitting.find(({ label }) => label === outcome.label) ?? fitting[0];
  assert(found !== undefined, `${image.id} does in the image of a world what ${action.id} does in the world`);
  return { action: image, outcome: found };
}

function worldAfter(model: Model, ids: Int32Array, { writes }: Outcome): Int32Array {
  const after = ids.slice();
  for (const { component, value } of writes) after[model.slotOf(component.id)] = model.interner.intern(value);
  return after;
}

function inverseOf({ products }: SymmetryGroup, element: number): number {
  return (products[element] as Int32Array).indexOf(0);
}

function isSame(left: Int32Array | undefined, right: Int32Array): boolean {
  return left?.every((id, slot) => id === right[slot]) === true;
}
