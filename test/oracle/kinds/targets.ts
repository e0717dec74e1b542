import fc from 'fast-check';
import {
  distinctTargets,
  isLessTargets,
  sameTargets,
  suitableType,
} from '../../../src/externaldns/endpoint/targets.ts';
import { mixedTargets, targetsOf } from '../arbitraries/target.ts';
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
    .record({
      left: fc.oneof(mixedTargets, targetsOf('AAAA')),
      right: mixedTargets,
      bits: fc.array(fc.nat({ max: 4 }), { maxLength: 6 }),
      isSame: fc.boolean(),
    })
    .map(({ left, right, bits, isSame }) => ({ left, right: isSame ? respelled(left, bits) : right })),
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

/** The same targets in another order, some of them spelled otherwise, perhaps one changed. */
function respelled(list: readonly string[], bits: readonly number[]): readonly string[] {
  const cut = list.length === 0 ? 0 : (bits[0] ?? 0) % list.length;
  const turned = [...list.slice(cut), ...list.slice(0, cut)];
  return turned.map((target, index) => {
    const bit = bits[index + 1] ?? 0;
    if (bit === 1) return target.toUpperCase();
    if (bit === 2) return target.replace('::', ':0::');
    return bit === 3 ? target.replace(/1$/, '4') : target;
  });
}
