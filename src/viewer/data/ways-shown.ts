import type { ExplorationPage } from '../../report/page/page-data.ts';

/** What explorations show by a run, in words: the properties that it breaks, and else the orderings that it stands for. */
export function waysShown(explorations: readonly ExplorationPage[], run: number): readonly string[] {
  return explorations.flatMap(({ world, properties, orderings, constraints }) => {
    const broken = properties.filter((property) => property.run === run);
    const names = broken.map(({ name, harm }) => (harm === null ? name : `${name} ${harm}`));
    const steps = orderings.filter((ordering) => ordering.run === run).slice(0, 1);
    const ruledOut = constraints.flat().filter((constraint) => constraint.run === run);
    const shown =
      names.length > 0
        ? [names.join(', ')]
        : steps.length > 0
          ? steps.map((ordering) => `${ordering.class}: ${ordering.steps.join(' → ')}`)
          : ruledOut.slice(0, 1).map(({ before, after, kills }) => `why ${before} before ${after}: ${kills}`);
    return shown.map((text) => (world === null ? text : `${world}: ${text}`));
  });
}
