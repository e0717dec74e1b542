import { type Coverage, type CoverageKind, coverageKinds, type Exercisable } from '../../explore/coverage.ts';
import type { Paint } from '../paint.ts';
import { terminalLine } from '../printable.ts';

const kindWords: Readonly<Record<CoverageKind, string>> = {
  action: 'actions',
  outcome: 'outcomes',
  state: 'machine states',
  branch: 'branches',
};

/** `exercised: 31 of 34 actions, 40 of 78 outcomes, 9 of 12 machine states, 7 of 38 branches`. */
export function coverageLine(coverage: Coverage): string {
  const counts = coverageKinds.flatMap((kind) => {
    const exercised = ofKind(coverage.exercised, kind).length;
    const total = exercised + ofKind(coverage.never, kind).length;
    return total === 0 ? [] : [`${exercised} of ${total} ${kindWords[kind]}`];
  });
  return `exercised: ${counts.join(', ')}`;
}

/** What was never exercised, kind by kind; what several actors have in common once, with their names behind it. */
export function neverLines({ never }: Coverage, paint: Paint): readonly string[] {
  return coverageKinds.flatMap((kind) => {
    const items = ofKind(never, kind);
    if (items.length === 0) return [];
    const actorsByName = new Map<string, string[]>();
    for (const { name, actor } of items) {
      const actors = actorsByName.get(name) ?? [];
      if (actor !== '') actors.push(actor);
      actorsByName.set(name, actors);
    }
    const lines = [...actorsByName].map(([name, actors]) => {
      const whose = actors.length === 0 ? '' : paint.faint(`  ${terminalLine(actors.join(', '))}`);
      return `    ${terminalLine(name)}${whose}`;
    });
    return [`  ${kindWords[kind]} never exercised:`, ...lines];
  });
}

/** What several explorations or runs exercised together: the counts, then what none of them did. */
export function totalCoverageLines(
  total: Coverage,
  paint: Paint,
  { count, noun }: { readonly count: number; readonly noun: string },
): readonly string[] {
  return [
    paint.strong(count === 1 ? `coverage of the ${noun}` : `coverage of all ${count} ${noun}s together`),
    `  ${coverageLine(total)}`,
    ...neverLines(total, paint),
    '',
  ];
}

const kindKeys: Readonly<Record<CoverageKind, string>> = { ...kindWords, state: 'states' };

/** By kind: how many were exercised, and which never were. */
export function coverageJson({ exercised, never }: Coverage): object {
  return Object.fromEntries(
    coverageKinds.map((kind) => [
      kindKeys[kind],
      {
        exercised: ofKind(exercised, kind).length,
        never: ofKind(never, kind).map(({ actor, name }) => (actor === '' ? name : `${actor}: ${name}`)),
      },
    ]),
  );
}

function ofKind(items: readonly Exercisable[], kind: CoverageKind): readonly Exercisable[] {
  return items.filter((item) => item.kind === kind);
}
