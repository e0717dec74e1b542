import { Collection } from '../../kernel/collection.ts';
import type { Reader, Write } from '../../kernel/component.ts';
import type { Labels } from '../endpoint.ts';
import type { TableStatement } from './registry-call.ts';

/** A DynamoDB table of ownership rows, which several controllers may share: one component per row. */
export interface OwnershipTable {
  readonly name: string;
  /** By {@link rowKey}. */
  readonly rows: Collection<TableRow>;
}

/** Attributes `o` and `l` of a row; the owner is not among the labels. */
export interface TableRow {
  readonly owner: string;
  readonly labels: Labels;
}

/** A table with these rows at first. `foreseenKeys` are further keys that are likely to come up. */
export function createOwnershipTable(options: {
  readonly name: string;
  readonly rows?: ReadonlyMap<string, TableRow>;
  readonly foreseenKeys?: Iterable<string>;
}): OwnershipTable {
  const { name, rows = new Map<string, TableRow>(), foreseenKeys = [] } = options;
  return {
    name,
    rows: new Collection({ id: `table/${name}`, scope: 'shared', foreseen: foreseenKeys, initial: rows }),
  };
}

/** Attribute `k`: name, type and set identifier (dynamodb/registry.go:toDynamoKey). */
export function rowKey(endpoint: {
  readonly dnsName: string;
  readonly recordType: string;
  readonly setIdentifier: string;
}): string {
  return `${endpoint.dnsName}#${endpoint.recordType}#${endpoint.setIdentifier}`;
}

/** The record set that a key stands for. A set identifier may have a `#` in it, name and type have none. */
export function subjectOfRowKey(key: string): {
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string;
} {
  const [name = '', type = '', ...rest] = key.split('#');
  return { name, type, setIdentifier: rest.join('#') };
}

/** What a statement came to; `error` in DynamoDB's words, `code: message`. */
export interface StatementResult {
  readonly statement: TableStatement;
  readonly error: string | null;
}

/**
 * Carries statements out on a table, each by itself, for an owner: an insert fails where there is a row, whoever's it
 * is; an update, which asks for no owner, where there is none; a delete where the row is another owner's.
 *
 * *Source:* DynamoDB, PartiQL reference: INSERT, UPDATE, DELETE; BatchExecuteStatement.
 */
export function executeStatements(
  table: OwnershipTable,
  reader: Reader,
  { ownerId, statements }: { readonly ownerId: string; readonly statements: readonly TableStatement[] },
): { readonly results: readonly StatementResult[]; readonly writes: readonly Write[] } {
  const changed = new Map<string, TableRow | undefined>();
  const rowOf = (key: string) => (changed.has(key) ? changed.get(key) : table.rows.get(reader, key));
  const results = statements.map((statement): StatementResult => {
    const row = rowOf(statement.key);
    const error = errorOf(statement, row, ownerId);
    if (error !== null) return { statement, error };
    if (statement.operation === 'INSERT') changed.set(statement.key, { owner: ownerId, labels: statement.labels });
    else if (statement.operation === 'DELETE') changed.set(statement.key, undefined);
    else if (row !== undefined) changed.set(statement.key, { ...row, labels: statement.labels });
    return { statement, error };
  });
  return { results, writes: table.rows.write(reader, changed) };
}

/** What an insert is told where the row exists. */
export const duplicateItem = 'DuplicateItem: Duplicate primary key exists in table';
const conditionFailed = 'ConditionalCheckFailed: The conditional request failed';

function errorOf({ operation }: TableStatement, row: TableRow | undefined, ownerId: string): string | null {
  if (operation === 'INSERT') return row === undefined ? null : duplicateItem;
  if (operation === 'UPDATE') return row === undefined ? conditionFailed : null;
  return row === undefined || row.owner === ownerId ? null : conditionFailed;
}
