import type { RdataProblem } from '../dns/rdata.ts';
import type { ZoneConflict } from '../dns/zone-conflicts.ts';
import type { ZoneFileProblem } from '../dns/zone-file-records.ts';
import type { FlagPlace, FlagProblem } from '../externaldns/flags/flag-problem.ts';
import type { ManifestMistake } from '../kubernetes/manifest.ts';
import type { ReleaseProblem } from '../kura/release-catalogue.ts';
import type { At } from './located.ts';

/** A mistake in a scenario: what, and where. Every way of reading a scenario returns all of them at once. */
export type Problem = { readonly at: At } & (
  | SyntaxMistake
  | ShapeMistake
  | TextMistake
  | ReferenceMistake
  | FileMistake
  | ContentMistake
  | OrderMistake
);

export type ProblemCode = Problem['code'];

/** A mistake in a master-file line, whose place is told apart from it. */
export type ZoneLineMistake = ZoneFileProblem extends infer P
  ? P extends unknown
    ? Omit<P, 'line' | 'column'>
    : never
  : never;

/** A mistake in a flag, whose place is told apart from it. */
export type FlagMistake = FlagProblem extends infer P ? (P extends unknown ? Omit<P, keyof FlagPlace> : never) : never;

/** What a YAML value is, in the words of YAML. */
export type ShapeName = 'text' | 'number' | 'whole-number' | 'boolean' | 'list' | 'map' | 'nothing';

/** What a name in a scenario can stand for. */
export type ReferenceKind =
  | 'account'
  | 'action'
  | 'actor'
  | 'client'
  | 'cluster'
  | 'controller'
  | 'environment'
  | 'invariant'
  | 'metric'
  | 'metric-label'
  | 'outcome'
  | 'region'
  | 'release'
  | 'resolver'
  | 'rollout-step'
  | 'server'
  | 'server-of-clients'
  | 'variant'
  | 'zone';

type SyntaxMistake =
  /** `message` is the YAML parser's sentence. */
  | { readonly code: 'SCENARIO_YAML_SYNTAX'; readonly message: string }
  | { readonly code: 'SCENARIO_DUPLICATE_KEY'; readonly key: string }
  /** More nodes, or deeper nesting, than a scenario may have: only aliases that multiply each other reach it. */
  | { readonly code: 'SCENARIO_TOO_LARGE'; readonly nodeCountMax: number; readonly depthMax: number }
  /** A value given in TypeScript that is not plain JSON: a function, a cycle. */
  | { readonly code: 'SCENARIO_NOT_JSON'; readonly message: string }
  /** A variant's `null` for a member that the file does not have. */
  | { readonly code: 'SCENARIO_PATCH_REMOVES_NOTHING'; readonly key: string; readonly known: readonly string[] };

type ShapeMistake =
  | {
      readonly code: 'SCENARIO_UNKNOWN_KEY';
      readonly key: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | { readonly code: 'SCENARIO_MISSING_KEY'; readonly key: string }
  | { readonly code: 'SCENARIO_WRONG_TYPE'; readonly expected: readonly ShapeName[]; readonly found: ShapeName }
  | {
      readonly code: 'SCENARIO_WRONG_VALUE';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | {
      readonly code: 'SCENARIO_OUT_OF_RANGE';
      readonly found: number;
      readonly minimum: number | null;
      readonly maximum: number | null;
    }
  /** An empty text or list where something must stand. */
  | { readonly code: 'SCENARIO_EMPTY' }
  /** A step with no verb, or with several. */
  | { readonly code: 'SCENARIO_NOT_ONE_VERB'; readonly found: readonly string[]; readonly known: readonly string[] }
  /** An expectation with no form, or with several. */
  | { readonly code: 'SCENARIO_NOT_ONE_FORM'; readonly found: readonly string[]; readonly known: readonly string[] }
  /** Keys of which at most one may stand here. */
  | { readonly code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER'; readonly keys: readonly string[] }
  /** Keys of which at least one must stand here. */
  | { readonly code: 'SCENARIO_ONE_KEY_OF'; readonly keys: readonly string[] }
  /** A key that means nothing beside the others: `resolver` without `dig`. */
  | { readonly code: 'SCENARIO_KEY_NEEDS'; readonly key: string; readonly needs: readonly string[] };

/** A text that is not of the kind that belongs there. */
type TextMistake = {
  readonly code:
    | 'SCENARIO_BAD_NAME'
    | 'SCENARIO_BAD_DURATION'
    | 'SCENARIO_BAD_ADDRESS'
    | 'SCENARIO_BAD_HOST_NAME'
    | 'SCENARIO_BAD_URL'
    | 'SCENARIO_BAD_RECORD_KEY'
    | 'SCENARIO_BAD_OBJECT_KEY';
  readonly found: string;
};

type ReferenceMistake =
  | {
      readonly code: 'SCENARIO_UNKNOWN_REFERENCE';
      readonly kind: ReferenceKind;
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  /** A metric that external-dns has, though in no release that the controller runs here. */
  | {
      readonly code: 'SCENARIO_METRIC_OF_OTHER_RELEASE';
      readonly controller: string;
      readonly metric: string;
      readonly versions: readonly string[];
      /** The metrics of these releases. */
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  /** A record that belongs to none of the zones, where only records of a zone make sense. */
  | { readonly code: 'SCENARIO_OUTSIDE_ZONES'; readonly name: string; readonly zones: readonly string[] }
  /** A record `elsewhere` that lies in a zone of the scenario. */
  | { readonly code: 'SCENARIO_INSIDE_ZONE'; readonly name: string; readonly zone: string }
  | { readonly code: 'SCENARIO_DUPLICATE_ZONE'; readonly name: string };

type FileMistake =
  | { readonly code: 'SCENARIO_FILE_NOT_FOUND'; readonly file: string }
  /** Files are named relative to the scenario, so that a scenario means the same everywhere. */
  | { readonly code: 'SCENARIO_FILE_NOT_RELATIVE'; readonly file: string };

/** What the readers of pasted artefacts say; `at` is inside the file or the block. */
type ContentMistake =
  | { readonly code: 'SCENARIO_BAD_MANIFEST'; readonly mistake: ManifestMistake }
  | { readonly code: 'SCENARIO_BAD_ZONE_LINE'; readonly mistake: ZoneLineMistake }
  /** Records that cannot stand in one zone together. */
  | { readonly code: 'SCENARIO_ZONE_CONFLICT'; readonly conflict: ZoneConflict }
  | { readonly code: 'SCENARIO_BAD_VALUE'; readonly mistake: RdataProblem }
  | { readonly code: 'SCENARIO_BAD_RELEASE'; readonly mistake: ReleaseProblem }
  | { readonly code: 'SCENARIO_BAD_FLAG'; readonly mistake: FlagMistake }
  /** A flag of a Deployment is in a Secret or ConfigMap: its value must be given in place. */
  | { readonly code: 'SCENARIO_VARIABLE_ELSEWHERE'; readonly variable: string }
  /** A `deployment` in which nothing runs external-dns. */
  | { readonly code: 'SCENARIO_NO_DEPLOYMENT'; readonly kinds: readonly string[] };

type OrderMistake =
  /** A step of a rollout that comes after one which is written below it. */
  | { readonly code: 'SCENARIO_AFTER_LATER_STEP'; readonly step: string; readonly later: string }
  /** A step is to happen at a moment that has surely passed when its turn comes. */
  | { readonly code: 'SCENARIO_STEP_IN_THE_PAST'; readonly atMs: number; readonly earliestMs: number };
