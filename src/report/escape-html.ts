import { printable } from './printable.ts';

/** A text as part of a page, in an element or between the quotes of an attribute: it is shown, and does nothing else. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
