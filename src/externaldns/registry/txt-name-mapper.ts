import { lowerCase } from '../endpoint/letter-case.ts';
import { quote } from '../endpoint/quote.ts';
import type { Log } from '../log.ts';

/**
 * How the name of an ownership TXT record follows from the name and type of the record it speaks for, and back.
 *
 * *Source:* registry/mapper/mapper.go: AffixNameMapper.
 */
export interface TxtNameMapper {
  /** The TXT record's name. The host's case is kept; affixes and the type are in lower case. */
  toTxtName(dnsName: string, recordType: string): string;
  /**
   * The host and type that a TXT record's name stands for. The type is empty for the old, untyped names; host and type
   * are empty if the name does not fit the affix. Everything is lower-cased.
   */
  toEndpointName(txtName: string, log?: Log): EndpointName;
}

/** What a TXT record speaks for. */
export interface EndpointName {
  readonly dnsName: string;
  readonly recordType: string;
}

const template = '%{record_type}';
const noName: EndpointName = { dnsName: '', recordType: '' };

/** In the order in which they are tried (mapper.go:supportedRecords). */
const mappedTypes = ['A', 'AAAA', 'CNAME', 'NS', 'MX', 'PTR', 'SRV', 'NAPTR', 'TXT', 'DNAME'].map((recordType) => ({
  recordType,
  lower: recordType.toLowerCase(),
}));

/** The mapper of one configuration. A prefix and a suffix together map nothing back. */
export function createTxtNameMapper(options: {
  readonly txtPrefix: string;
  readonly txtSuffix: string;
  readonly txtWildcardReplacement: string;
}): TxtNameMapper {
  const prefix = lowerCase(options.txtPrefix);
  const suffix = lowerCase(options.txtSuffix);
  const wildcardReplacement = lowerCase(options.txtWildcardReplacement);
  const isTyped = prefix.includes(template) || suffix.includes(template);
  const strip = suffix === '' ? stripper(prefix, 'start') : stripper(suffix, 'end');
  const dotCount = suffix.split('.').length - 1;

  return {
    toTxtName(dnsName, recordType) {
      const lower = lowerCase(recordType);
      const dot = dnsName.indexOf('.');
      let first = dot === -1 ? dnsName : dnsName.slice(0, dot);
      if (first === '*' && wildcardReplacement !== '') first = wildcardReplacement;
      if (!isTyped) first = `${lower}-${first}`;
      const rest = dot === -1 ? '' : dnsName.slice(dot);
      return prefix.replaceAll(template, lower) + first + suffix.replaceAll(template, lower) + rest;
    },
    toEndpointName(txtName, log) {
      const name = lowerCase(txtName);
      if (suffix === '') return strip(name);
      if (prefix !== '') return noName;
      const labels = name.split('.');
      if (labels.length <= dotCount) {
        log?.debug(() => `skipping TXT record ${quote(txtName)}: too few labels for suffix ${quote(suffix)}`);
        return noName;
      }
      const host = strip(labels.slice(0, dotCount + 1).join('.'));
      if (labels.length === dotCount + 1) return host;
      return { ...host, dnsName: `${host.dnsName}.${labels.slice(dotCount + 1).join('.')}` };
    },
  };
}

/** Takes an affix off a name: typed affixes first, in type order, then the affix without its template. */
function stripper(affix: string, side: 'start' | 'end'): (name: string) => EndpointName {
  const cut = (name: string, part: string): string | undefined => {
    if (side === 'start') return name.startsWith(part) ? name.slice(part.length) : undefined;
    return name.endsWith(part) ? name.slice(0, name.length - part.length) : undefined;
  };
  const typed = affix.includes(template)
    ? mappedTypes.map(({ recordType, lower }) => ({ recordType, part: affix.replaceAll(template, lower) }))
    : [];
  const untyped = affix.replaceAll(template, '');
  return (name) => {
    for (const { recordType, part } of typed) {
      const dnsName = cut(name, part);
      if (dnsName !== undefined) return { dnsName, recordType };
    }
    const rest = cut(name, untyped);
    return rest === undefined ? noName : withLeadingType(rest);
  };
}

/** `a-foo.example.org` is foo's A; without a known type before the first hyphen, the name is of the old form. */
function withLeadingType(name: string): EndpointName {
  const hyphen = name.indexOf('-');
  const lead = hyphen === -1 ? name : name.slice(0, hyphen);
  const known = mappedTypes.find(({ lower }) => lower === lead);
  if (known === undefined) return { dnsName: name, recordType: '' };
  return { dnsName: hyphen === -1 ? name : name.slice(hyphen + 1), recordType: known.recordType };
}
