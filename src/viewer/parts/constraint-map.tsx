import { useMemo } from 'preact/hooks';
import { type ConstraintGraph, constraintGraph, STEP_HEIGHT } from '../../report/exploration/constraint-graph.ts';
import type { ConstraintPage } from '../../report/page/page-data.ts';

/** What must come before what, as a graph and, for those who do not see it, as sentences beside it. */
export function ConstraintMap(props: {
  readonly steps: readonly string[];
  readonly constraints: readonly ConstraintPage[];
}) {
  const { steps, constraints } = props;
  const graph = useMemo(() => constraintGraph(steps, constraints), [steps, constraints]);
  return (
    <section class="constraint-map" tabIndex={0} aria-label="Constraint graph">
      <svg width={graph.width} height={graph.height} viewBox={`0 0 ${graph.width} ${graph.height}`} role="img">
        <title>
          {constraints.map(({ before, after }) => `${before} before ${after}`).join('; ') || 'no constraints'}
        </title>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0,0 L8,4 L0,8 z" class="map-arrow" />
          </marker>
        </defs>
        {graph.edges.map((edge) => (
          <ConstraintEdge key={`${edge.constraint.before} ${edge.constraint.after}`} edge={edge} />
        ))}
        {graph.edges.map(({ constraint, label }) =>
          label === null ? null : (
            <text key={`${constraint.before} ${constraint.after}`} class="map-wait" x={label.x} y={label.y + 4}>
              {label.text}
            </text>
          ),
        )}
        {graph.nodes.map(({ name, label, x, y, width }) => (
          <g key={name} class="map-node map-name">
            <rect x={x - width / 2} y={y - STEP_HEIGHT / 2} width={width} height={STEP_HEIGHT} rx={4} />
            <title>{name}</title>
            <text x={x} y={y + 4} text-anchor="middle">
              {label}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}

function ConstraintEdge({ edge }: { readonly edge: ConstraintGraph['edges'][number] }) {
  const [first, ...rest] = edge.points;
  if (first === undefined) return null;
  const path = [`M${first.x},${first.y}`, ...rest.map(({ x, y }) => `L${x},${y}`)].join(' ');
  return <path class="map-edge" d={path} marker-end="url(#arrow)" />;
}
