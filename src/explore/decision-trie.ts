import { assert } from '../kernel/assert.ts';
import { H, type SharedMemory } from './shared-memory.ts';

/**
 * Decisions by what was really read: a node asks for the value of one slot, and the value leads to the next node or
 * to a leaf.
 *
 * A reference is one integer: 0 is unknown, positive a node, negative a leaf (whose meaning belongs to whoever put it
 * there). A node is three integers in `nodes`: slot, where its children begin, and how many have a place there. Values
 * beyond that place are in `sparse`, an open-addressing table of (node, value, reference), so that one large value does
 * not cost a long empty run. The main thread inserts between phases; any thread looks up during them.
 */
export class DecisionTrie {
  readonly #memory: SharedMemory;
  readonly #childCounts: number[] = [0];
  #nodeCount = 1;
  #childrenEnd = 1;
  #sparseCount = 0;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
  }

  /** A new node that asks for this slot. */
  addNode(slot: number): number {
    const node = this.#nodeCount;
    this.#nodeCount += 1;
    assert(this.#memory.nodes.reserve(3 * this.#nodeCount), 'there is room for another decision');
    this.#memory.nodes.array.set([slot, 0, 0], 3 * node);
    this.#childCounts.push(0);
    return node;
  }

  slotOf(node: number): number {
    return this.#memory.nodes.array[3 * node] as number;
  }

  child(node: number, value: number): number {
    return childOf(this.#memory, node, value);
  }

  /** Sets where a value leads. A child may be replaced, never removed. */
  setChild(node: number, value: number, reference: number): void {
    const nodes = this.#memory.nodes.array;
    if (this.child(node, value) === 0) this.#childCounts[node] = (this.#childCounts[node] as number) + 1;
    if (value >= (nodes[3 * node + 2] as number)) this.#widen(node, value);
    if (value < (nodes[3 * node + 2] as number)) {
      this.#memory.children.array[(nodes[3 * node + 1] as number) + value] = reference;
    } else {
      this.#setSparse(node, value, reference);
    }
  }

  /** Bytes in use. */
  get byteCount(): number {
    return 4 * (3 * this.#nodeCount + this.#childrenEnd + this.#memory.sparse.array.length);
  }

  /** Gives the node's children places up to `value`, if at least an eighth of them would be taken. */
  #widen(node: number, value: number): void {
    const capacity = 2 ** (32 - Math.clz32(value));
    if (capacity > 8 && capacity > 8 * (this.#childCounts[node] as number)) return;
    const { nodes, children } = this.#memory;
    assert(children.reserve(this.#childrenEnd + capacity), 'there is room for another decision');
    const begin = this.#childrenEnd;
    for (let other = 0; other < capacity; other += 1) children.array[begin + other] = this.child(node, other);
    this.#childrenEnd += capacity;
    nodes.array[3 * node + 1] = begin;
    nodes.array[3 * node + 2] = capacity;
  }

  #setSparse(node: number, value: number, reference: number): void {
    const { header, sparse } = this.#memory;
    let at = findSparse(sparse.array, header.array[H.sparseMask] as number, node, value);
    if (sparse.array[at] === 0) {
      this.#sparseCount += 1;
      if (2 * this.#sparseCount > (header.array[H.sparseMask] as number)) {
        this.#growSparse();
        at = findSparse(sparse.array, header.array[H.sparseMask] as number, node, value);
      }
    }
    sparse.array.set([node, value, reference], at);
  }

  #growSparse(): void {
    const { header, sparse } = this.#memory;
    const length = 2 * ((header.array[H.sparseMask] as number) + 1);
    const old = sparse.array.slice(0, 2 * length);
    assert(sparse.reserve(4 * length), 'there is room for another decision');
    sparse.array.fill(0, 0, 4 * length);
    header.array[H.sparseMask] = length - 1;
    for (let from = 0; from < old.length; from += 4) {
      if (old[from] === 0) continue;
      const at = findSparse(sparse.array, length - 1, old[from] as number, old[from + 1] as number);
      sparse.array.set(old.subarray(from, from + 4), at);
    }
  }
}

/** Where a value leads from a node: 0 if that is not known. */
export function childOf(memory: SharedMemory, node: number, value: number): number {
  const nodes = memory.nodes.array;
  if (value < (nodes[3 * node + 2] as number)) {
    return memory.children.array[(nodes[3 * node + 1] as number) + value] as number;
  }
  return sparseChildOf(memory, node, value);
}

/** Where a value leads from a node that has no place for it among its children. */
export function sparseChildOf(memory: SharedMemory, node: number, value: number): number {
  const sparse = memory.sparse.array;
  return sparse[findSparse(sparse, memory.header.array[H.sparseMask] as number, node, value) + 2] as number;
}

/** Where the entry of (node, value) is, or would be. */
function findSparse(sparse: Int32Array, mask: number, node: number, value: number): number {
  let bits = Math.imul(node, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b);
  bits ^= bits >>> 15;
  for (let probe = bits & mask; ; probe = (probe + 1) & mask) {
    const other = sparse[4 * probe];
    if (other === 0 || (other === node && sparse[4 * probe + 1] === value)) return 4 * probe;
  }
}
