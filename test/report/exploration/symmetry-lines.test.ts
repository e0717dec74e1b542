import { describe, expect, it } from 'vitest';
import { symmetryJson, symmetryLines } from '../../../src/report/exploration/symmetry-lines.ts';

describe('what an exploration says of things that are alike', () => {
  it('is nothing if nothing is declared alike', () => {
    expect(symmetryLines({ worldCount: 9, alike: [] })).toEqual([]);
  });

  it('names together what is alike together, and how many worlds the states stand for', () => {
    const alike = [
      { kind: 'cluster', names: ['east', 'west'] },
      { kind: 'cluster', names: ['north', 'south'] },
      { kind: 'cluster', names: ['west', 'north'] },
      { kind: 'resolver', names: ['home', 'office'] },
    ] as const;

    expect(symmetryLines({ worldCount: 62, alike })).toEqual([
      '  not told apart: clusters east, west, north and south; resolvers home and office; the states stand for 62 worlds',
    ]);
  });

  it('says what keeps things apart that are declared alike', () => {
    const action = {
      why: 'actions-differ',
      action: 'east.plan',
      image: 'west.plan',
      difference: 'values',
      situation: [],
    } as const;
    const same = { ...action, image: 'east.plan' } as const;
    const refusals = [
      action,
      same,
      { why: 'property-differs', property: 'production-untouched', situation: [] },
      { why: 'too-many', elementCountMax: 120 },
      { why: 'not-with', other: 'journal' },
      { why: 'not-with', other: 'partial-order' },
      { why: 'unknown-id', id: 'nobody' },
    ] as const;
    const alike = refusals.map((refusal) => ({ kind: 'cluster', names: ['east', 'west'], refusal }) as const);

    expect(symmetryLines({ worldCount: 9, alike })).toMatchInlineSnapshot(`
      [
        "  told apart: clusters east and west; east.plan can do what west.plan cannot, or does it otherwise",
        "  told apart: clusters east and west; east.plan does not treat them alike",
        "  told apart: clusters east and west; production-untouched is about one of them",
        "  told apart: clusters east and west; with them there would be more than 120 ways to exchange what is alike",
        "  told apart: clusters east and west; an exploration that is written down tells all apart",
        "  told apart: clusters east and west; an exploration that leaves out orders tells all apart",
        "  told apart: clusters east and west; their parts do not correspond",
      ]
    `);
    expect(symmetryJson({ worldCount: 9, alike: alike.slice(0, 1) })).toEqual({
      worlds: 9,
      alike: [
        {
          kind: 'cluster',
          names: ['east', 'west'],
          toldApart: true,
          why: 'east.plan can do what west.plan cannot, or does it otherwise',
        },
      ],
    });
  });
});
