import { describeMomentProblem } from '../report/describe-moment-problem.ts';
import { printable } from '../report/printable.ts';
import { columnLines } from '../report/table-lines.ts';
import { describeTable, placesOf, type TableKind, tableKinds, tableText, worldTable } from '../report/world-tables.ts';
import { formatDuration } from '../scenario/duration.ts';
import type { LookBack } from '../trace/look-back.ts';
import { type Moment, type MomentProblem, momentText } from '../trace/moment.ts';

/** What is asked for over HTTP. */
export interface PageRequest {
  readonly method: string;
  /** Percent-decoded, without a query. */
  readonly path: string;
  readonly wantsJson: boolean;
  readonly wantsHtml: boolean;
  readonly body: string;
}

/** What is answered. */
export interface Page {
  readonly status: number;
  readonly type: 'text/plain' | 'application/json' | 'text/html';
  readonly body: string;
  /** Where a browser goes instead. */
  readonly location?: string;
  /** The moment that is current from now on, if the request changed it. */
  readonly current?: Moment;
}

/** The report page, and the data that it asks for. */
export interface LivePage {
  readonly html: string;
  data(): unknown;
}

/**
 * The page for a request: `/zone`, `/staging/ingresses`, `/at/12m/zone.json`, `/steps`, and what there is at `/`. A PUT
 * of a moment to `/at` makes it the current one. Browsers get the report page at `/`, if there is one.
 */
export function pageFor(
  {
    lookBack,
    live,
    current,
  }: { readonly lookBack: LookBack; readonly live: LivePage | undefined; readonly current: Moment },
  request: PageRequest,
): Page {
  const { method, path } = request;
  const parts = path.split('/').filter((part) => part !== '');
  if (method === 'PUT' && parts.length === 1 && parts[0] === 'at') return changeMoment(lookBack, request);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, `${method} is only for /at, and there it is PUT\n`);
  if (live !== undefined && path === '/' && request.wantsHtml) return toLivePage(current);
  if (live !== undefined && path === '/live') return { status: 200, type: 'text/html', body: live.html };
  if (live !== undefined && path === '/data.json') return json(live.data());
  let moment: Moment | MomentProblem = current;
  if (parts[0] === 'at') {
    if (parts.length === 1) return momentPage(lookBack, current, request.wantsJson);
    moment = lookBack.moment(parts[1] ?? '');
    parts.splice(0, 2);
  }
  if ('code' in moment) return badMoment(moment);
  const last = parts.pop() ?? '';
  const name = last.replace(/\.json$/, '');
  const wantsJson = request.wantsJson || name !== last;
  if (name === '') return indexPage(lookBack, moment);
  if (name === 'steps' && parts.length === 0) return stepsPage(lookBack, wantsJson);
  const kind = tableKinds().find((known) => known === name);
  if (kind === undefined || parts.length > 1) return notFound(path);
  const [place = null] = parts;
  return tablePage(lookBack, { kind, place, moment, wantsJson });
}

/** The page opens at the current moment, which its address names. */
function toLivePage({ stepIndex }: Moment): Page {
  return { ...plain(302, ''), location: `/live#run=0&step=${stepIndex}` };
}

function tablePage(
  lookBack: LookBack,
  asked: {
    readonly kind: TableKind;
    readonly place: string | null;
    readonly moment: Moment;
    readonly wantsJson: boolean;
  },
): Page {
  const { built, trace } = lookBack;
  const { kind, place, moment, wantsJson } = asked;
  const places = placesOf(kind, built);
  if (place !== null && !places.includes(place)) {
    return plain(404, `${kind} has nothing called ${printable(place)}; known: ${places.join(', ') || 'nothing'}\n`);
  }
  const table = worldTable(kind, { built, world: lookBack.worldAt(moment), place });
  if (wantsJson) return json(table.json);
  return plain(200, `# ${momentText(moment, trace)}\n${tableText(table)}`);
}

/** The steps of the trace with what moments call those of the scenario. */
function stepsPage(lookBack: LookBack, wantsJson: boolean): Page {
  const { trace } = lookBack;
  const steps = trace.steps.map(({ atMs, action, outcome }, position) => {
    const index = position + 1;
    return { step: index, atMs, action, outcome, name: lookBack.stepOfAction(action) ?? null };
  });
  if (wantsJson) return json(steps);
  const rows = steps.map(({ step, atMs, action, outcome, name }) => {
    return [String(step), formatDuration(atMs), action, outcome, name ?? ''];
  });
  return plain(200, `${columnLines([['STEP', 'TIME', 'ACTION', 'OUTCOME', 'NAME'], ...rows]).join('\n')}\n`);
}

function indexPage({ trace, built, namedSteps }: LookBack, moment: Moment): Page {
  const { file } = trace.header.scenario;
  const tables = tableKinds().filter((kind) => placesOf(kind, built).length > 0);
  const [cluster] = placesOf('ingresses', built);
  const [named] = namedSteps;
  const moments = momentNames(namedSteps);
  const rows = [
    ...tables.map((kind) => [`/${kind}`, describeTable(kind)]),
    ...(cluster === undefined ? [] : [[`/${cluster}/ingresses`, 'of one cluster, zone or environment']]),
    [`/at/${named?.name ?? 'start'}/zone`, `at another moment${moments}`],
    ['/zone.json', 'as JSON'],
    ['/steps', 'everything that happened'],
    ['/at', 'the current moment; PUT another to change it, for DNS, too: curl -X PUT -d 12m …/at'],
  ];
  const title = `${file}${trace.header.variant === null ? '' : ` [${trace.header.variant}]`}, seed ${trace.header.seed}`;
  return plain(200, `${printable(title)}\n# ${momentText(moment, trace)}\n\n${columnLines(rows).join('\n')}\n`);
}

/** The first of the steps' names, for a greeting: `: before, roll-out, …`. */
export function momentNames(steps: LookBack['namedSteps']): string {
  const names = steps.slice(0, GREETED_COUNT_MAX).map(({ name }) => name);
  if (names.length < steps.length) names.push('…');
  return names.length === 0 ? '' : `: ${names.join(', ')}`;
}

const GREETED_COUNT_MAX = 6;

function momentPage({ trace }: LookBack, moment: Moment, wantsJson: boolean): Page {
  return wantsJson ? json(moment) : plain(200, `${momentText(moment, trace)}\n`);
}

function changeMoment(lookBack: LookBack, { body, wantsJson }: PageRequest): Page {
  const moment = lookBack.moment(body.trim());
  if ('code' in moment) return badMoment(moment);
  return { ...momentPage(lookBack, moment, wantsJson), current: moment };
}

function badMoment(problem: MomentProblem): Page {
  const { what, fix } = describeMomentProblem(problem);
  return plain(404, `${printable(what)}\n${printable(fix)}\n`);
}

function notFound(path: string): Page {
  const known = [...tableKinds(), 'steps', 'at'].map((name) => `/${name}`);
  return plain(404, `there is no ${printable(path)}; known: ${known.join(', ')}\n`);
}

function plain(status: number, body: string): Page {
  return { status, type: 'text/plain', body };
}

function json(value: unknown): Page {
  return { status: 200, type: 'application/json', body: `${JSON.stringify(value, null, 2)}\n` };
}
