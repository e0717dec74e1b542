/**
 * Orders texts as Go does, by the octets of their UTF-8, which is the order of code points. It differs from the order
 * by code unit only between characters beyond U+FFFF and those from U+E000 to U+FFFF.
 */
export function byOctets(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Surrogates, the halves of characters beyond U+FFFF, come last. */
function rank(codeUnit: number): number {
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x1_0000 : codeUnit;
}
