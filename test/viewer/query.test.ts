import { describe, expect, it } from 'vitest';
import { isEmptyQuery, matches, parseQuery } from '../../src/viewer/data/query.ts';

const step = {
  text: 'staging creates app.example.org a (owner team-b)',
  names: 'app.example.org a-app.example.org',
  owners: 'team-b',
  actors: 'staging staging.call',
};

describe('a search', () => {
  it.each([
    ['', true],
    ['APP staging', true],
    ['app nowhere', false],
    ['name:a-app', true],
    ['name:staging', false],
    ['owner:team-b actor:staging', true],
    ['owner:team-a', false],
    ['actor:app', false],
    ['name:', true],
    ['port:53', false],
  ])('%s finds what has all of its words where they are asked for', (text, isFound) => {
    expect(matches(parseQuery(text), step)).toBe(isFound);
  });

  it('does not ask what has no owner about owners', () => {
    expect(matches(parseQuery('owner:team-b'), { text: 'a log line' })).toBe(true);
  });

  it('is empty without any word', () => {
    expect(isEmptyQuery(parseQuery('  '))).toBe(true);
    expect(isEmptyQuery(parseQuery('owner:x'))).toBe(false);
  });
});
