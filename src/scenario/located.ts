/** A place in a file: line and column count from 1, in characters as an editor shows them. */
export interface At {
  /** The path as the scenario names it, relative to the place the scenario was read from. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /**
   * The way through the scenario to that place: `clusters.east.external-dns[2]`. Names that hold dots are quoted:
   * `expect[0].records["app.example.org A"]`. For a scenario made in TypeScript this is the place that matters.
   */
  readonly path: string;
}

/** A text and where its characters are: in a file of its own, or in a scalar of the scenario. */
export interface PlacedText {
  readonly text: string;
  /** The place of a line and column of the text, both from 1. */
  place(line: number, column: number): At;
}
