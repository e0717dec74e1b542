import { createHash } from 'node:crypto';

/**
 * 64-bit hashes as two 32-bit lanes, the same in every process and on every machine.
 *
 * A world's hash is the XOR of one mixed hash per component, so that a step re-hashes only what it wrote
 * (Zobrist hashing). Lanes, not a bigint, because they are combined once per step.
 */
export interface Hash {
  readonly high: number;
  readonly low: number;
}

/** The hash of a text: the first eight octets of its SHA-256. */
export function hashText(text: string): Hash {
  const digest = createHash('sha256').update(text).digest();
  return { high: digest.readUInt32BE(0), low: digest.readUInt32BE(4) };
}

/** The hash of "this component has this value", from the two hashes. Not symmetric: swapped values give other hashes. */
export function mixHash(component: Hash, value: Hash): Hash {
  return {
    high: avalanche(Math.imul(component.high ^ value.low, 0x9e3779b1) ^ value.high),
    low: avalanche(Math.imul(component.low ^ value.high, 0x85ebca6b) ^ value.low),
  };
}

/** Sixteen lower-case hexadecimal digits. */
export function hashToHex(hash: Hash): string {
  return hash.high.toString(16).padStart(8, '0') + hash.low.toString(16).padStart(8, '0');
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
function avalanche(input: number): number {
  let bits = input >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
