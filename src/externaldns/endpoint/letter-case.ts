/**
 * Letter case as Go sees it: character by character, whatever stands around it. JavaScript's own lower-casing looks at
 * the context (a final sigma) and may give two characters for one (a dotted capital I).
 *
 * *Source:* strings.ToLower, strings.EqualFold.
 */

/** The text in lower case (strings.ToLower). */
export function lowerCase(text: string): string {
  return isAscii.test(text) ? text.toLowerCase() : Array.from(text, lowerCharacter).join('');
}

/** Whether two texts differ in nothing but case (strings.EqualFold). */
export function equalsIgnoringCase(left: string, right: string): boolean {
  if (left === right) return true;
  if (isAscii.test(left) && isAscii.test(right)) return left.toLowerCase() === right.toLowerCase();
  return Array.from(left, foldedCharacter).join('') === Array.from(right, foldedCharacter).join('');
}

const isAscii = /^[\0-\x7f]*$/;

function lowerCharacter(character: string): string {
  return character === 'İ' ? 'i' : character.toLowerCase();
}

/** Through upper case, so that all forms of a letter (σ and ς, s and ſ) come out as one. The Turkish I's have none. */
function foldedCharacter(character: string): string {
  if (character === 'İ' || character === 'ı') return character;
  const upper = character.toUpperCase();
  return (Array.from(upper).length === 1 ? upper : character).toLowerCase();
}
