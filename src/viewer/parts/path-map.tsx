import { useMemo } from 'preact/hooks';
import { type PathEdge, type PathNode, pathGraph, pathSentence } from '../data/path-graph.ts';
import type { RunView } from '../data/run-view.ts';
import { useRun } from '../state/viewer.ts';
import { ownerClass } from './owner-colour.ts';
import { Panel } from './panel.tsx';

/** Who serves whom at the moment. What leads to another environment is red. */
export function PathMap() {
  const { viewer, run } = useRun();
  const indices = run.paths.at(viewer.step.value);
  const key = indices.join(',');
  const paths = useMemo(
    () => indices.map((index) => run.paths.rows[index]).filter((path) => path !== undefined),
    [run, key],
  );
  const graph = useMemo(() => pathGraph(paths), [paths]);
  const crossing = paths.filter(({ isCrossing }) => isCrossing).length;
  if (run.paths.rows.length === 0) return null;
  return (
    <Panel
      title="Who serves whom"
      class="map"
      aside={crossing > 0 ? <span class="sign sign-bad">{crossing} crossing</span> : undefined}
    >
      {paths.length === 0 ? (
        <p class="empty">No client has asked yet.</p>
      ) : (
        <figure tabIndex={0}>
          <svg
            viewBox={`0 0 ${graph.width} ${graph.height}`}
            style={{ maxHeight: `${graph.height}px` }}
            aria-hidden="true"
          >
            {graph.edges.map((edge) => (
              <Edge key={`${edge.from} ${edge.to}`} edge={edge} />
            ))}
            {graph.nodes.map((node) => (
              <Node key={node.id} node={node} run={run} />
            ))}
          </svg>
          <figcaption class="unseen">
            <ul>
              {paths.map((path) => (
                <li key={path.client}>{pathSentence(path)}</li>
              ))}
            </ul>
          </figcaption>
        </figure>
      )}
    </Panel>
  );
}

function Edge({ edge }: { readonly edge: PathEdge }) {
  const { start, end } = edge;
  const middle = (start.x + end.x) / 2;
  const path = `M${start.x},${start.y} C${middle},${start.y} ${middle},${end.y} ${end.x},${end.y}`;
  const kind = edge.isCrossing ? ' is-crossing' : edge.isBroken ? ' is-broken' : '';
  return <path class={`map-edge${kind}`} d={path} />;
}

function Node({ node, run }: { readonly node: PathNode; readonly run: RunView }) {
  const { kind, label, x, y, width, height } = node;
  const owner = kind === 'place' ? run.ownerOfPlace(label) : null;
  const isNobody = kind === 'place' && !run.page.places.some(({ name }) => name === label);
  const dot = kind === 'name' ? label.indexOf('.') : -1;
  const lines = dot > 0 ? [label.slice(0, dot), label.slice(dot)] : [label];
  return (
    <g class={`map-node map-${kind}${isNobody ? ' is-broken' : ''} ${ownerClass(run.page, owner)}`}>
      <title>{label}</title>
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={kind === 'name' ? 3 : 8} />
      {lines.map((line, index) => (
        <text
          key={line}
          x={x}
          y={y + 4 + (index - (lines.length - 1) / 2) * 12}
          class={index > 0 ? 'map-rest' : ''}
          text-anchor="middle"
        >
          {shortened(line, Math.floor((width - 8) / 6.2))}
        </text>
      ))}
    </g>
  );
}

/** The middle of a long text says least. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const half = Math.floor((length - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`;
}
