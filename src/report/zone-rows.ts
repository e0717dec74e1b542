import type { StoredRecord } from '../dns/stored-record.ts';
import { byNameTypeSet } from '../dns/stored-record.ts';
import type { Model, World } from '../kernel/model.ts';
import { notedOwnersIn } from '../properties/noted-owners.ts';
import { Ownership } from '../properties/ownership.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { recordText } from './record-text.ts';

/** A record set of a zone with the owner that its TXT records name, or what is noted outside the zone. */
export interface ZoneRow {
  readonly name: string;
  readonly record: StoredRecord;
  /** As in a zone file. */
  readonly text: string;
  /** `null`: nothing speaks for it. An ownership TXT record shows the owner that it names. */
  readonly owner: string | null;
  /** Of an ownership TXT record, the record set that it speaks for; an old one speaks for every type (empty). */
  readonly speaksFor: { readonly name: string; readonly type: string } | null;
}

/** What the zones of a world belong to. */
export type ZonesOf = Pick<BuiltScenario, 'model' | 'scenario' | 'landscape'>;

/** All zones of a world, record set by record set, in the order of names. */
export function zoneRows({ model, scenario, landscape }: ZonesOf, world: World): readonly ZoneRow[] {
  const records = storedRecords(model, world);
  const ownership = new Ownership(
    scenario.clusters
      .flatMap(({ controllers }) => controllers.map(({ configuration }) => configuration))
      .filter(({ registry }) => registry === 'txt'),
    notedOwnersIn(landscape, model.reader(world)),
  );
  const owners = ownership.ownersIn(records);
  return records.map((record) => {
    const claim = ownership.claims([record])[0];
    const speaksFor = claim === undefined ? null : { name: claim.name, type: claim.type };
    const owner = claim?.owner ?? owners.ownerOf(record);
    return { name: record.name, record, text: recordText(record), owner, speaksFor };
  });
}

/** Components of zones hold the records of one name, or pairs of a name and its records for names that were not foreseen. */
function storedRecords(model: Model, world: World): readonly StoredRecord[] {
  const reader = model.reader(world);
  const records = model.components.flatMap((component) => {
    if (!component.id.startsWith('zone/')) return [];
    const value = reader.get(component) as
      | readonly (StoredRecord | readonly [string, readonly StoredRecord[]])[]
      | null;
    return (value ?? []).flatMap((item) => ('name' in item ? [item] : item[1]));
  });
  return records.toSorted(byNameTypeSet);
}
