import type { ExpectationForm, ExpectedAnswer, ExpectedOwner, ExpectedRecord } from './expectation.ts';
import type { TreePath } from './located-tree.ts';
import { canonicalValues, parseRecordKey } from './record-key.ts';
import type { Resolution } from './resolution.ts';
import { resolveZoneLines } from './resolve-zone-lines.ts';
import type { WrittenExpectation } from './written-expectation.ts';

/** What the zones store. Names outside every zone are reported: nobody could store them. */
export function resolveRecords(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['records']>,
  path: TreePath,
): readonly ExpectedRecord[] {
  return Object.entries(written).map(([keyText, value]) => {
    const own = [...path, keyText];
    const key = parseRecordKey(keyText);
    const at = resolution.keyAt(own);
    resolution.zoneOf(key.name, at);
    if (value === 'present' || value === 'absent') return { ...key, expected: value, at };
    const { type } = key;
    if (typeof value === 'string' || Array.isArray(value)) {
      return { ...key, expected: canonicalValues(resolution, { type, written: value, path: own }), at };
    }
    const map = value as Exclude<typeof value, string | readonly string[]>;
    const expected = canonicalValues(resolution, { type, written: map.values, path: [...own, 'values'] });
    return { ...key, expected, at, ...(map.ttl === undefined ? {} : { ttl: map.ttl }) };
  });
}

/** Who owns what, `none` for a record set without an owner. */
export function resolveOwners(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['owners']>,
  path: TreePath,
): readonly ExpectedOwner[] {
  return Object.entries(written).map(([keyText, owner]) => {
    const at = resolution.keyAt([...path, keyText]);
    const key = parseRecordKey(keyText);
    resolution.zoneOf(key.name, at);
    return { ...key, owner: owner === 'none' ? null : owner, at };
  });
}

/** Everything in the first zone, or in the one that an `$ORIGIN` line at the top names. */
export function resolveZone(resolution: Resolution, written: string, path: TreePath): ExpectationForm | undefined {
  const [first = ''] = resolution.names.zones;
  const origin = /^\s*\$ORIGIN\s+(\S+?)\.?\s*$/im.exec(written)?.[1]?.toLowerCase();
  const zone = resolution.names.zones.find((known) => known === origin) ?? first;
  const { records } = resolveZoneLines(resolution, resolution.inline(written, path), zone);
  return { form: 'zone', zone, records };
}

/** What a resolver answers. Any name may be asked for. */
export function resolveDig(
  resolution: Resolution,
  written: NonNullable<WrittenExpectation['dig']>,
  path: TreePath,
): readonly ExpectedAnswer[] {
  return Object.entries(written).map(([keyText, value]) => {
    const own = [...path, keyText];
    const { name, type } = parseRecordKey(keyText);
    const at = resolution.keyAt(own);
    if (value === 'NXDOMAIN' || value === 'NODATA' || value === 'SERVFAIL') return { name, type, answer: value, at };
    return { name, type, answer: canonicalValues(resolution, { type, written: value, path: own }), at };
  });
}
