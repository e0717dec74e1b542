/**
 * A long array of 32-bit integers that all threads share and that grows without being copied.
 *
 * Address space for `maxLength` is reserved at once, memory is taken only for what is used: growing costs one system
 * call, never a pause. Every thread holds an object of its own over the same buffer and calls {@link refresh} at points
 * where no other thread grows it.
 */
export class GrowableInts {
  readonly buffer: SharedArrayBuffer;
  /** The view. It is replaced when the array grows: take it anew after every call of {@link reserve} or {@link refresh}. */
  array: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.array = viewOf(buffer);
  }

  static create(length: number, maxLength: number): GrowableInts {
    const maxByteLength = 4 * Math.min(Math.max(length, Math.ceil(maxLength)), maxIntCount);
    return new GrowableInts(new Growable(4 * length, { maxByteLength }));
  }

  /** Makes room for at least `length` integers, new ones being 0. False if that is more than was reserved. */
  reserve(length: number): boolean {
    if (length <= this.array.length) return true;
    const growable = this.buffer as unknown as GrowableBuffer;
    if (4 * length > growable.maxByteLength) return false;
    const roomy = Math.max(length, Math.ceil(this.array.length * 1.5), 1024);
    growable.grow(Math.min(4 * roomy, growable.maxByteLength));
    this.array = viewOf(this.buffer);
    return true;
  }

  /** Sees what another thread has grown. */
  refresh(): void {
    if (this.array.length * 4 !== this.buffer.byteLength) this.array = viewOf(this.buffer);
  }
}

/** The longest array that every supported engine can reserve: 4 GiB less a page of 64 KiB. */
export const maxIntCount = 2 ** 30 - 2 ** 14;

/** Growable shared buffers are younger than the language level of this project's library declarations. */
interface GrowableBuffer {
  readonly maxByteLength: number;
  grow(byteLength: number): void;
}

const Growable = SharedArrayBuffer as unknown as new (
  byteLength: number,
  options: { readonly maxByteLength: number },
) => SharedArrayBuffer;

function viewOf(buffer: SharedArrayBuffer): Int32Array {
  return new Int32Array(buffer, 0, buffer.byteLength / 4);
}
