import { startWorkers } from '../../src/cli/explore-workers.ts';
import { explore } from '../../src/explore/explore.ts';
import { managerExchanges, ownerExchanges } from '../peers/peer-symmetries.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { twoPhaseCommit } from '../peers/two-phase-commit.ts';

/**
 * One exploration of a reference model, as a process of its own:
 * `explore-run.ts zone OWNERS NAMES THREADS [STATES]` or `explore-run.ts commit MANAGERS THREADS [STATES]`, where STATES
 * is how many to stop after. With `--symmetric` owners or managers are not told apart; `worlds` is then how many worlds
 * the states stand for. Prints one JSON object.
 */
const isSymmetric = process.argv.includes('--symmetric');
const [name, ...numbers] = process.argv.slice(2).filter((argument) => argument !== '--symmetric');
const [first = 1, second = 1, third, fourth] = numbers.map(Number);
const model = name === 'zone' ? sharedZone(first, second) : twoPhaseCommit(first);
const [threads = 1, statesMax = 2 ** 25] = name === 'zone' ? [third, fourth] : [second, third];
const exchanges = name === 'zone' ? ownerExchanges(model, first) : managerExchanges(model, first);
const workers = await startWorkers(threads - 1);
const start = performance.now();
const { states, transitions, evaluations, remembered, bytes, symmetry } = explore(model, {
  symmetry: isSymmetric ? exchanges : [],
  crew: workers.crew,
  limits: { states: statesMax },
});
const seconds = (performance.now() - start) / 1000;
await workers.close();
console.log(
  JSON.stringify({
    states,
    worlds: symmetry.worldCount,
    transitions,
    seconds,
    evaluations: evaluations.actions,
    remembered,
    bytes,
  }),
);
