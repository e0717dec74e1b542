import { foldName, withoutFinalDot } from '../dns/name.ts';
import { canonicalRdata } from '../dns/rdata.ts';
import type { RecordKey } from './expectation.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';

/** `app.example.org A`, or `app.example.org A blue` with a set identifier. The shape has checked that it is one. */
export function parseRecordKey(written: string): RecordKey {
  const [name = '', type = '', setIdentifier = ''] = written.split(/ +/);
  return { name: foldName(withoutFinalDot(name)), type: type.toUpperCase(), setIdentifier };
}

/**
 * Values in canonical presentation form. TXT values may be written without their quotes. A value that its type cannot
 * have is reported at its place.
 */
export function canonicalValues(
  resolution: Resolution,
  {
    type,
    written,
    path,
  }: { readonly type: string; readonly written: string | readonly string[]; readonly path: TreePath },
): readonly string[] {
  const values = typeof written === 'string' ? [written] : written;
  return values.map((value, index) => {
    const quoted = type === 'TXT' && !value.startsWith('"') ? JSON.stringify(value) : value;
    const canonical = canonicalRdata(type, quoted);
    if (typeof canonical === 'string') return canonical;
    const at = resolution.at(typeof written === 'string' ? path : [...path, index]);
    resolution.report({ code: 'SCENARIO_BAD_VALUE', at, mistake: canonical });
    return value;
  });
}
