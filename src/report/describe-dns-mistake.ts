import type { NameProblem } from '../dns/name.ts';
import type { FieldKind, RdataProblem } from '../dns/rdata.ts';
import type { ZoneConflict } from '../dns/zone-conflicts.ts';
import type { ZoneLineMistake } from '../scenario/problem.ts';
import { assertNever } from './assert-never.ts';
import { counted, listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';

/** The words for a mistake in a line of a zone file. */
export function describeZoneLineMistake(mistake: ZoneLineMistake): ProblemWords {
  switch (mistake.code) {
    case 'ZONE_FILE_OPEN_QUOTE':
      return { what: 'the quotation mark is never closed', fix: 'add the closing "' };
    case 'ZONE_FILE_OPEN_PARENTHESIS':
      return { what: 'the parenthesis is never closed', fix: 'add the closing )' };
    case 'ZONE_FILE_STRAY_PARENTHESIS':
      return { what: 'the parenthesis was never opened', fix: 'take it away' };
    case 'ZONE_FILE_NO_OWNER':
      return { what: 'the line names no owner, and no line before it does', fix: 'begin the line with a name' };
    case 'ZONE_FILE_NO_ORIGIN':
      return {
        what: `${quoted(mistake.name)} is relative to nothing`,
        fix: 'end the name with a dot, or give $ORIGIN',
      };
    case 'ZONE_FILE_BAD_NAME':
      return describeNameMistake(mistake.problem);
    case 'ZONE_FILE_BAD_TTL':
      return { what: `${quoted(mistake.text)} is no TTL`, fix: 'give seconds: 300' };
    case 'ZONE_FILE_BAD_CLASS':
      return { what: `the class ${quoted(mistake.text)} is not IN`, fix: 'write IN, or leave it out' };
    case 'ZONE_FILE_BAD_NOTE':
      return { what: `${quoted(mistake.text)} is no note`, fix: 'write ;! key=value' };
    case 'ZONE_FILE_UNKNOWN_TYPE':
      return { what: `there is no record type ${quoted(mistake.text)}`, fix: 'write name, TTL, type, value' };
    case 'ZONE_FILE_NO_TYPE':
      return { what: 'the line has no record type', fix: 'write name, TTL, type, value: app 300 A 192.0.2.1' };
    case 'ZONE_FILE_DIRECTIVE':
      return { what: `${mistake.directive} is not supported`, fix: 'use $ORIGIN and $TTL only' };
    case 'ZONE_FILE_BAD_RDATA':
      return describeRdataMistake(mistake.problem);
    case 'ZONE_FILE_TTLS_DIFFER':
      return ttlsDiffer(mistake);
    default:
      return assertNever(mistake);
  }
}

/** The words for records that cannot stand in one zone together. */
export function describeZoneConflict(conflict: ZoneConflict): ProblemWords {
  const { name } = conflict;
  switch (conflict.code) {
    case 'ZONE_NAME_OUTSIDE':
      return { what: `${name} is not in ${conflict.zone}`, fix: `end the name in ${conflict.zone}` };
    case 'ZONE_NAME_INVALID':
      return describeNameMistake(conflict.problem);
    case 'ZONE_CNAME_AT_APEX':
      return { what: `${name} is the apex and cannot be a CNAME`, fix: 'use A and AAAA records' };
    case 'ZONE_CNAME_NOT_ALONE': {
      const what = `${name} is a CNAME and has ${listed(conflict.types)} beside it`;
      return { what, fix: 'keep the CNAME or the others' };
    }
    case 'ZONE_SINGLE_VALUE_ONLY': {
      const what = `${name} ${conflict.type} can have one value, and has ${conflict.count}`;
      return { what, fix: 'keep one of them' };
    }
    case 'ZONE_SOA_BELOW_APEX':
      return { what: `${name} has a SOA record and is not the apex`, fix: 'take it away' };
    case 'ZONE_TTLS_DIFFER':
      return ttlsDiffer(conflict);
    case 'ZONE_NAME_DELEGATED': {
      const what = `${name} ${conflict.type} lies below the delegation of ${conflict.delegation}`;
      return { what, fix: 'put it in the delegated zone' };
    }
    case 'ZONE_RDATA_INVALID':
      return describeRdataMistake(conflict.problem);
    default:
      return assertNever(conflict);
  }
}

/** The words for a value that its record type cannot have. */
export function describeRdataMistake(problem: RdataProblem): ProblemWords {
  switch (problem.code) {
    case 'RDATA_UNREADABLE':
      return { what: `${quoted(problem.value)} is no value of type ${problem.type}`, fix: 'close its quotes' };
    case 'RDATA_FIELD_MISSING':
      return {
        what: `a value of type ${problem.type} needs the field ${problem.field}`,
        fix: `write its fields in order: ${problem.fields.join(', ')}`,
      };
    case 'RDATA_TOO_MANY_FIELDS':
      return { what: `a value of type ${problem.type} ends before ${quoted(problem.text)}`, fix: 'take the rest away' };
    case 'RDATA_FIELD_INVALID':
      if (problem.name !== undefined) return describeNameMistake(problem.name);
      return {
        what: `${quoted(problem.text)} cannot be the ${problem.field} of type ${problem.type}`,
        fix: `write ${fieldNames[problem.kind]}`,
      };
    default:
      return assertNever(problem);
  }
}

function describeNameMistake(problem: NameProblem): ProblemWords {
  switch (problem.code) {
    case 'DNS_NAME_EMPTY_LABEL':
      return { what: `${quoted(problem.name)} has an empty label`, fix: 'take the extra dot away' };
    case 'DNS_NAME_BAD_ESCAPE': {
      const what = `${quoted(problem.name)} holds the escape ${quoted(problem.escape)}, which means nothing`;
      return { what, fix: 'write three digits from 000 to 255, or one sign, behind a backslash' };
    }
    case 'DNS_NAME_LABEL_TOO_LONG': {
      const what = `the label ${quoted(problem.label)} has ${counted(problem.octetCount, 'octet')}`;
      return { what, fix: 'a label has at most 63 octets' };
    }
    case 'DNS_NAME_TOO_LONG':
      return { what: `the name has ${counted(problem.octetCount, 'octet')}`, fix: 'a name has at most 255 octets' };
    default:
      return assertNever(problem);
  }
}

function ttlsDiffer({
  name,
  type,
  ttls,
}: {
  readonly name: string;
  readonly type: string;
  readonly ttls: readonly number[];
}): ProblemWords {
  return { what: `the records of ${name} ${type} have the TTLs ${listed(ttls.map(String))}`, fix: 'give them one TTL' };
}

const fieldNames: Readonly<Record<FieldKind, string>> = {
  ipv4: 'an IPv4 address: 192.0.2.1',
  ipv6: 'an IPv6 address: 2001:db8::1',
  name: 'a name: app.example.org',
  uint8: 'a whole number from 0 to 255',
  uint16: 'a whole number from 0 to 65535',
  uint32: 'a whole number from 0 to 4294967295',
  seconds: 'seconds: 300',
  tag: 'letters and digits',
  string: 'a text in quotes',
  strings: 'texts in quotes',
};
