import { describe, expect, it } from 'vitest';
import { waysShown } from '../../src/viewer/data/ways-shown.ts';
import { exploration } from './shown-documents.ts';

describe('what explorations show by a run', () => {
  it('is the properties that it breaks, and the world in which it does', () => {
    expect(waysShown([exploration], 0)).toEqual(['no-shadowing stuck']);
    expect(waysShown([{ ...exploration, world: 'with version=v0.14.0' }], 0)).toEqual([
      'with version=v0.14.0: no-shadowing stuck',
    ]);
  });

  it('is an ordering, or what a constraint rules out, where it breaks no property', () => {
    expect(waysShown([exploration], 1)).toEqual(['transient: staging-second → production → prune']);
    expect(waysShown([{ ...exploration, orderings: [] }], 1)).toEqual([
      'why staging-second before production: production first',
    ]);
  });

  it('is nothing for a run that no exploration mentions', () => {
    expect(waysShown([exploration], 2)).toEqual([]);
    expect(waysShown([], 0)).toEqual([]);
  });
});
