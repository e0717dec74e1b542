import type { AlikeParts } from '../../explore/rollout/explore-scenario.ts';
import type { SymmetryRefusal } from '../../explore/symmetry/symmetry.ts';
import { counted, listed } from '../phrase.ts';
import { terminalLine } from '../printable.ts';

/** What was not told apart, and what was declared alike and told apart all the same. */
export interface ReportedSymmetry {
  /** How many worlds the states stand for. */
  readonly worldCount: number;
  readonly alike: readonly AlikeParts[];
}

/** Whether states stand for several worlds, and if not although it looks so, why; nothing if nothing is declared alike. */
export function symmetryLines({ worldCount, alike }: ReportedSymmetry): readonly string[] {
  const used = alike.filter(({ refusal }) => refusal === undefined);
  const refused = alike.flatMap(({ refusal, ...parts }) => (refusal === undefined ? [] : [{ ...parts, refusal }]));
  return [
    ...(used.length === 0
      ? []
      : [
          `  not told apart: ${joined(used).map(partsOf).join('; ')}; the states stand for ${counted(worldCount, 'world')}`,
        ]),
    ...refused.map((parts) => `  told apart: ${partsOf(parts)}; ${terminalLine(reasonOf(parts.refusal))}`),
  ];
}

/** The same as a JSON document. */
export function symmetryJson({ worldCount, alike }: ReportedSymmetry): object {
  return {
    worlds: worldCount,
    alike: alike.map(({ kind, names, refusal }) => ({
      kind,
      names,
      toldApart: refusal !== undefined,
      why: refusal === undefined ? null : reasonOf(refusal),
    })),
  };
}

interface Parts {
  readonly kind: AlikeParts['kind'];
  readonly names: readonly string[];
}

/** Pairs of one kind that have a part in common are alike together. */
function joined(pairs: readonly Parts[]): readonly Parts[] {
  return pairs.reduce<readonly Parts[]>((groups, pair) => {
    const isOf = ({ kind, names }: Parts) => kind === pair.kind && names.some((name) => pair.names.includes(name));
    const names = [...new Set([...groups.filter(isOf), pair].flatMap((group) => group.names))];
    return [...groups.filter((group) => !isOf(group)), { kind: pair.kind, names }];
  }, []);
}

function partsOf({ kind, names }: Parts): string {
  return terminalLine(`${kind}s ${listed(names)}`);
}

function reasonOf(refusal: SymmetryRefusal): string {
  switch (refusal.why) {
    case 'actions-differ':
      return refusal.action === refusal.image
        ? `${refusal.action} does not treat them alike`
        : `${refusal.action} can do what ${refusal.image} cannot, or does it otherwise`;
    case 'property-differs':
      return `${refusal.property} is about one of them`;
    case 'too-many':
      return `with them there would be more than ${refusal.elementCountMax} ways to exchange what is alike`;
    case 'not-with':
      return refusal.other === 'journal'
        ? 'an exploration that is written down tells all apart'
        : 'an exploration that leaves out orders tells all apart';
    case 'no-permutation':
    case 'scopes-differ':
    case 'unknown-id':
      return 'their parts do not correspond';
  }
}
