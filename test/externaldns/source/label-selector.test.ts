import { describe, expect, it } from 'vitest';
import { readLabelSelector, selects } from '../../../src/externaldns/source/label-selector.ts';

describe('label selectors', () => {
  it.each([
    ['', {}, true],
    ['tier=web', { tier: 'web' }, true],
    ['tier==web', { tier: 'db' }, false],
    ['tier=web', {}, false],
    ['tier=', { tier: '' }, true],
    ['tier!=web', {}, true],
    ['tier!=web', { tier: 'web' }, false],
    ['tier in (web, db)', { tier: 'db' }, true],
    ['tier in ()', { tier: '' }, true],
    ['tier in (,web)', { tier: '' }, true],
    ['tier notin (web)', { tier: 'db' }, true],
    ['tier notin (web)', {}, true],
    ['tier', { tier: '' }, true],
    ['tier', { toString: 'x' }, false],
    ['!tier', {}, true],
    ['! tier', { tier: 'x' }, false],
    ['n>3', { n: '4' }, true],
    ['n<3', { n: '3' }, false],
    ['n>3', { n: 'x' }, false],
    ['in=notin,a/b in (in)', { in: 'notin', 'a/b': 'in' }, true],
    [' a = b , c ', { a: 'b', c: '' }, true],
  ])('%j on %j: %s', (text, labels, isSelected) => {
    const reading = readLabelSelector(text);
    if ('problem' in reading) throw new Error(reading.problem);
    expect(selects(reading.selector, labels as Record<string, string>)).toBe(isSelected);
  });

  it.each([
    ['a,', "found '', expected: identifier after ','"],
    ['a b', "found 'b', expected: =, ==, !=, in, notin, >, <"],
    ['a in b', "found 'b', expected: '('"],
    ['a in (b', "found '', expected: ',' or ')'"],
    ['a in (b c)', "found 'c', expected: ',' or ')'"],
    ['=a', "found '=', expected: identifier"],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['-a', "'-a' is no label key"],
    ['a=b/c', "'b/c' is no label value"],
    ['n>x', "'x' is no whole number"],
  ])('%j is refused', (text, problem) => {
    expect(readLabelSelector(text)).toEqual({ problem });
  });
});
