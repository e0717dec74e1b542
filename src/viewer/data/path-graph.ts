import { Graph, layout } from '@dagrejs/dagre';
import type { PathRow } from '../../report/page/page-data.ts';

/** A client, a name, a load balancer or a place that serves, laid out. */
export interface PathNode {
  readonly id: string;
  readonly kind: 'client' | 'name' | 'address' | 'place';
  readonly label: string;
  /** The middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PathEdge {
  readonly from: string;
  readonly to: string;
  readonly start: { readonly x: number; readonly y: number };
  readonly end: { readonly x: number; readonly y: number };
  /** Some client goes this way to another environment than its own. */
  readonly isCrossing: boolean;
  /** It leads to nobody. */
  readonly isBroken: boolean;
}

export interface PathGraph {
  readonly nodes: readonly PathNode[];
  readonly edges: readonly PathEdge[];
  readonly width: number;
  readonly height: number;
}

const NODE_HEIGHT = 34;
const widths: Readonly<Record<PathNode['kind'], number>> = { client: 104, name: 190, address: 112, place: 104 };

/** Who serves whom: client, name, load balancer, environment, from left to right. Ways that are shared are one. */
export function pathGraph(paths: readonly PathRow[]): PathGraph {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 10, ranksep: 34, marginx: 2, marginy: 2 });
  const nodes = new Map<string, Pick<PathNode, 'id' | 'kind' | 'label'>>();
  const edges = new Map<string, Omit<PathEdge, 'start' | 'end'>>();
  for (const path of paths) {
    const way = wayOf(path);
    for (const node of way) nodes.set(node.id, node);
    for (const [index, { id: to }] of way.slice(1).entries()) {
      const from = way[index]?.id ?? '';
      const known = edges.get(`${from}\n${to}`);
      const isBroken = path.servedBy === null && index === way.length - 2;
      edges.set(`${from}\n${to}`, {
        from,
        to,
        isCrossing: path.isCrossing || known?.isCrossing === true,
        isBroken: isBroken || known?.isBroken === true,
      });
    }
  }
  for (const { id, kind } of nodes.values()) graph.setNode(id, { width: widths[kind], height: NODE_HEIGHT });
  for (const { from, to } of edges.values()) graph.setEdge(from, to, {});
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: [...nodes.values()].map((node) => ({ ...node, ...boxOf(graph.node(node.id)) })),
    edges: [...edges.values()].map((edge) => {
      const [from, to] = [boxOf(graph.node(edge.from)), boxOf(graph.node(edge.to))];
      return { ...edge, start: { x: from.x + from.width / 2, y: from.y }, end: { x: to.x - to.width / 2, y: to.y } };
    }),
    width,
    height,
  };
}

function wayOf(path: PathRow): readonly Pick<PathNode, 'id' | 'kind' | 'label'>[] {
  const { client, host, address, servedBy, result } = path;
  const node = (kind: PathNode['kind'], label: string) => ({ id: `${kind} ${label}`, kind, label });
  return [
    node('client', client),
    ...(host === '' ? [] : [node('name', host)]),
    ...(address === null ? [] : [node('address', address)]),
    node('place', servedBy ?? result),
  ];
}

function boxOf({ x, y, width, height }: { x?: number; y?: number; width?: number; height?: number }) {
  return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
}

/** A path in words, for those who do not see the map. */
export function pathSentence({ client, home, host, address, servedBy, result, isCrossing }: PathRow): string {
  const who = home === null ? client : `${client} of ${home}`;
  const asks = host === '' ? 'has no name to ask for' : `asks for ${host}`;
  const leads = host === '' ? '' : address === null ? ', which leads nowhere' : `, which leads to ${address}`;
  const by = servedBy === null ? `nobody serves it (${result})` : `served by ${servedBy}`;
  return `${who} ${asks}${leads}: ${by}${isCrossing ? ', which is not its own' : ''}`;
}
