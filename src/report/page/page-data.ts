import type { HarmClass } from '../../explore/exploration.ts';
import type { OrderingHarm } from '../../explore/rollout/harm.ts';
import type { ActionKind } from '../../kernel/action.ts';
import type { RunVerdict } from '../../timeline/run-result.ts';
import type { ProblemText } from '../problem-text.ts';

/**
 * What the report page shows, as plain JSON: words are made here, the page only shows them. All text of scenarios, zones
 * and logs is as it is; the page never lets any of it become markup.
 *
 * Whatever recurs (actions, events, table rows) is written once and named by its index, so that long runs of the same
 * rounds stay small, and tables are kept as differences from step to step.
 */
export interface PageDocument {
  readonly report: ReportPage;
  /** One for each of {@link ReportPage.runs}. */
  readonly runs: readonly RunPage[];
}

/** What is known before any run is looked at. */
export interface ReportPage {
  readonly dibs: 'page';
  /** The version of dibs. */
  readonly version: string;
  /** Whether a server stands behind the page, that is told of the moment looked at. */
  readonly live: boolean;
  /** The two runs of the page are there to be set side by side: it begins so. */
  readonly isComparison?: boolean;
  readonly runs: readonly RunCard[];
  readonly explorations: readonly ExplorationPage[];
  /** Scenarios that were explored with other values in their places, too: what that comes to, side by side. */
  readonly whatIf?: readonly WhatIfPage[];
  /** Files that were not run, and why. */
  readonly mistakes: readonly { readonly file: string; readonly problems: readonly ProblemText[] }[];
}

/** A run in a list of runs. */
export interface RunCard {
  /** The scenario's title. */
  readonly title: string;
  readonly file: string;
  readonly variant: string | null;
  readonly seed: string;
  readonly verdict: RunVerdict;
  readonly durationMs: number;
  readonly stepCount: number;
  /** What did not come out as expected, in words. */
  readonly failures: readonly string[];
}

/** One run, step by step. Step 0 is the initial world. */
export interface RunPage {
  readonly because: readonly string[];
  /** The limit that ended the run, in words; `null` if none did. */
  readonly limit: string | null;
  /** The command that runs it again; `null` for traces that no run made. */
  readonly command: string | null;
  /** Every owner id that occurs, in code-unit order: what colours stand for. */
  readonly owners: readonly string[];
  /** Clusters and environments, with the owner id that their first controller writes with. */
  readonly places: readonly PagePlace[];
  readonly lanes: readonly PageLane[];
  readonly moves: readonly PageMove[];
  readonly events: readonly PageEvent[];
  readonly tables: PageTables;
  readonly steps: readonly PageStep[];
  /** Steps at the end that were too many for a page. */
  readonly leftOutStepCount: number;
  readonly expectations: readonly PageExpectation[];
}

export interface PagePlace {
  readonly name: string;
  /** `null`: nobody there writes to a zone. */
  readonly owner: string | null;
}

/** Who a lane of the timeline is of, in the order in which they are shown. */
export const laneRoles = [
  'rollout',
  'external-dns',
  'reconciler',
  'cluster',
  'environment',
  'resolver',
  'client',
] as const;

export type LaneRole = (typeof laneRoles)[number];

export interface PageLane {
  readonly name: string;
  readonly role: LaneRole;
  /** The owner id that it writes with at first. */
  readonly owner: string | null;
}

/** An action with an outcome. */
export interface PageMove {
  /** Index in {@link RunPage.lanes}. */
  readonly lane: number;
  readonly kind: ActionKind;
  readonly actor: string;
  readonly action: string;
  readonly outcome: string;
  /** The kind of fault, where the outcome is something going wrong. */
  readonly fault: string | null;
  /** The scenario's step as written, where taking it brought the action about. */
  readonly written: string | null;
}

/** Something that happened. */
export interface PageEvent {
  readonly type: string;
  readonly actor: string;
  /** In words, without the actor. */
  readonly text: string;
  /** Of a line that a process logs: its level and the line itself. */
  readonly log: { readonly level: string; readonly line: string } | null;
  /** Whether it tells nothing that matters: a metric, a list that was read, a line about a round without work. */
  readonly isQuiet: boolean;
}

/** One step. `events` are indices in {@link RunPage.events}. */
export interface PageStep {
  readonly atMs: number;
  /** Index in {@link RunPage.moves}. */
  readonly move: number;
  readonly events: readonly number[];
  readonly changes?: PageChanges;
}

/** What a step took out of tables and put in: indices of rows. */
export type PageChanges = { readonly [Name in TableName]?: RowChange };

