import { zoneKey } from '../../dns/zone.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import { Actor } from './actor.ts';
import type { AuditInput } from './audit-input.ts';
import { type AuditClass, type AuditResult, auditClasses } from './audit-result.ts';
import { Classifier } from './classify.ts';
import { isToBeDecided, isToBeDeleted, manualItems } from './manual-items.ts';
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
  const toDo = { removed: [] as number[], decided: [] as number[] };
  for (let record = 0; record < records.length; record += 1) {
    const audited = classifier.audited(record);
    summary[audited.class] += 1;
    if (isToBeDeleted(audited)) toDo.removed.push(record);
    else if (isToBeDecided(audited)) toDo.decided.push(record);
  }
  const removed = inOrder(toDo.removed, index);
  const decided = inOrder(toDo.decided, index);
  return {
    zoneName: zoneKey(input.zoneName),
    summary,
    *recordSets() {
      for (let record = 0; record < records.length; record += 1) yield classifier.audited(record);
    },
    manual: () => manualItems({ removed, decided }, { classifier, index, actors }),
    nextSync: Object.fromEntries(actors.map((actor) => [actor.name, actor.plannedSync])),
  };
}

/** By name and type, each record set followed by the TXT records that speak for it. */
function inOrder(numbers: readonly number[], index: OwnershipIndex): readonly number[] {
  const keyed = numbers.map((number) => {
    const [subject = number] = index.claimBy(number)?.speaksFor ?? [];
    const [about, own] = [index.records[subject], index.records[number]];
    const parts = [about?.name, about?.type, subject === number ? '' : own?.name, own?.setIdentifier];
    return { number, key: parts.map((part) => part ?? '').join('\u0000') };
  });
  return keyed.sort((left, right) => byCodeUnit(left.key, right.key)).map(({ number }) => number);
}
