import { describe, expect, it } from 'vitest';
import { type ExploreScenarioOptions, exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import { builtFrom } from './bundled.ts';

const verbs = {
  remove: 'delete: { cluster: production, objects: [Ingress/app] }',
  freeze: 'set-flags: { controller: production, change: [--policy=upsert-only] }',
  edit: 'edit-zone: { remove: [app.example.org A, a-app.example.org TXT] }',
  halt: 'stop: production',
} as const;
type Name = keyof typeof verbs;

const names: readonly Name[] = ['remove', 'freeze', 'halt'];

/** Production's controller is told to leave records alone; somebody deletes its Ingress, and, if asked for, edits its records or stops the controller. */
function scenario(steps: readonly Name[], constraints: Readonly<Record<string, string>> = {}) {
  const rollout = steps.map((name) => {
    const after = constraints[name] === undefined ? '' : `, after: ${constraints[name]}`;
    return `  ${name}: { ${verbs[name]}${after} }`;
  });
  return builtFrom(`
title: production
zone: example.org
clusters:
  production:
    load-balancer: 192.0.2.10
    external-dns: [--source=ingress, --provider=aws, --policy=sync, --txt-owner-id=production]
    manifests: [{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: app }, spec: { rules: [{ host: app.example.org }] } }]
steps: [{ settle: 1h }]
rollout:
${rollout.join('\n')}
`);
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

const asked: ExploreScenarioOptions = { invariants: ['production-untouched', 'no-shadowing'] };
const isViolated = (harms: readonly { readonly invariant: string }[]) =>
  harms.some(({ invariant }) => invariant === 'production-untouched');

describe('a property of single steps', () => {
  it('is violated by some orders and not by others, and constraints rule the former out', () => {
    const found = exploreScenario(scenario(['remove', 'freeze']), { ...asked, isFree: true });
    const [safe, broken] = found.orderings ?? [];

    expect(found.verdict).toBe('violated');
    expect(safe).toMatchObject({ orderings: [[1, 0]], harm: 'safe' });
    expect(broken).toMatchObject({
      orderings: [[0, 1]],
      harm: 'violated',
      harms: [{ invariant: 'production-untouched', harm: 'violated' }],
    });
    expect(found.needed?.pairs).toMatchObject([
      { constraints: [{ before: 1, after: 0, kills: { ordering: [0, 1] } }], verified: { harm: 'safe' } },
    ]);
    const way = found.wayTo?.([0, 1], { invariant: 'production-untouched', harm: 'violated' }) ?? [];
    expect(way.at(-1)?.action).toBe('production.call');
    expect(way.some(({ action }) => action.includes('delete'))).toBe(true);
  });

  it('is violated by a step of the rollout where that is the next', () => {
    const found = exploreScenario(scenario(['freeze', 'edit']), asked);
    const way = found.wayTo?.([0, 1], { invariant: 'production-untouched', harm: 'violated' }) ?? [];

    expect(found.orderings?.map(({ harm }) => harm)).toEqual(['violated']);
    expect(way.map(({ action }) => action.split(' ')[0])).toEqual([
      expect.stringContaining('set-flags'),
      expect.stringContaining('edit-zone'),
    ]);
  });

  it('is told apart from what gates forbid, and told by a way through the gates', () => {
    const safe = scenario(['freeze', 'remove'], { remove: '[{ step: freeze, until: settled }]' });
    const edited = scenario(['freeze', 'edit'], { edit: '[{ step: freeze, until: settled }]' });
    const [verdict] = exploreScenario(edited, asked).properties;

    expect(exploreScenario(safe, asked).properties[0]?.verdict).toBe('holds');
    expect(verdict).toMatchObject({ invariant: 'production-untouched', verdict: 'violated' });
    expect(verdict?.trace?.at(-1)?.action).toContain('edit-zone');
    expect(verdict?.trace?.some(({ action }) => action.includes('set-flags'))).toBe(true);
  });

  it.each([{}, { faultBudget: 1 }, { reduction: 'partial-order' }, { symmetry: 'auto' }] as const)(
    'is judged for each order as if that order were explored alone: %j',
    (options) => {
      const together = exploreScenario(scenario(names), { ...asked, ...options });
      expect(new Set(together.orderings?.map(({ harms }) => isViolated(harms)))).toEqual(new Set([true, false]));
      for (const order of orders) {
        const inOrder = order.map((step) => names[step] as Name);
        const chain = Object.fromEntries(inOrder.slice(1).map((name, index) => [name, inOrder[index] as string]));
        const alone = exploreScenario(scenario(inOrder, chain), { ...asked, ...options });
        const harms = together.orderings?.find(({ orderings }) =>
          orderings.some((one) => `${one}` === `${order}`),
        )?.harms;

        expect([order, isViolated(harms ?? [])]).toEqual([
          order,
          alone.properties.find(({ invariant }) => invariant === 'production-untouched')?.verdict === 'violated',
        ]);
      }
    },
  );
});
