import { describe, expect, it } from 'vitest';
import {
  createOwnershipTable,
  executeStatements,
  type TableRow,
} from '../../../src/externaldns/registry/ownership-table.ts';
import type { TableStatement } from '../../../src/externaldns/registry/registry-call.ts';
import type { Reader } from '../../../src/kernel/component.ts';

const asBuilt: Reader = { get: (component) => component.initial };
const insert = (resource = 'new'): TableStatement => ({ operation: 'INSERT', key: 'k', labels: { resource } });
const update: TableStatement = { operation: 'UPDATE', key: 'k', labels: { resource: 'updated' } };
const remove: TableStatement = { operation: 'DELETE', key: 'k' };
const rowOf = (owner: string, resource = 'old'): TableRow => ({ owner, labels: { resource } });

/** The errors and the row `k` after `east` had these statements carried out. */
function carriedOut(row: TableRow | undefined, statements: readonly TableStatement[]) {
  const rows = new Map(row === undefined ? [] : [['k', row] as const]);
  const table = createOwnershipTable({ name: 't', rows, foreseenKeys: ['k'] });
  const { results, writes } = executeStatements(table, asBuilt, { ownerId: 'east', statements });
  const written = writes.find(({ component }) => component === table.rows.componentOf('k'));
  return {
    errors: results.map(({ error }) => error?.split(':')[0] ?? 'ok'),
    row: written === undefined ? row : ((written.value ?? undefined) as TableRow | undefined),
  };
}

describe('a statement on a table of ownership rows', () => {
  it.each<[string, TableRow | undefined, TableStatement, string, TableRow | undefined]>([
    ['an insert where there is no row', undefined, insert(), 'ok', rowOf('east', 'new')],
    ['an insert over an own row', rowOf('east'), insert(), 'DuplicateItem', rowOf('east')],
    ["an insert over somebody else's row", rowOf('west'), insert(), 'DuplicateItem', rowOf('west')],
    ['an update of an own row', rowOf('east'), update, 'ok', rowOf('east', 'updated')],
    ["an update of somebody else's row, who keeps it", rowOf('west'), update, 'ok', rowOf('west', 'updated')],
    ['an update where there is no row', undefined, update, 'ConditionalCheckFailed', undefined],
    ['a delete of an own row', rowOf('east'), remove, 'ok', undefined],
    ["a delete of somebody else's row", rowOf('west'), remove, 'ConditionalCheckFailed', rowOf('west')],
    ['a delete where there is no row', undefined, remove, 'ok', undefined],
  ])('%s', (_, row, statement, error, after) => {
    expect(carriedOut(row, [statement])).toEqual({ errors: [error], row: after });
  });

  it('sees what those before it in the batch did, and fails alone', () => {
    expect(carriedOut(undefined, [insert('first'), insert('second'), update])).toEqual({
      errors: ['ok', 'DuplicateItem', 'ok'],
      row: rowOf('east', 'updated'),
    });
    expect(carriedOut(rowOf('east'), [remove, update])).toEqual({
      errors: ['ok', 'ConditionalCheckFailed'],
      row: undefined,
    });
  });
});
