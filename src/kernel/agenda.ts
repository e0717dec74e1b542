import { assert } from './assert.ts';

/** An entry of the agenda: what is due when. `sequence` breaks ties: who asked first goes first. */
export interface Due<T> {
  readonly dueMs: number;
  readonly sequence: number;
  readonly item: T;
}

/**
 * The queue of a virtual clock: integer milliseconds, ordered by (due, sequence), never ties. A binary heap.
 */
export class Agenda<T> {
  readonly #heap: Due<T>[] = [];
  #sequence = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Puts an item on the agenda. Returns its entry, which {@link pop} will give back. */
  push(dueMs: number, item: T): Due<T> {
    assert(Number.isSafeInteger(dueMs) && dueMs >= 0, `${dueMs} is no moment: a whole number of milliseconds is`);
    const due = { dueMs, sequence: this.#sequence, item };
    this.#sequence += 1;
    this.#heap.push(due);
    this.#rise(this.#heap.length - 1);
    return due;
  }

  peek(): Due<T> | undefined {
    return this.#heap[0];
  }

  pop(): Due<T> | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const least = right < this.#heap.length && this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(least, index)) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const a = this.#heap[left] as Due<T>;
    const b = this.#heap[right] as Due<T>;
    return a.dueMs !== b.dueMs ? a.dueMs < b.dueMs : a.sequence < b.sequence;
  }

  #swap(left: number, right: number): void {
    const held = this.#heap[left] as Due<T>;
    this.#heap[left] = this.#heap[right] as Due<T>;
    this.#heap[right] = held;
  }
}
