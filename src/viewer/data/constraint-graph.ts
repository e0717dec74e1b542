import { Graph, layout } from '@dagrejs/dagre';
import type { ConstraintPage } from '../../report/page/page-data.ts';

/** A rollout's steps and what must come before what, laid out from left to right. */
export interface ConstraintGraph {
  readonly nodes: readonly { readonly name: string; readonly x: number; readonly y: number; readonly width: number }[];
  readonly edges: readonly {
    readonly constraint: ConstraintPage;
    readonly points: readonly { readonly x: number; readonly y: number }[];
  }[];
  readonly width: number;
  readonly height: number;
}

/** The height of a step's box. */
export const STEP_HEIGHT = 28;

/** The graph of a set of constraints. Steps that no constraint names stand free. */
export function constraintGraph(steps: readonly string[], constraints: readonly ConstraintPage[]): ConstraintGraph {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 48, marginx: 4, marginy: 4 });
  const names = new Set([...steps, ...constraints.flatMap(({ before, after }) => [before, after])]);
  const widthOf = (name: string) => Math.max(60, 7.2 * name.length + 20);
  for (const name of names) graph.setNode(name, { width: widthOf(name), height: STEP_HEIGHT });
  for (const [index, { before, after }] of constraints.entries()) graph.setEdge(before, after, {}, String(index));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: [...names].map((name) => {
      const { x = 0, y = 0 } = graph.node(name);
      return { name, x, y, width: widthOf(name) };
    }),
    edges: constraints.map((constraint, index) => {
      const edge = graph.edge(constraint.before, constraint.after, String(index));
      return { constraint, points: edge.points ?? [] };
    }),
    width,
    height,
  };
}
