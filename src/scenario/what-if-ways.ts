import { flagNamesOf, flagSpec } from '../externaldns/flags/known-flags.ts';
import { newestVersion } from '../externaldns/version.ts';
import { documentShape } from './shape/document-shape.ts';
import type { WhatIfPart } from './what-if.ts';

/** Where a question leads, and, if it is asked in short, whom it is about. */
export interface WhatIfWays {
  readonly ways: readonly (readonly WhatIfPart[])[];
  readonly who?: 'controller' | 'environment';
}

/** What can be asked in short: `version`, `release`, and flags of external-dns, for all that have them. */
export const shortForms: readonly string[] = ['version', 'release', ...flagNamesOf(newestVersion)];

/** The ways that a path stands for. A key of the scenario itself is meant as that. */
export function waysOf(parts: readonly WhatIfPart[]): WhatIfWays {
  const [first, ...rest] = parts;
  if (first?.kind !== 'key' || rest.length > 0 || Object.hasOwn(documentShape.shape, first.key))
    return { ways: [parts] };
  if (first.key === 'version') return { ways: ofControllers([first]), who: 'controller' };
  if (first.key === 'release') return { ways: [[key('kura'), key('environments'), every, first]], who: 'environment' };
  if (flagSpec(first.key) === undefined) return { ways: [parts] };
  return { ways: ofControllers([key('flags'), first]), who: 'controller' };
}

const every: WhatIfPart = { kind: 'every' };

function key(name: string): WhatIfPart {
  return { kind: 'key', key: name };
}

function ofControllers(rest: readonly WhatIfPart[]): readonly (readonly WhatIfPart[])[] {
  return [
    [key('clusters'), every, key('external-dns'), ...rest],
    [key('clusters'), every, key('controllers'), every, ...rest],
  ];
}
