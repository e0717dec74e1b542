import type { Configuration } from '../configuration.ts';
import { lowerCase } from '../endpoint/letter-case.ts';
import { quote } from '../endpoint/quote.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';

/**
 * How the name of an ownership TXT record follows from the name and type of the record it speaks for, and back.
 *
 * *Source:* registry/mapper/mapper.go: AffixNameMapper; before v0.21.0 registry/txt.go: affixNameMapper.
 */
export interface TxtNameMapper {
  /** The TXT record's name. The host's case is kept; affixes and the type are in lower case. */
  toTxtName(dnsName: string, recordType: string): string;
  /** The name without a type, as releases from v0.12.0 to v0.17.0 wrote it beside the one with it. */
  toLegacyTxtName(dnsName: string): string;
  /** The name with the affix as it is written, as v0.11 wrote it, which knows no template. */
  toTemplateTxtName(dnsName: string): string;
  /** Whether the affix says where the type goes. */
  readonly isTypeInAffix: boolean;
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

/** What the mapper follows from. The version decides which names it knows. */
export type TxtNaming = Pick<Configuration, 'version' | 'txtPrefix' | 'txtSuffix' | 'txtWildcardReplacement'>;

/** The mapper of one configuration. A prefix and a suffix together map nothing back. */
export function createTxtNameMapper(options: TxtNaming): TxtNameMapper {
  const prefix = lowerCase(options.txtPrefix);
  const suffix = lowerCase(options.txtSuffix);
  const wildcardReplacement = lowerCase(options.txtWildcardReplacement);
  const isTypeInAffix = prefix.includes(template) || suffix.includes(template);
  const { txtNameReading, mappedTypes, logsShortTxtNames } = rulesOf(options);
  const types = mappedTypes.map((recordType) => ({ recordType, lower: recordType.toLowerCase() }));
  if (txtNameReading === 'untyped' || txtNameReading === 'type-first') {
    const toEndpointName = oldReader({ prefix, suffix, types });
    return { isTypeInAffix, ...writer({ prefix, suffix, wildcardReplacement, isTypeInAffix }), toEndpointName };
  }
  const areTypesLower = txtNameReading === 'lower-case-template';
  const strip = stripper(suffix === '' ? prefix : suffix, suffix === '' ? 'start' : 'end', { types, areTypesLower });
  const dotCount = suffix.split('.').length - 1;

  return {
    isTypeInAffix,
    ...writer({ prefix, suffix, wildcardReplacement, isTypeInAffix }),
    toEndpointName(txtName, log) {
      const name = lowerCase(txtName);
      if (suffix === '') return strip(name);
      if (prefix !== '') return noName;
      const labels = name.split('.');
      if (labels.length <= dotCount) {
        if (!logsShortTxtNames) return noName;
        log?.debug(() => `skipping TXT record ${quote(txtName)}: too few labels for suffix ${quote(suffix)}`);
        return noName;
      }
      const host = strip(labels.slice(0, dotCount + 1).join('.'));
      if (labels.length === dotCount + 1) return host;
      return { ...host, dnsName: `${host.dnsName}.${labels.slice(dotCount + 1).join('.')}` };
    },
  };
}

interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
  readonly wildcardReplacement: string;
  readonly isTypeInAffix: boolean;
}

function writer(affixes: Affixes): Omit<TxtNameMapper, 'isTypeInAffix' | 'toEndpointName'> {
  const { prefix, suffix, wildcardReplacement, isTypeInAffix } = affixes;
  const write = (dnsName: string, type: string, lead: string): string => {
    const dot = dnsName.indexOf('.');
    let first = dot === -1 ? dnsName : dnsName.slice(0, dot);
    if (first === '*' && wildcardReplacement !== '') first = wildcardReplacement;
    const rest = dot === -1 ? '' : dnsName.slice(dot);
    return prefix.replaceAll(template, type) + lead + first + suffix.replaceAll(template, type) + rest;
  };
  return {
    toTxtName(dnsName, recordType) {
      const lower = lowerCase(recordType);
      return write(dnsName, lower, isTypeInAffix ? '' : `${lower}-`);
    },
    toLegacyTxtName: (dnsName) => write(dnsName, '', ''),
    toTemplateTxtName: (dnsName) => write(dnsName, template, ''),
  };
}

interface MappedType {
  readonly recordType: string;
  readonly lower: string;
}

/**
 * The reader of releases up to v0.13.5. A leading type goes before the affix is looked at; a prefix with a template is
 * looked for as it is written and so never found; a suffix without a dot in the name is taken for none.
 */
function oldReader(from: {
  readonly prefix: string;
  readonly suffix: string;
  readonly types: readonly MappedType[];
}): (txtName: string) => EndpointName {
  const { prefix, suffix, types } = from;
  return (txtName) => {
    const { dnsName: name, recordType } = withLeadingType(lowerCase(txtName), types);
    if (suffix === '') return name.startsWith(prefix) ? { dnsName: name.slice(prefix.length), recordType } : noName;
    if (prefix !== '') return noName;
    const dot = name.indexOf('.');
    if (dot === -1) return noName;
    const first = name.slice(0, dot);
    const end = [...types.map(({ lower }) => suffix.replaceAll(template, lower)), suffix].find((affix) =>
      first.endsWith(affix),
    );
    if (end === undefined) return types.length === 0 ? noName : { dnsName: name.slice(dot), recordType };
    return { dnsName: first.slice(0, first.length - end.length) + name.slice(dot), recordType };
  };
}

/** Takes an affix off a name: typed affixes first, in type order, then the affix without its template. */
function stripper(
  affix: string,
  side: 'start' | 'end',
  { types, areTypesLower }: { readonly types: readonly MappedType[]; readonly areTypesLower: boolean },
): (name: string) => EndpointName {
  const cut = (name: string, part: string): string | undefined => {
    if (side === 'start') return name.startsWith(part) ? name.slice(part.length) : undefined;
    return name.endsWith(part) ? name.slice(0, name.length - part.length) : undefined;
  };
  const typed = affix.includes(template)
    ? types.map(({ recordType, lower }) => ({
        recordType: areTypesLower ? lower : recordType,
        part: affix.replaceAll(template, lower),
      }))
    : [];
  const untyped = affix.replaceAll(template, '');
  return (name) => {
    for (const { recordType, part } of typed) {
      const dnsName = cut(name, part);
      if (dnsName !== undefined) return { dnsName, recordType };
    }
    const rest = cut(name, untyped);
    return rest === undefined ? noName : withLeadingType(rest, types);
  };
}

/** `a-foo.example.org` is foo's A; without a known type before the first hyphen, the name is of the old form. */
function withLeadingType(name: string, types: readonly MappedType[]): EndpointName {
  const hyphen = name.indexOf('-');
  const lead = hyphen === -1 ? name : name.slice(0, hyphen);
  const known = types.find(({ lower }) => lower === lead);
  if (known === undefined) return { dnsName: name, recordType: '' };
  return { dnsName: hyphen === -1 ? name : name.slice(hyphen + 1), recordType: known.recordType };
}
