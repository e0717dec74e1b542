/** What an action did in one local situation: what real code said, in numbers of values ({@link JournalBlock.values}). */
export interface RecordedEvaluation {
  /** The action's place in the model. */
  readonly action: number;
  /** What was read, in order of first reading: slot and value, one pair after another. */
  readonly reads: readonly number[];
  /** The marks that no evaluation before had, as numbers of values; absent if there are none. */
  readonly marks?: readonly number[];
  readonly outcomes: readonly RecordedOutcome[];
}

/** One way in which an action turned out. */
export interface RecordedOutcome {
  readonly label: string;
  readonly fault?: string;
  /** What was written: slot and value, one pair after another. */
  readonly writes: readonly number[];
}

/** What a property's code answered: 1 for yes, 0 for no, then the slots read in order of first reading. */
export type RecordedAnswer = readonly number[];

/** What was found about a property: how often, and where first (in the order of the search). */
export interface FirstFinding {
  readonly count: number;
  readonly state: number;
  /** The label of the step, for a step property. */
  readonly label: number;
}

/** How far a search is after a block, all blocks before it included. */
export interface Progress {
  readonly stateCount: number;
  readonly transitionCount: number;
  readonly deadlockCount: number;
  readonly firstDeadlock: number | null;
  /** By property; null: nothing was found. */
  readonly findings: readonly (FirstFinding | null)[];
}

/** All that a block of a search added to what was known before. */
export interface JournalBlock {
  /** The range of parents, and what was done with them ({@link Mode}). */
  readonly first: number;
  readonly end: number;
  readonly mode: number;
  /** States whose steps or answers were not all remembered, in the order in which real code ran for them. */
  readonly resolved: Int32Array;
  /**
   * The values first met in this block, as JSON. All blocks count them together, from 0 upwards. Members are in the
   * order in which code wrote them.
   */
  readonly values: readonly string[];
  readonly evaluations: readonly RecordedEvaluation[];
  readonly answers: readonly RecordedAnswer[];
  /** The new states: rows as they were packed then, parents, labels of steps. */
  readonly rows: Int32Array;
  readonly parents: Int32Array;
  readonly labels: Int32Array;
  /** The edges of the block's parents, and where those of each end, as {@link KeptEdges} has them; empty: none kept. */
  readonly targets: Int32Array;
  readonly ends: Int32Array;
  readonly progress: Progress;
}

/**
 * Where a search writes down what it does, block by block, and reads it again when it goes on later.
 *
 * A block counts once {@link write} has returned, and never in part. What is read back has to be what was written for
 * the same {@link identityOf | model and question}; that is for whoever keeps the journal to make sure of.
 */
export interface Journal {
  /** The blocks written earlier, oldest first, one per call; then undefined. */
  read(): JournalBlock | undefined;
  write(block: JournalBlock): void;
}
