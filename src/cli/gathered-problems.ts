import { type ArtefactProblem, describeArtefactProblem } from '../report/describe-artefact-problem.ts';
import { counted } from '../report/phrase.ts';
import { problemLines } from '../report/problem-text.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { refuse } from './print-problems.ts';

/** What may stand before the `=` of an option's value: a cluster, or a controller, `cluster` or `cluster/name`. */
const keyForms = { CLUSTER: /^([A-Za-z0-9][\w.-]*)=(.+)$/s, CONTROLLER: /^([A-Za-z0-9][\w.-]*(?:\/[\w.-]+)?)=(.+)$/s };

/** What an option of the form `CLUSTER=VALUE` says. */
export interface ClusterValue {
  readonly cluster: string;
  readonly value: string;
}

/** All that is wrong with files that options name, and with the options: kept while they are read, told at the end. */
export class GatheredProblems {
  readonly usage: UsageProblem[] = [];
  readonly #problems: ArtefactProblem[] = [];
  /** Mistakes that are not among the problems, for their number. */
  #uncountedCount = 0;

  add(...problems: readonly ArtefactProblem[]): void {
    this.#problems.push(...problems);
  }

  /** Mistakes of which only the number is known. */
  addUncounted(count: number): void {
    this.#uncountedCount += count;
  }

  /** `CLUSTER=VALUE`, several times. A mistake in it is told once, however often it is read. */
  clusterValues(
    option: string,
    values: readonly string[],
    key: keyof typeof keyForms = 'CLUSTER',
  ): readonly ClusterValue[] {
    return values.flatMap((found) => {
      const [, cluster, value] = keyForms[key].exec(found) ?? [];
      if (cluster !== undefined && value !== undefined) return [{ cluster, value }];
      const isKnown = this.#problems.some((one) => one.code === 'INCIDENT_NO_PAIR' && one.found === found);
      if (!isKnown) this.add({ code: 'INCIDENT_NO_PAIR', option, found });
      return [];
    });
  }

  /**
   * Prints what is wrong, of each file at most `shownMax` mistakes, and how many more there are. The exit code if the
   * work must not go on, else `null`: lenient work passes over what is wrong with single lines.
   */
  tell(io: Io, { isLenient, shownMax }: { readonly isLenient: boolean; readonly shownMax: number }): number | null {
    const shown = new Map<string, number>();
    for (const problem of this.#problems) {
      const file = 'file' in problem ? problem.file : '';
      shown.set(file, (shown.get(file) ?? 0) + 1);
      if ((shown.get(file) ?? 0) > shownMax) continue;
      const [first = '', ...rest] = problemLines(describeArtefactProblem(problem));
      const isPassedOver = isLenient && 'line' in problem;
      io.err(`${[isPassedOver ? first.replace(/^error/, 'passed over') : first, ...rest].join('\n')}\n`);
    }
    const shownCount = [...shown.values()].reduce((sum, count) => sum + Math.min(count, shownMax), 0);
    const restCount = this.#problems.length - shownCount + this.#uncountedCount;
    if (restCount > 0) io.err(`and ${counted(restCount, 'more mistake')}\n`);
    if (this.usage.length > 0) return refuse(io, ...this.usage);
    return this.#problems.some((problem) => !isLenient || !('line' in problem)) ? exitCodes.wrongInput : null;
  }
}
