import { type CsvError, type Info, parse } from 'csv-parse/sync';
import type { SqlRow } from '../../kura/sqlite.ts';
import { isSqliteImage, readSqliteImage } from '../../kura/sqlite-image.ts';
import { TECHNOLOGY } from '../../kura/tables.ts';
import type { ArtefactPlace } from '../logs/observed-line.ts';
import { placeOfBrokenText, textOfChunks } from '../text-of-chunks.ts';

/** A row of an environment's endpoint table. */
export interface ObservedEndpoint {
  /** The account's handle; `account-7` where the table has only a number for it. */
  readonly account: string;
  readonly url: string;
  readonly technology: 'default' | 'kura' | 'kura-self-hosted-peer';
}

/** What is wrong with an endpoint table, and where. A database has no lines: 1. */
export type EndpointTableProblem = ArtefactPlace &
  (
    | { readonly code: 'ENDPOINTS_NOT_UTF8' }
    | { readonly code: 'ENDPOINTS_BAD_CSV'; readonly message: string }
    | { readonly code: 'ENDPOINTS_BAD_DATABASE'; readonly message: string }
    | { readonly code: 'ENDPOINTS_NO_TABLE'; readonly known: readonly string[] }
    | { readonly code: 'ENDPOINTS_NO_COLUMN'; readonly missing: string; readonly known: readonly string[] }
    | { readonly code: 'ENDPOINTS_BAD_URL'; readonly found: string }
    | { readonly code: 'ENDPOINTS_BAD_TECHNOLOGY'; readonly found: string; readonly known: readonly string[] }
  );

/** A table as far as it can be read. */
export interface EndpointTable {
  readonly endpoints: readonly ObservedEndpoint[];
  readonly problems: readonly EndpointTableProblem[];
}

/** The names that the table goes by, and the table in which accounts have handles. */
const TABLES = ['account_cache_endpoints', 'cache_endpoints'] as const;

/** Columns that say whose row it is, the most telling first. */
const ACCOUNT_COLUMNS = ['account', 'account_handle', 'handle', 'account_name', 'account_id'] as const;

/**
 * Reads an environment's endpoint table: CSV with a header (`account`, `url`, `technology`), or the file of a SQLite
 * database with the table `account_cache_endpoints` or `cache_endpoints`, and `accounts` beside it for the handles.
 * Without a technology a row is Kura's. Rows that cannot be understood are problems; all others are there.
 */
export function readEndpointTable(bytes: Uint8Array, file: string): EndpointTable {
  return isSqliteImage(bytes) ? readDatabase(bytes, file) : readCsv(bytes, file);
}

type Cells = Readonly<Record<string, string | number | null | undefined>>;

function readDatabase(bytes: Uint8Array, file: string): EndpointTable {
  const start = { file, line: 1, column: 1 };
  const image = readSqliteImage(bytes, [...TABLES, 'accounts']);
  if ('refused' in image) {
    return { endpoints: [], problems: [{ ...start, code: 'ENDPOINTS_BAD_DATABASE', message: image.message }] };
  }
  const name = TABLES.find((table) => image.tables.has(table));
  if (name === undefined) return { endpoints: [], problems: [{ ...start, code: 'ENDPOINTS_NO_TABLE', known: TABLES }] };
  const handles = new Map((image.tables.get('accounts') ?? []).map((row) => [String(row.id), handleOf(row)]));
  const rows = (image.tables.get(name) ?? []).map((row) => ({ cells: row as Cells, line: 1 }));
  return endpointsOf(rows, { file, handles });
}

function handleOf(row: SqlRow): string {
  return String(row.name ?? row.handle ?? `account-${row.id}`);
}

function readCsv(bytes: Uint8Array, file: string): EndpointTable {
  const problems: EndpointTableProblem[] = [];
  const text = [...textOfChunks([bytes])].join('');
  const brokenAt = placeOfBrokenText(text);
  if (brokenAt !== undefined) problems.push({ code: 'ENDPOINTS_NOT_UTF8', file, ...brokenAt });
  const report = ({ message, ...error }: CsvError) => {
    const line = 'lines' in error ? Number(error.lines) : 1;
    problems.push({ code: 'ENDPOINTS_BAD_CSV', file, line, column: 1, message });
  };
  let rows: readonly { readonly record: Cells; readonly info: Info }[];
  try {
    rows = parse(text, {
      columns: (header: string[]) => header.map((cell) => cell.trim().toLowerCase()),
      info: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        if (error !== undefined) report(error);
      },
    }) as unknown as typeof rows;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    report(error as CsvError);
    return { endpoints: [], problems };
  }
  const read = endpointsOf(
    rows.map(({ record, info }) => ({ cells: record, line: info.lines })),
    { file, handles: new Map() },
  );
  return { endpoints: read.endpoints, problems: [...problems, ...read.problems] };
}

function endpointsOf(
  rows: readonly { readonly cells: Cells; readonly line: number }[],
  { file, handles }: { readonly file: string; readonly handles: ReadonlyMap<string, string> },
): EndpointTable {
  const [first] = rows;
  if (first === undefined) return { endpoints: [], problems: [] };
  const known = Object.keys(first.cells);
  const accountColumn = ACCOUNT_COLUMNS.find((column) => known.includes(column));
  const missing = [...(accountColumn === undefined ? ['account'] : []), ...(known.includes('url') ? [] : ['url'])];
  if (accountColumn === undefined || missing.length > 0) {
    const place = { file, line: 1, column: 1 };
    const noColumn = (name: string): EndpointTableProblem => {
      return { ...place, code: 'ENDPOINTS_NO_COLUMN', missing: name, known };
    };
    return { endpoints: [], problems: missing.map(noColumn) };
  }
  const endpoints: ObservedEndpoint[] = [];
  const problems: EndpointTableProblem[] = [];
  for (const { cells, line } of rows) {
    const place = { file, line, column: 1 };
    const url = String(cells.url ?? '');
    const technology = technologyOf(cells.technology);
    const account = String(cells[accountColumn] ?? '');
    if (!/^https?:\/\/[^\s/]+/.test(url)) problems.push({ ...place, code: 'ENDPOINTS_BAD_URL', found: url });
    else if (technology === undefined) {
      const found = String(cells.technology);
      problems.push({ ...place, code: 'ENDPOINTS_BAD_TECHNOLOGY', found, known: Object.keys(WORDS) });
    } else endpoints.push({ account: handles.get(account) ?? named(account), url, technology });
  }
  return { endpoints, problems };
}

function named(account: string): string {
  return /^\d+$/.test(account) ? `account-${account}` : account;
}

const WORDS: Readonly<Record<string, ObservedEndpoint['technology']>> = {
  default: 'default',
  kura: 'kura',
  'kura-self-hosted-peer': 'kura-self-hosted-peer',
  kura_self_hosted_peer: 'kura-self-hosted-peer',
};

const NUMBERS: ReadonlyMap<number, ObservedEndpoint['technology']> = new Map([
  [TECHNOLOGY.default, 'default'],
  [TECHNOLOGY.kura, 'kura'],
  [TECHNOLOGY.selfHostedPeer, 'kura-self-hosted-peer'],
]);

function technologyOf(cell: Cells[string]): ObservedEndpoint['technology'] | undefined {
  const text = String(cell ?? '').toLowerCase();
  if (text === '') return 'kura';
  return /^\d+$/.test(text) ? NUMBERS.get(Number(text)) : WORDS[text];
}
