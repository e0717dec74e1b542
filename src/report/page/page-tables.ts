import type { Event } from '../../kernel/action.ts';
import type { Component, Reader } from '../../kernel/component.ts';
import { byCodeUnit, canonicalJson } from '../../kernel/json.ts';
import type { Model, World } from '../../kernel/model.ts';
import type { Landscape } from '../../properties/landscape.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { describeObject } from '../describe-object.ts';
import { zoneRows } from '../zone-rows.ts';
import { clientPaths } from './client-path.ts';
import { MetricRows } from './metric-rows.ts';
import type {
  EndpointTableRow,
  MetricRow,
  ObjectRow,
  PageChanges,
  PageTables,
  PathRow,
  RowChange,
  ServerTableRow,
  TableName,
  ZoneRecordRow,
} from './page-data.ts';
import { RowHistory } from './row-history.ts';

/** The tables of a run while it is done again: told of every step, they give what it changed. */
export class PageTableHistory {
  readonly #model: Model;
  readonly #scenario: Scenario;
  readonly #landscape: Landscape;
  readonly #zone: RowHistory<ZoneRecordRow>;
  readonly #endpoints: RowHistory<EndpointTableRow>;
  readonly #servers: RowHistory<ServerTableRow>;
  readonly #objects: RowHistory<ObjectRow>;
  readonly #metricRows = new MetricRows();
  readonly #metrics = new RowHistory<MetricRow>([]);
  readonly #paths = new RowHistory<PathRow>([]);
  readonly #pathByClient = new Map<string, PathRow>();

  constructor(options: {
    readonly model: Model;
    readonly scenario: Scenario;
    readonly landscape: Landscape;
    readonly world: World;
  }) {
    const { model, world } = options;
    this.#model = model;
    this.#scenario = options.scenario;
    this.#landscape = options.landscape;
    const reader = model.reader(world);
    this.#zone = new RowHistory(this.#zoneRows(world));
    this.#endpoints = new RowHistory(this.#endpointRows(reader));
    this.#servers = new RowHistory(this.#serverRows(reader));
    this.#objects = new RowHistory(this.#objectRows(reader));
  }

  /** What a step changed, by the components that it wrote and the events that it brought. */
  tell(written: readonly Component[], world: World, events: readonly Event[]): PageChanges {
    const paths = clientPaths(events, this.#scenario);
    const reader = this.#model.reader(world);
    const touches = (prefix: string) => written.some(({ id }) => id.startsWith(prefix));
    for (const path of paths) this.#pathByClient.set(path.client, path);
    return present({
      zone: written.some(({ id }) => mayChangeOwners.test(id)) ? this.#zone.tell(this.#zoneRows(world)) : undefined,
      endpoints: touches('kura/') ? this.#endpoints.tell(this.#endpointRows(reader)) : undefined,
      servers: touches('kura/') ? this.#servers.tell(this.#serverRows(reader)) : undefined,
      objects: touches('cluster/') ? this.#objects.tell(this.#objectRows(reader)) : undefined,
      metrics: this.#metricRows.tell(events) ? this.#metrics.tell(this.#metricRows.rows()) : undefined,
      paths: paths.length > 0 ? this.#paths.tell([...this.#pathByClient.values()]) : undefined,
    });
  }

  /** The tables, and what turns the changes given so far into those of their final rows. */
  close(): { readonly tables: PageTables; readonly final: (changes: PageChanges) => PageChanges } {
    const zone = this.#zone.close(byOwnedName);
    const endpoints = this.#endpoints.close(byText);
    const servers = this.#servers.close(byText);
    const objects = this.#objects.close(byText);
    const metrics = this.#metrics.close(byText);
    const paths = this.#paths.close(byText);
    const closed = { zone, endpoints, servers, objects, metrics, paths };
    return {
      tables: {
        zone: zone.table,
        endpoints: endpoints.table,
        servers: servers.table,
        objects: objects.table,
        metrics: metrics.table,
        paths: paths.table,
      },
      final: (changes) =>
        present(
          Object.fromEntries(
            Object.entries(changes).map(([name, change]) => [name, closed[name as TableName].final(change)]),
          ),
        ),
    };
  }

  #zoneRows(world: World): readonly ZoneRecordRow[] {
    const zonesOf = { model: this.#model, scenario: this.#scenario, landscape: this.#landscape };
    return zoneRows(zonesOf, world).map(({ record, owner, speaksFor }) => {
      const { name, type, ttl, values, setIdentifier = '' } = record;
      return { name, type, ttlSeconds: ttl, values, setIdentifier, owner, speaksFor };
    });
  }

  #endpointRows(reader: Reader): readonly EndpointTableRow[] {
    return this.#landscape.environments.flatMap(({ name, endpoints }) =>
      endpoints(reader).map(({ account, technology, url }) => ({ environment: name, account, technology, url })),
    );
  }

  #serverRows(reader: Reader): readonly ServerTableRow[] {
    return this.#landscape.environments.flatMap(({ name, servers }) =>
      servers(reader).map(({ account, region, status, url, image }) => {
        return { environment: name, account, region, status, url, image };
      }),
    );
  }

  #objectRows(reader: Reader): readonly ObjectRow[] {
    return this.#landscape.clusters.flatMap(({ name, objects }) =>
      objects.entries(reader).map(([key, object]) => ({ cluster: name, key, text: describeObject(object) })),
    );
  }
}

/** Where owners are written down (zones, tables, DNSRecord objects), and what says how to read them. */
const mayChangeOwners = /^(?:zone|table|cluster)\/|^controller\/.*\/configuration$/;

/** Ownership records stand under what they speak for. */
function byOwnedName(left: ZoneRecordRow, right: ZoneRecordRow): number {
  const place = ({ name, type, setIdentifier, speaksFor }: ZoneRecordRow) =>
    JSON.stringify([speaksFor?.name ?? name, speaksFor === null ? 0 : 1, type, name, setIdentifier]);
  return byCodeUnit(place(left), place(right)) || byText(left, right);
}

function byText<Row extends object>(left: Row, right: Row): number {
  const text = (row: Row) => canonicalJson(Object.values(row));
  return byCodeUnit(text(left), text(right));
}

function present(changes: { readonly [Name in TableName]?: RowChange | undefined }): PageChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, change]) => change !== undefined));
}
