import { escapeHtml } from '../escape-html.ts';
import { counted } from '../phrase.ts';
import { type ConstraintGraph, constraintGraph, STEP_HEIGHT } from './constraint-graph.ts';
import { constraintSentence, isSafeEnough, remainingSentence } from './constraint-lines.ts';
import type { ExplorationReport, ReportedConstraints } from './exploration-report.ts';
import { explorationQualifier } from './world-name.ts';

/** A drawing below the others: what it is called, what is to be said of it, and the graph if there is one. */
interface Section {
  readonly title: string;
  readonly notes: readonly string[];
  readonly graph: ConstraintGraph | null;
  /** Whether an exploration begins here. */
  readonly isFirst: boolean;
}

const MARGIN = 16;
const TITLE_HEIGHT = 24;
const NOTE_HEIGHT = 18;
const GAP = 18;
const WIDTH_MIN = 480;
/** At least as wide as a letter is on average. */
const LETTER_WIDTH = 7;

/**
 * The constraints that rollouts need as one SVG: a drawing for each set, with a title and a description for those who do
 * not see it, in light or dark colours as the reader has them. It loads nothing and does nothing.
 */
export function constraintSvg(reports: readonly ExplorationReport[]): string {
  const sections = reports.flatMap(sectionsOf);
  const width = Math.max(WIDTH_MIN, ...sections.map(widthOf)) + 2 * MARGIN;
  const parts: string[] = [];
  let top = MARGIN;
  for (const section of sections) {
    parts.push(sectionSvg(section, top));
    top += heightOf(section) + GAP;
  }
  const height = top - GAP + MARGIN;
  const description = sections.map(({ title, notes }) => `${[title, ...notes].join('. ')}.`).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="constraints-title constraints-description">`,
    '<title id="constraints-title">What has to come before what</title>',
    `<desc id="constraints-description">${escapeHtml(description)}</desc>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="arrow" d="M0,0 L8,4 L0,8 z"/></marker></defs>',
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Without variables, which not every program knows that shows an SVG. */
const STYLE = [
  'text{font:13px system-ui,sans-serif;fill:#1d2430}.title{font-weight:600}.note,.wait{font-size:12px;fill:#5b6472}',
  '.step text,.wait{text-anchor:middle}.paper{fill:#fff}.step rect{fill:#f3f4f6;stroke:#8a93a3}',
  '.edge{fill:none;stroke:#8a93a3;stroke-width:1.5}.arrow{fill:#8a93a3}',
  '.wait{paint-order:stroke;stroke:#fff;stroke-width:4px}',
  '@media(prefers-color-scheme:dark){text{fill:#e6e9ee}.note,.wait{fill:#a3acba}.paper{fill:#14181f}',
  '.step rect{fill:#222833;stroke:#7d8797}.edge{stroke:#7d8797}.arrow{fill:#7d8797}.wait{stroke:#14181f}}',
].join('');

function sectionsOf(report: ExplorationReport): readonly Section[] {
  const { title, needed, steps } = report;
  const name = `${title}${explorationQualifier(report)}`;
  if (needed === null) {
    const notes = ['The constraints that it needs were not asked for: dibs explore --free'];
    return [{ title: name, notes, graph: null, isFirst: true }];
  }
  const sets = [...needed.pairs, ...needed.gated];
  if (sets.length === 0) {
    const notes = ['No short list of constraints makes every remaining order as safe as the best one'];
    return [{ title: name, notes, graph: null, isFirst: true }];
  }
  return sets.map((set, index) => ({
    title: index === 0 ? name : 'or',
    notes: notesOf(set),
    graph: constraintGraph(
      steps.map((step) => step.name),
      set.constraints,
    ),
    isFirst: index === 0,
  }));
}

function notesOf(set: ReportedConstraints): readonly string[] {
  const { constraints, remainingCount, orderingCount, verified } = set;
  const needsNone = isSafeEnough(set) ? 'No constraints are needed' : 'No order of the steps is better than another';
  return [
    ...(constraints.length === 0 ? [needsNone] : constraints.map(constraintSentence)),
    `Leaves ${remainingCount} of ${counted(orderingCount, 'order')}, the worst of them ${verified.class}; ${remainingSentence(set)}`,
  ];
}

function widthOf({ title, notes, graph }: Section): number {
  return Math.max(graph?.width ?? 0, ...[title, ...notes].map((text) => [...text].length * LETTER_WIDTH));
}

function heightOf({ notes, graph }: Section): number {
  return TITLE_HEIGHT + notes.length * NOTE_HEIGHT + (graph === null ? 0 : graph.height + 6);
}

function sectionSvg({ title, notes, graph, isFirst }: Section, top: number): string {
  const notesTop = TITLE_HEIGHT + NOTE_HEIGHT - 10;
  return [
    `<g transform="translate(${MARGIN} ${top})">`,
    `<text class="${isFirst ? 'title' : 'note'}" y="14">${escapeHtml(title)}</text>`,
    ...notes.map(
      (note, index) => `<text class="note" y="${notesTop + index * NOTE_HEIGHT}">${escapeHtml(note)}</text>`,
    ),
    ...(graph === null ? [] : [graphSvg(graph, TITLE_HEIGHT + notes.length * NOTE_HEIGHT + 6)]),
    '</g>',
  ].join('\n');
}

function graphSvg({ nodes, edges }: ConstraintGraph, top: number): string {
  return [
    `<g transform="translate(0 ${top})">`,
    ...edges.map(({ points }) => `<path class="edge" marker-end="url(#arrow)" d="${wayOf(points)}"/>`),
    ...edges.flatMap(({ label }) =>
      label === null ? [] : [`<text class="wait" x="${label.x}" y="${label.y + 4}">${escapeHtml(label.text)}</text>`],
    ),
    ...nodes.map(
      ({ name, label, x, y, width }) =>
        `<g class="step"><title>${escapeHtml(name)}</title><rect x="${tenth(x - width / 2)}" y="${tenth(y - STEP_HEIGHT / 2)}" width="${width}" height="${STEP_HEIGHT}" rx="4"/><text x="${x}" y="${tenth(y + 4)}">${escapeHtml(label)}</text></g>`,
    ),
    '</g>',
  ].join('\n');
}

function wayOf(points: ConstraintGraph['edges'][number]['points']): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x},${y}`).join(' ');
}

function tenth(length: number): number {
  return Math.round(length * 10) / 10;
}
