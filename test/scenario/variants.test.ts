import { describe, expect, it } from 'vitest';
import { load, problemsOf, variantsOf } from './load.ts';

const STORY = `title: t
zone: example.org
clusters:
  east:
    load-balancer: 192.0.2.1
    external-dns: &flags [--source=ingress, --provider=cloudflare, --txt-owner-id=east, --policy=sync]
steps:
  - wait: 1m
  - { stop: east, only: [stopped] }
`;

describe('variants', () => {
  it('are runs of their own, with the patch merged over the rest', () => {
    const [as, stopped] = variantsOf(`${STORY}
variants:
  as-it-is: {}
  stopped:
    title: stopped
    clusters: { east: { load-balancer: null }, west: { external-dns: *flags } }
`);

    expect(as).toMatchObject({ variant: 'as-it-is', title: 't', clusters: [{ name: 'east' }] });
    expect(as?.steps.map(({ verb }) => verb)).toEqual(['wait']);
    expect(stopped).toMatchObject({ variant: 'stopped', title: 'stopped' });
    expect(stopped?.clusters.map(({ name, loadBalancers }) => [name, loadBalancers])).toEqual([
      ['east', {}],
      ['west', {}],
    ]);
    expect(stopped?.steps.map(({ verb }) => verb)).toEqual(['wait', 'stop']);
  });

  it('have their problems at their own lines, and those they share once', () => {
    const text = `${STORY}  - wait: soon
variants:
  one: { clusters: { east: { load-balancers: 192.0.2.2 } } }
  stopped: { steps: [{ stop: west }] }
`;

    expect(problemsOf(text)).toEqual([
      '10:11 SCENARIO_BAD_DURATION',
      '12:30 SCENARIO_UNKNOWN_KEY',
      '13:30 SCENARIO_UNKNOWN_REFERENCE',
    ]);
  });

  it('cannot take away what is not there', () => {
    const { problems } = load(`${STORY}
variants:
  stopped: { clusters: { esat: null } }
`);

    expect(problems).toMatchObject([{ code: 'SCENARIO_PATCH_REMOVES_NOTHING', at: { line: 12 }, key: 'esat' }]);
  });

  it('point at the patch when it takes a needed key away', () => {
    expect(problemsOf(`${STORY}variants:\n  stopped: { zone: null }\n`)).toEqual(['11:12 SCENARIO_MISSING_KEY']);
  });
});
