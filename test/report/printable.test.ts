import { describe, expect, it } from 'vitest';
import { printable, terminalLine } from '../../src/report/printable.ts';

describe('printable text', () => {
  it.each([
    ['a colour', '\u001b[31mred', '\\x1b[31mred'],
    ['an eight-bit control sequence', '\u009b2J', '\\x9b2J'],
    ['a line break', 'one\ntwo\r\n', 'one\\ntwo\\r\\n'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['a bell and a null', '\u0007\u0000', '\\x07\\x00'],
    ['a right-to-left override', 'user\u202etxt', 'user\\u{202e}txt'],
    ['a zero-width space', 'app\u200b', 'app\\u{200b}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['half a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
    ['a noncharacter that XML forbids', '\uffff', '\\u{ffff}'],
  ])('shows %s instead of letting it work', (_, hostile, shown) => {
    expect(printable(hostile)).toBe(shown);
  });

  it('leaves visible text of every script alone', () => {
    expect(printable('bücher 例え 🙂 "x" \\ %')).toBe('bücher 例え 🙂 "x" \\ %');
  });
});

describe('a line for a CI log', () => {
  it.each([
    ['::error::owned', '\\x3a:error::owned'],
    ['   ::stop-commands::x', '   \\x3a:stop-commands::x'],
    ['text ##[add-mask]secret', 'text #\\x23[add-mask]secret'],
  ])('is no workflow command: %s', (hostile, shown) => {
    expect(terminalLine(hostile)).toBe(shown);
  });

  it('keeps colons elsewhere', () => {
    expect(terminalLine('2001:db8::1 at app.yaml:3')).toBe('2001:db8::1 at app.yaml:3');
  });
});
