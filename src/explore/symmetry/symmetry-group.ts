import type { Model } from '../../kernel/model.ts';
import type { Permutation, RefusedPermutation, SymmetryRefusal } from './symmetry.ts';

/** A group of permutations of a model's slots and actions. Element 0 is the one that changes nothing. */
export interface SymmetryGroup {
  readonly elementCount: number;
  /** By permutation, in the order given: its element. */
  readonly generators: readonly number[];
  /** By element and slot: the slot whose place it takes. */
  readonly slots: readonly Int32Array[];
  /** By element and slot: the slot that takes its place. */
  readonly slotsBack: readonly Int32Array[];
  /** By element and action, as numbered in the model. */
  readonly actions: readonly Int32Array[];
  /** `products[g][h]`: the element that does first `h` and then `g`. */
  readonly products: readonly Int32Array[];
}

/** A group may have so many elements: five columns in any order. */
export const elementCountMax = 120;

/** The group that these permutations generate, or which of them is why there is none. */
export function formSymmetryGroup(
  model: Model,
  permutations: readonly Permutation[],
): { readonly group: SymmetryGroup } | { readonly refused: RefusedPermutation } {
  const generators: Element[] = [];
  for (const [index, permutation] of permutations.entries()) {
    const read = elementOf(model, permutation);
    if ('refusal' in read) return { refused: { permutation: index, refusal: read.refusal } };
    generators.push(read.element);
  }
  const identity: Element = {
    slots: Int32Array.from(model.components.keys()),
    actions: Int32Array.from(model.actions.keys()),
  };
  const elements = [identity];
  const indexByKey = new Map([[keyOf(identity), 0]]);
  for (let index = 0; index < elements.length; index += 1) {
    for (const generator of generators) {
      const product = productOf(generator, elements[index] as Element);
      if (indexByKey.has(keyOf(product))) continue;
      if (elements.length === elementCountMax)
        return { refused: { permutation: permutations.length - 1, refusal: { why: 'too-many', elementCountMax } } };
      indexByKey.set(keyOf(product), elements.length);
      elements.push(product);
    }
  }
  const indexOfProduct = (left: Element, right: Element) => indexByKey.get(keyOf(productOf(left, right))) as number;
  return {
    group: {
      elementCount: elements.length,
      generators: generators.map((generator) => indexByKey.get(keyOf(generator)) as number),
      slots: elements.map(({ slots }) => slots),
      slotsBack: elements.map(({ slots }) => inverseOf(slots)),
      actions: elements.map(({ actions }) => actions),
      products: elements.map((left) => Int32Array.from(elements, (right) => indexOfProduct(left, right))),
    },
  };
}

interface Element {
  readonly slots: Int32Array;
  readonly actions: Int32Array;
}

function elementOf(
  model: Model,
  { components, actions }: Permutation,
): { readonly element: Element } | { readonly refusal: SymmetryRefusal } {
  const slots = imagesOf(
    model.components.map(({ id }) => id),
    components,
  );
  if ('refusal' in slots) return slots;
  const indices = imagesOf(
    model.actions.map(({ id }) => id),
    actions,
  );
  if ('refusal' in indices) return indices;
  for (const [slot, component] of model.components.entries()) {
    const image = model.components[slots.images[slot] as number];
    if (image !== undefined && image.scope !== component.scope)
      return { refusal: { why: 'scopes-differ', component: component.id, image: image.id } };
  }
  return { element: { slots: slots.images, actions: indices.images } };
}

/** By index of an id: the index of its image. */
function imagesOf(
  ids: readonly string[],
  changed: Readonly<Record<string, string>>,
): { readonly images: Int32Array } | { readonly refusal: SymmetryRefusal } {
  const indexById = new Map(ids.map((id, index) => [id, index]));
  const unknown = Object.entries(changed)
    .flat()
    .find((id) => !indexById.has(id));
  if (unknown !== undefined) return { refusal: { why: 'unknown-id', id: unknown } };
  const images = Int32Array.from(ids, (id) => indexById.get(changed[id] ?? id) as number);
  const met = new Set<number>();
  for (const image of images) {
    if (met.has(image)) return { refusal: { why: 'no-permutation', id: ids[image] as string } };
    met.add(image);
  }
  return { images };
}

/** First `right`, then `left`. */
function productOf(left: Element, right: Element): Element {
  return {
    slots: right.slots.map((slot) => left.slots[slot] as number),
    actions: right.actions.map((action) => left.actions[action] as number),
  };
}

function inverseOf(images: Int32Array): Int32Array {
  const inverse = new Int32Array(images.length);
  images.forEach((image, index) => {
    inverse[image] = index;
  });
  return inverse;
}

function keyOf({ slots, actions }: Element): string {
  return `${slots.join()}/${actions.join()}`;
}