export interface RowChange {
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/** A table over time: every row that it ever holds, in the order in which rows are shown, and those of step 0. */
export interface PageTable<Row> {
  readonly rows: readonly Row[];
  readonly initial: readonly number[];
}

export interface PageTables {
  readonly zone: PageTable<ZoneRecordRow>;
  readonly endpoints: PageTable<EndpointTableRow>;
  readonly servers: PageTable<ServerTableRow>;
  readonly objects: PageTable<ObjectRow>;
  readonly metrics: PageTable<MetricRow>;
  /** How each client was served last. */
  readonly paths: PageTable<PathRow>;
}

export type TableName = keyof PageTables;

/** A record set of a zone. */
export interface ZoneRecordRow {
  readonly name: string;
  readonly type: string;
  /** 0: automatic. */
  readonly ttlSeconds: number;
  readonly values: readonly string[];
  readonly setIdentifier: string;
  /** The owner id that TXT records name for it, or that it names itself; `null`: nobody. */
  readonly owner: string | null;
  /** Of an ownership record, the record set that it speaks for. */
  readonly speaksFor: { readonly name: string; readonly type: string } | null;
}

/** A row of a product's endpoint table. */
export interface EndpointTableRow {
  readonly environment: string;
  readonly account: string;
  readonly technology: string;
  readonly url: string;
}

/** A server as a product's control plane knows it. */
export interface ServerTableRow {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly status: string;
  readonly url: string | null;
  readonly image: string | null;
}

/** A Kubernetes object, with what matters of it in words. */
export interface ObjectRow {
  readonly cluster: string;
  /** `Kind/namespace/name`. */
  readonly key: string;
  readonly text: string;
}

/** What a controller shows under `/metrics`: a sample. */
export interface MetricRow {
  readonly controller: string;
  readonly metric: string;
  /** As Prometheus writes them; empty: none. */
  readonly labels: string;
  readonly value: number;
}

/** A client's way through the name to whoever answered. */
export interface PathRow {
  readonly client: string;
  /** The environment or cluster that is meant to serve it; `null`: none in particular. */
  readonly home: string | null;
  /** Empty: it had no endpoint. */
  readonly host: string;
  /** Where the name led; `null`: nowhere. */
  readonly address: string | null;
  /** Whose load balancer answers at the address. */
  readonly cluster: string | null;
  /** `null`: nobody served it. */
  readonly servedBy: string | null;
  /** What came back, where nobody served it. */
  readonly result: string;
  /** Served by another than its home. */
  readonly isCrossing: boolean;
}

export interface PageExpectation {
  /** In words; of a step that could not be done, the step as written. */
  readonly text: string;
  readonly ok: boolean;
  readonly file: string;
  readonly line: number;
  readonly atMs: number;
  /** The step after which it was decided. */
  readonly stepIndex: number;
  /** Why it does not hold, a line each. */
  readonly why: readonly string[];
}

/** What an exploration found. Traces are runs of the same document: `run` is an index in {@link ReportPage.runs}. */
export interface ExplorationPage {
  readonly title: string;
  readonly file: string;
  readonly variant: string | null;
  /** Of one of several worlds, what is otherwise than written: `with version=v0.18.0`. */
  readonly world: string | null;
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  /** What the verdict rests on, in words: whether all was seen, limits, budgets of faults. */
  readonly basis: readonly string[];
  readonly stateCount: number;
  readonly transitionCount: number;
  readonly properties: readonly PropertyPage[];
  readonly orderings: readonly OrderingPage[];
  /** Sets of constraints each of which makes all orderings safe that it allows, the best first. */
  readonly constraints: readonly (readonly ConstraintPage[])[];
}

/** A scenario as it is written and with other values, side by side. */
export interface WhatIfPage {
  readonly title: string;
  readonly file: string;
  readonly variant: string | null;
  /** How many worlds, and which. */
  readonly basis: string;
  /** The columns, each with its exploration: an index in {@link ReportPage.explorations}. */
  readonly worlds: readonly { readonly name: string; readonly exploration: number }[];
  /** What differs is before what is the same everywhere. */
  readonly rows: readonly WhatIfRowPage[];
}

export interface WhatIfRowPage {
  readonly label: string;
  /** Of a row about orders of steps, one of them. */
  readonly order: readonly string[];
  readonly cells: readonly { readonly text: string; readonly tone: 'good' | 'doubtful' | 'bad' | 'plain' }[];
  readonly differs: boolean;
}

export interface PropertyPage {
  readonly name: string;
  readonly sentence: string;
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  readonly harm: HarmClass | null;
  /** What else there is to know: that nothing tested it, or what its harm costs on the clock. */
  readonly notes?: readonly string[];
  /** The counterexample. */
  readonly run: number | null;
}

export interface OrderingPage {
  /** The rollout's steps by name, in order. */
  readonly steps: readonly string[];
  readonly class: OrderingHarm;
  /** A run that shows the harm. */
  readonly run: number | null;
}

/** A step that must come before another, or a gate: a state to wait for before it. */
export interface ConstraintPage {
  readonly before: string;
  readonly after: string;
  /** What is waited for between them. */
  readonly until: 'settled' | 'served' | null;
  /** The counterexample that it rules out, in words. */
  readonly kills: string;
  readonly run: number | null;
}
