import { zoneKey } from '../../dns/zone.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import { Actor } from './actor.ts';
import type { AuditInput } from './audit-input.ts';
import { type AuditClass, type AuditResult, auditClasses } from './audit-result.ts';
import { Classifier } from './classify.ts';
import { manualItems } from './manual-items.ts';
import { OwnershipIndex } from './ownership-index.ts';
import { shadowsIn } from './shadows.ts';

/**
 * Says of every record set of a zone whose it is, whether anybody wants it, and what will become of it.
 *
 * Who owns what is read from the TXT records as the controllers read them; what is wanted, and what the next syncs do,
 * comes out of external-dns's own steps over the files given: sources, provider listing, registry, plan.
 */
export function auditZone(input: AuditInput): AuditResult {
  const records = input.records;
  const index = new OwnershipIndex(
    records,
    input.controllers.map(({ configuration }) => configuration),
  );
  const actors = input.controllers.map((controller) => new Actor(controller, index, input.zoneName));
  const shadows = shadowsIn(index, actors);
  const classifier = new Classifier({ index, actors, shadows });
  const summary = Object.fromEntries(auditClasses.map((each) => [each, 0])) as Record<AuditClass, number>;
  /** The records that something may have to be done about, which are few. */
  const remarkable: number[] = [];
  for (let record = 0; record < records.length; record += 1) {
    const audited = classifier.audited(record);
    summary[audited.class] += 1;
    const isBlocking =
      audited.reason.code === 'NO_OWNER' && audited.reason.matches.length + audited.reason.victims.length > 0;
    if (!QUIET.has(audited.class) || isBlocking) remarkable.push(record);
  }
  return {
    zoneName: zoneKey(input.zoneName),
    summary,
    *recordSets() {
      for (let record = 0; record < records.length; record += 1) yield classifier.audited(record);
    },
    manual: () => manualItems(remarkable.sort(byWhatItIsAbout(index)), { classifier, index, actors }),
    nextSync: Object.fromEntries(actors.map((actor) => [actor.name, actor.plannedSync])),
  };
}

/** By name and type, each record set followed by the TXT records that speak for it. */
function byWhatItIsAbout(index: OwnershipIndex): (left: number, right: number) => number {
  const orderOf = (number: number): string => {
    const [subject = number] = index.claimBy(number)?.speaksFor ?? [];
    const [about, own] = [index.records[subject], index.records[number]];
    const parts = [about?.name, about?.type, subject === number ? '' : own?.name, own?.setIdentifier];
    return parts.map((part) => part ?? '').join('\u0000');
  };
  return (left, right) => byCodeUnit(orderOf(left), orderOf(right));
}

/** Nothing to do about them. */
const QUIET: ReadonlySet<AuditClass> = new Set<AuditClass>(['owned', 'unowned', 'legacy']);
