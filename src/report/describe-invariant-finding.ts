import type { InvariantFinding } from '../properties/finding.ts';
import { formatDuration } from '../scenario/duration.ts';
import { assertNever } from './assert-never.ts';
import { listed, ownerPhrase, recordName } from './phrase.ts';

/** What breaks an invariant, in one sentence. */
export function describeInvariantFinding(finding: InvariantFinding): string {
  switch (finding.code) {
    case 'CHANGED_BY_ANOTHER': {
      const actor =
        finding.actorOwner === null
          ? `${finding.actor} (no registry)`
          : `${finding.actor} (${ownerPhrase(finding.actorOwner)})`;
      const record = recordName(finding);
      if (finding.recordOwner === null) return `${actor} changed ${record}, which nobody owned`;
      return `${actor} changed ${record}, which belonged to ${ownerPhrase(finding.recordOwner)}`;
    }
    case 'ORPHANED_OWNERSHIP': {
      const owned = `${finding.ownedName} ${finding.ownedType}`;
      return `${finding.name} TXT says that ${owned} belongs to ${ownerPhrase(finding.owner)}, and there is no such record`;
    }
    case 'ORPHANED_NOTE': {
      const { keptIn } = finding;
      const note = 'table' in keptIn ? `a row of the table ${keptIn.table}` : `a DNSRecord object of ${keptIn.cluster}`;
      return `${note} says that ${recordName(finding)} belongs to ${ownerPhrase(finding.owner)}, and there is no such record`;
    }
    case 'OWNERLESS_RECORD':
      return `${finding.actor} made ${recordName(finding)}, and nothing says who owns it`;
    case 'SHADOWED': {
      const holder = finding.owner === null ? 'nobody owns it' : `${ownerPhrase(finding.owner)} holds it`;
      const found = finding.found.length === 0 ? 'does not resolve' : `resolves to ${listed(finding.found)}`;
      return `${finding.cluster} wants ${recordName(finding)} to be ${listed(finding.wanted)}; it ${found}, and ${holder}`;
    }
    case 'CROSSED_ENVIRONMENTS':
      return `${finding.client} of ${finding.home} was led by ${finding.host} to ${finding.servedBy}`;
    case 'ENDPOINT_COUNT': {
      const account = `account ${finding.account} of ${finding.environment}`;
      const found = finding.found.length === 0 ? 'no endpoint' : listed(finding.found);
      return `${account} has ${found} for ${finding.region}, where it should have exactly ${finding.expected}`;
    }
    case 'STRAY_ENDPOINT':
      return `account ${finding.account} of ${finding.environment} has the endpoint ${finding.url}, which no server of it has`;
    case 'PRODUCTION_TOUCHED':
      return `${finding.actor} changed ${finding.what}, which is production's`;
    case 'KEEPS_CHANGING': {
      const names = listed(finding.names);
      return `${finding.zone} does not settle: ${listed(finding.actors)} keep changing ${names} though nothing else changes`;
    }
    case 'UNSERVED': {
      const tolerated = `more than the ${formatDuration(finding.toleratedMs)} tolerated`;
      const from = formatDuration(finding.fromMs);
      if (finding.toMs === null) return `nobody has served ${finding.client} since ${from}, ${tolerated}`;
      return `nobody served ${finding.client} from ${from} to ${formatDuration(finding.toMs)}, ${tolerated}`;
    }
    default:
      return assertNever(finding);
  }
}
