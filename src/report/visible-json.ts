/** What JSON leaves as it is and a terminal may obey or hide is written as an escape, which reads back the same. */
export function visibleJson(json: string): string {
  return json.replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (character) => {
    const units = character.split('');
    return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  });
}

/** A text as visible JSON. */
export function visibleJsonText(text: string): string {
  // Nearly all texts are plain, and there may be millions of them: this takes a tenth of what stringifying does.
  return PLAIN.test(text) ? `"${text}"` : visibleJson(JSON.stringify(text));
}

/** Nothing to escape. */
const PLAIN = /^[ !#-[\]-~]*$/;
