import fc from 'fast-check';
import {
  distinctTargets,
  isLessTargets,
  sameTargets,
  suitableType,
} from '../../../src/externaldns/endpoint/targets.ts';
import { mixedTargets } from '../arbitraries/target.ts';
import type { Kind } from '../kind.ts';

interface TargetsCase {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** endpoint.Targets: NewTargets, Same (and how it leaves the lists), IsLess both ways, SuitableType. */
export const targets: Kind<TargetsCase> = {
  name: 'targets',
  program: 'decisions',
  share: 100,
  cases: fc
    .record({ left: mixedTargets, right: mixedTargets, swap: fc.nat(), isSame: fc.boolean() })
    .map(({ left, right, swap, isSame }) => ({ left, right: isSame ? rotated(left, swap) : right })),
  model({ left, right }) {
    const [sortedLeft, sortedRight] = [[...left], [...right]];
    const same = sameTargets(sortedLeft, sortedRight);
    return {
      unique: distinctTargets(left),
      same,
      sortedLeft,
      sortedRight,
      isLess: isLessTargets([...left], [...right]),
      isGreater: isLessTargets([...right], [...left]),
      suitableTypes: left.map(suitableType),
    };
  },
  normalise: (answer) => answer,
};

function rotated(list: readonly string[], count: number): readonly string[] {
  const cut = list.length === 0 ? 0 : count % list.length;
  const turned = [...list.slice(cut), ...list.slice(0, cut)];
  return turned.map((target, index) => (index === 0 && count % 3 === 0 ? target.toUpperCase() : target));
}
