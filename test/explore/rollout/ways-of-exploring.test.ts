import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findScenarios } from '../../../src/cli/find-scenarios.ts';
import { loadFile } from '../../../src/cli/load-file.ts';
import type { JournalBlock } from '../../../src/explore/journal.ts';
import {
  type ExploreScenarioOptions,
  exploreScenario,
  type ScenarioExploration,
} from '../../../src/explore/rollout/explore-scenario.ts';
import { likePartsOf } from '../../../src/explore/symmetry/like-parts.ts';
import { buildScenario } from '../../../src/scenario/build-scenario.ts';
import type { BuiltScenario } from '../../../src/scenario/built-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { journalOf } from '../memory-journal.ts';
import { wrongWaysOf } from './wrong-ways.ts';

/** Explores a scenario in some way; `states` is how many states the plain way has. */
interface Way {
  readonly name: string;
  /** Which scenarios this is another way for; absent: every one. */
  isAnother?(subject: Compared): boolean;
  /** Whether no world is left out for good: worlds, what was exercised, and the lengths of ways are the same, too. */
  readonly isComplete?: boolean;
  /** Whether each way to a harm is replayed, too. */
  readonly areWaysReplayed?: boolean;
  explore(build: () => BuiltScenario, states: number): ScenarioExploration;
}

const isRollout = ({ name }: Compared) => name.includes('/rollouts/');

const reduced: ExploreScenarioOptions = { reduction: 'partial-order' };

/** To be compared with the plain way, on every bundled scenario. */
const ways: readonly Way[] = [
  { name: 'reduced by partial order', areWaysReplayed: true, explore: (build) => exploreScenario(build(), reduced) },
  {
    name: 'broken off half-way, and gone on with from its journal',
    isComplete: true,
    explore: (build, states) => exploreInTwo(build, states, {}),
  },
  { name: 'in two parts, joined', isComplete: true, explore: (build) => exploreInParts(build, {}) },
  {
    name: 'reduced, broken off and gone on with',
    isAnother: isRollout,
    explore: (build, states) => exploreInTwo(build, states, reduced),
  },
  { name: 'reduced, in two parts, joined', isAnother: isRollout, explore: (build) => exploreInParts(build, reduced) },
  {
    name: 'with what is alike not told apart, where two parts are declared alike',
    isAnother: ({ likeCount }) => likeCount > 0,
    isComplete: true,
    areWaysReplayed: true,
    explore: (build) => exploreScenario(build(), { symmetry: 'auto' }),
  },
];

/** A world of more states is left out, and told by name. */
const statesMax = 1500;

/** So many scenarios and variants are larger than that, and no more. */
const largeCount = 38;

const folder = fileURLToPath(new URL('../../../scenarios', import.meta.url));
const scenarios = findScenarios([folder]).files.flatMap((file) => loadFile(file).variants);

interface Compared {
  readonly name: string;
  readonly scenario: Scenario;
  readonly states: number;
  readonly judgement: unknown;
  readonly worlds: unknown;
  /** How many pairs of parts are declared alike. */
  readonly likeCount: number;
}

describe('however a scenario is explored', () => {
  const compared: Compared[] = [];

  it('is explored in full, unless it is among the few that are large', { timeout: 300_000 }, () => {
    const large: string[] = [];
    const wrong: string[] = [];
    for (const scenario of scenarios) {
      const name = `${scenario.source.file}${scenario.variant === undefined ? '' : ` [${scenario.variant}]`}`;
      const built = buildScenario(scenario);
      const found = exploreScenario(built, { limits: { states: statesMax } });
      if (found.exploration.end !== 'exhausted') {
        large.push(name);
        continue;
      }
      compared.push({
        name,
        scenario,
        states: found.exploration.states,
        judgement: judgementOf(found),
        worlds: worldsOf(found),
        likeCount: likePartsOf(scenario, found.model, found.rollout.steps).length,
      });
      wrong.push(...wrongWaysOf(built, found).map((way) => `${name}: ${way}`));
    }
    process.stdout.write(
      `more than ${statesMax} states, and so left out:\n${large.map((one) => `  ${one}\n`).join('')}`,
    );
    expect(wrong).toEqual([]);
    expect(large.length).toBeLessThanOrEqual(largeCount);
    expect(compared.length + large.length).toBe(scenarios.length);
  });

  it.each(ways)('comes to the same verdicts, classes and orders: $name', { timeout: 300_000 }, (way) => {
    const { isAnother = () => true, isComplete = false, areWaysReplayed = false, explore } = way;
    const subjects = compared.filter(isAnother);
    const wrong: string[] = [];
    for (const { name, scenario, states, judgement, worlds } of subjects) {
      const found = explore(() => buildScenario(scenario), states);
      expect([name, judgementOf(found)]).toEqual([name, judgement]);
      if (isComplete) expect([name, worldsOf(found)]).toEqual([name, worlds]);
      if (areWaysReplayed) {
        wrong.push(...wrongWaysOf(buildScenario(scenario), found).map((one) => `${name}: ${one}`));
      }
    }
    expect(wrong).toEqual([]);
    expect(subjects.length).toBeGreaterThan(15);
  });
});

/** What must not depend on how it was found out. */
function judgementOf({ verdict, exploration, properties, orderings = [] }: ScenarioExploration): unknown {
  return {
    verdict,
    end: exploration.end,
    properties: properties.map(({ invariant, verdict, harm }) => [invariant, verdict, harm]),
    orderings: orderings.map(({ orderings, harm, harms, isComplete }) => ({ orderings, harm, harms, isComplete })),
  };
}

/** What is the same if every world was seen, or one that is like it. */
function worldsOf({ coverage, exploration, properties }: ScenarioExploration): unknown {
  const { symmetry, depth } = exploration;
  return { count: symmetry.worldCount, depth, coverage, ways: properties.map(({ trace }) => trace?.length) };
}

/** Broken off about half-way, and then gone on with by somebody who has only the journal. */
function exploreInTwo(build: () => BuiltScenario, states: number, options: ExploreScenarioOptions) {
  const blocks: JournalBlock[] = [];
  let asked = 0;
  const isOverTime = () => {
    asked += 1;
    return asked > 1 && blocks.length > 0 && (blocks.at(-1)?.progress.stateCount ?? 0) >= states / 2;
  };
  exploreScenario(build(), { ...options, journal: journalOf(blocks), isOverTime });
  return exploreScenario(build(), { ...options, journal: journalOf(blocks) });
}

function exploreInParts(build: () => BuiltScenario, options: ExploreScenarioOptions) {
  const parts = [1, 2].map((index) => {
    const blocks: JournalBlock[] = [];
    exploreScenario(build(), { ...options, shard: { index, count: 2 }, journal: journalOf(blocks) });
    return blocks;
  });
  return exploreScenario(build(), { ...options, known: parts });
}
