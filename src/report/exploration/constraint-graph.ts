import { Graph, layout } from '@dagrejs/dagre';
import { printable } from '../printable.ts';

/** What has to come before what, and what is waited for between them. */
export interface DrawnConstraint {
  readonly before: string;
  readonly after: string;
  readonly until: 'settled' | 'served' | null;
}

/** A rollout's steps and what must come before what, laid out from left to right. */
export interface ConstraintGraph<Constraint extends DrawnConstraint = DrawnConstraint> {
  readonly nodes: readonly {
    readonly name: string;
    /** The name as it is shown: cut if it is long. */
    readonly label: string;
    /** The middle. */
    readonly x: number;
    readonly y: number;
    readonly width: number;
  }[];
  readonly edges: readonly {
    readonly constraint: Constraint;
    readonly points: readonly { readonly x: number; readonly y: number }[];
    /** What is waited for, and the middle of it. */
    readonly label: { readonly text: string; readonly x: number; readonly y: number } | null;
  }[];
  readonly width: number;
  readonly height: number;
}

/** The height of a step's box. */
export const STEP_HEIGHT = 28;

/** Longer names are cut. */
const LABEL_LENGTH_MAX = 44;

const LABEL_HEIGHT = 16;

/** The graph of a set of constraints. Steps that no constraint names stand free. The same on every machine. */
export function constraintGraph<Constraint extends DrawnConstraint>(
  steps: readonly string[],
  constraints: readonly Constraint[],
): ConstraintGraph<Constraint> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 48, marginx: 4, marginy: 4 });
  const names = [...new Set([...steps, ...constraints.flatMap(({ before, after }) => [before, after])])];
  const labels = names.map(labelOf);
  const idOf = (name: string) => String(names.indexOf(name));
  for (const [index, label] of labels.entries()) {
    graph.setNode(String(index), { width: stepWidth(label), height: STEP_HEIGHT });
  }
  for (const [index, { before, after, until }] of constraints.entries()) {
    const size = until === null ? {} : { width: textWidth(waitText(until)), height: LABEL_HEIGHT, labelpos: 'c' };
    graph.setEdge(idOf(before), idOf(after), size, String(index));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: names.map((name, index) => {
      const { x = 0, y = 0 } = graph.node(String(index));
      const label = labels[index] ?? '';
      return { name, label, x: rounded(x), y: rounded(y), width: stepWidth(label) };
    }),
    edges: constraints.map((constraint, index) => {
      const { points = [], x = 0, y = 0 } = graph.edge(idOf(constraint.before), idOf(constraint.after), String(index));
      const { until } = constraint;
      return {
        constraint,
        points: points.map((point: { x: number; y: number }) => ({ x: rounded(point.x), y: rounded(point.y) })),
        label: until === null ? null : { text: waitText(until), x: rounded(x), y: rounded(y) },
      };
    }),
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
}

function waitText(until: 'settled' | 'served'): string {
  return `until ${until}`;
}

function labelOf(name: string): string {
  const signs = [...printable(name)];
  return signs.length <= LABEL_LENGTH_MAX ? signs.join('') : `${signs.slice(0, LABEL_LENGTH_MAX - 1).join('')}…`;
}

function stepWidth(label: string): number {
  return Math.max(60, textWidth(label) + 20);
}

/** About as wide as letters of 12 or 13 pixels are; signs of East Asian scripts and pictures are twice that. */
function textWidth(text: string): number {
  return rounded([...text].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e7f ? 14 : 7.2), 0));
}

/** To a tenth of a pixel: what comes after that nobody sees. */
function rounded(length: number): number {
  return Math.round(length * 10) / 10;
}
