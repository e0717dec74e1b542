import { startWorkers } from '../../src/cli/explore-workers.ts';
import { explore } from '../../src/explore/explore.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { twoPhaseCommit } from '../peers/two-phase-commit.ts';

/**
 * One exploration of a reference model, as a process of its own:
 * `explore-run.ts zone OWNERS NAMES THREADS` or `explore-run.ts commit MANAGERS THREADS`. Prints one JSON object.
 */
const [name, ...numbers] = process.argv.slice(2);
const [first = 1, second = 1, third = 1] = numbers.map(Number);
const model = name === 'zone' ? sharedZone(first, second) : twoPhaseCommit(first);
const workers = await startWorkers((name === 'zone' ? third : second) - 1);
const start = performance.now();
const { states, transitions, evaluations, remembered, bytes } = explore(model, {
  crew: workers.crew,
  limits: { states: 2 ** 25 },
});
const seconds = (performance.now() - start) / 1000;
await workers.close();
console.log(JSON.stringify({ states, transitions, seconds, evaluations: evaluations.actions, remembered, bytes }));
