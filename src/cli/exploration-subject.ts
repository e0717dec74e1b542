import { type SearchIdentity, shardMember } from '../explore/search-identity.ts';
import type { Shard } from '../explore/shard.ts';
import { hashText, hashToHex } from '../kernel/hash.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Scenario, ScenarioSource } from '../scenario/scenario.ts';
import { dibsVersion } from './version.ts';

/**
 * What an exploration of the command line is about, as its file carries it: enough to make the same model and ask the
 * same questions on another machine, where the scenario's files are not.
 */
export interface ExplorationSubject {
  readonly scenario: ScenarioSource;
  readonly variant: string | null;
  readonly options: SubjectOptions;
}

/** The options of `dibs explore` that decide the course of the search, or what is said of it. */
export interface SubjectOptions {
  readonly free: boolean;
  readonly faults: number;
  readonly faultKinds: readonly string[];
  readonly invariants: readonly string[];
  readonly failOn: string | null;
  readonly seed: string | null;
  readonly depthMax: number | null;
  readonly reduction: string;
}

/** The subject of a scenario's exploration. */
export function subjectOf(scenario: Scenario, options: SubjectOptions): ExplorationSubject {
  return { scenario: scenario.source, variant: scenario.variant ?? null, options };
}

/**
 * What has to be the same for an exploration to go on from a file: the version of dibs, every octet of the scenario, and
 * all options but those that only say when to stop or how to tell the result.
 */
export function identityOfSubject(subject: ExplorationSubject, shard: Shard | undefined): SearchIdentity {
  const { scenario, variant, options } = subject;
  const { free, faults, faultKinds, invariants, seed, depthMax, reduction } = options;
  const texts = { text: scenario.text, files: scenario.files };
  const members = {
    'the version of dibs': dibsVersion(),
    'the scenario': hashToHex(hashText(canonicalJson(texts))),
    'its variant': variant,
    '--free': free,
    '--faults': faults,
    '--fault-kind': [...faultKinds].sort(),
    '--invariant': [...invariants].sort(),
    '--seed': seed,
    '--depth-max': depthMax,
    reduction,
    [shardMember]: shard ?? null,
  };
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, canonicalJson(value)]));
}
