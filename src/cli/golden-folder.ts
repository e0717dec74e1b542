import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, posix } from 'node:path';
import type { UsageProblem } from '../report/usage-problem.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { GoldenOrder } from './golden-job.ts';
import { attempt } from './system-error.ts';
import { traceName } from './trace-folder.ts';
import { dibsVersion } from './version.ts';

/** The golden traces of scenarios: files in a folder `golden` beside each. */
export class GoldenFolders {
  readonly #isUpdated: boolean;
  readonly #written: string[] = [];
  readonly #problems: UsageProblem[] = [];

  /** With `isUpdated`, traces of runs take the place of the golden ones, or become golden. */
  constructor({ isUpdated }: { readonly isUpdated: boolean }) {
    this.#isUpdated = isUpdated;
  }

  /** The files that were written. */
  get written(): readonly string[] {
    return this.#written;
  }

  /** Files that could not be written. */
  get problems(): readonly UsageProblem[] {
    return this.#problems;
  }

  /** What is to be done about a scenario's golden trace. A file that cannot be read counts as none. */
  orderFor(scenario: Pick<Scenario, 'source' | 'variant'>): GoldenOrder {
    const path = goldenPath(scenario);
    const read = attempt(() => readFileSync(path, 'utf8'));
    return { path, text: 'value' in read ? read.value : null, version: dibsVersion(), isUpdated: this.#isUpdated };
  }

  write(path: string, text: string): void {
    const written = attempt(() => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    });
    if ('reason' in written) this.#problems.push({ code: 'USAGE_CANNOT_WRITE', file: path, reason: written.reason });
    else this.#written.push(path);
  }
}

/** `app.yaml` with the variant `west` has `golden/app--west.trace.jsonl`. */
export function goldenPath({
  source,
  variant,
}: {
  readonly source: Pick<Scenario['source'], 'file'>;
  readonly variant?: Scenario['variant'];
}): string {
  const name = traceName({ file: basename(source.file), variant: variant ?? null });
  return posix.join(dirname(source.file), 'golden', `${name}.trace.jsonl`);
}
