import type { StoredRecord } from '../dns/stored-record.ts';
import { zoneKey } from '../dns/zone.ts';
import { labelsOfText } from '../externaldns/labels/label-text.ts';
import { createTxtNameMapper, type TxtNameMapper } from '../externaldns/registry/txt-name-mapper.ts';

/** How a controller names its ownership TXT records. */
export interface TxtNaming {
  readonly txtPrefix: string;
  readonly txtSuffix: string;
  readonly txtWildcardReplacement: string;
}

/** What one ownership TXT record says: this record set is mine. */
export interface Claim {
  readonly txtName: string;
  /** Empty if the TXT names no owner. */
  readonly owner: string;
  /** As a zone key. */
  readonly name: string;
  /** Empty for the old, untyped names: any type but AAAA. */
  readonly type: string;
  readonly setIdentifier: string;
}

/**
 * Who owns what in a zone, read from its TXT records as all controllers of the zone together would read them.
 *
 * Controllers with different affixes read different names; a record set is owned if one of them finds an owner for it.
 * Of several values under one TXT name the first counts, as for external-dns (registry/txt/registry.go: Records).
 */
export class Ownership {
  readonly #mappers: readonly Mapper[];

  constructor(namings: readonly TxtNaming[]) {
    const distinct = new Map(namings.map((naming) => [JSON.stringify(keyOf(naming)), naming]));
    this.#mappers = [...distinct.values()].map((naming) => ({
      mapper: createTxtNameMapper(naming),
      wildcard: naming.txtWildcardReplacement,
    }));
  }

  /** Every ownership TXT record under these records, once per way to read its name. */
  claims(records: readonly StoredRecord[]): readonly Claim[] {
    return records.flatMap((record) => {
      const labels = record.type === 'TXT' ? labelsOfText(record.values[0] ?? '') : undefined;
      if (labels === undefined) return [];
      return this.#mappers.flatMap(({ mapper, wildcard }) => {
        const { dnsName, recordType } = mapper.toEndpointName(record.name);
        if (dnsName === '') return [];
        const first = wildcard.toLowerCase();
        const isWildcard = first !== '' && (dnsName === first || dnsName.startsWith(`${first}.`));
        const claim = {
          txtName: zoneKey(record.name),
          owner: labels.owner ?? '',
          type: recordType,
          setIdentifier: record.setIdentifier ?? '',
        };
        const names = isWildcard ? [dnsName, `*${dnsName.slice(first.length)}`] : [dnsName];
        return names.map((name) => ({ ...claim, name: zoneKey(name) }));
      });
    });
  }

  /** The owners of record sets, ready for look-ups. */
  ownersIn(records: readonly StoredRecord[]): Owners {
    const byKey = new Map<string, string>();
    for (const claim of this.claims(records)) byKey.set(claimKey(claim), claim.owner);
    return {
      ownerOf({ name, type, setIdentifier = '' }) {
        const key = zoneKey(name);
        const typed = byKey.get(claimKey({ name: key, type, setIdentifier }));
        if (typed !== undefined || type === 'AAAA') return typed ?? null;
        return byKey.get(claimKey({ name: key, type: '', setIdentifier })) ?? null;
      },
    };
  }
}

/** Look-ups of owners. */
export interface Owners {
  /** The owner id that the record set's TXT names; `null`: no TXT speaks for it. */
  ownerOf(record: Pick<StoredRecord, 'name' | 'type' | 'setIdentifier'>): string | null;
}

/** Whether a stored record is an ownership record of external-dns rather than a record people ask for. */
export function isOwnershipRecord(record: StoredRecord): boolean {
  return record.type === 'TXT' && labelsOfText(record.values[0] ?? '') !== undefined;
}

interface Mapper {
  readonly mapper: TxtNameMapper;
  readonly wildcard: string;
}

function keyOf(naming: TxtNaming): readonly string[] {
  return [naming.txtPrefix.toLowerCase(), naming.txtSuffix.toLowerCase(), naming.txtWildcardReplacement];
}

function claimKey({ name, type, setIdentifier }: Pick<Claim, 'name' | 'type' | 'setIdentifier'>): string {
  return JSON.stringify([name, type, setIdentifier]);
}
