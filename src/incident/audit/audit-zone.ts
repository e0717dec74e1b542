import { zoneKey } from '../../dns/zone.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { RecordTable } from '../zone-export/record-table.ts';
import { Actor, type PlanNamesOf } from './actor.ts';
import type { AuditInput } from './audit-input.ts';
import { type AuditClass, type AuditResult, auditClasses } from './audit-result.ts';
import { Classifier } from './classify.ts';
import { isToBeDecided, isToBeDeleted, manualItems } from './manual-items.ts';
import { OwnershipIndex } from './ownership-index.ts';
import { PlanNames } from './plan-names.ts';
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
  const planNames = planNamesIn(records);
  const { partSize = PART_NAME_COUNT } = input;
  const actors = input.controllers.map(
    (controller) => new Actor(controller, { name: input.zoneName, index, planNames, partSize }),
  );
  const shadows = shadowsIn(index, actors);
  const classifier = new Classifier({ index, actors, shadows });
  const summary = Object.fromEntries(auditClasses.map((each) => [each, 0])) as Record<AuditClass, number>;
  const toDo = { removed: [] as number[], decided: [] as number[] };
  for (let record = 0; record < records.count; record += 1) {
    const verdict = classifier.verdictOn(record);
    summary[verdict.class] += 1;
    if (isToBeDeleted(verdict.reason)) toDo.removed.push(record);
    else if (classifier.subjectOf(record) === undefined && isToBeDecided(verdict.reason)) toDo.decided.push(record);
  }
  const removed = inOrder(toDo.removed, index);
  const decided = inOrder(toDo.decided, index);
  return {
    zoneName: zoneKey(input.zoneName),
    summary,
    *recordSets() {
      for (let record = 0; record < records.count; record += 1) yield classifier.audited(record);
    },
    manual: () => manualItems({ removed, decided }, { classifier, index, actors }),
    nextSync: Object.fromEntries(actors.map((actor) => [actor.name, actor.plannedSync])),
  };
}

/** So few that what is made for a part fits into the young generation of the heap. */
const PART_NAME_COUNT = 1000;

/** Made once for all controllers whose releases compare names alike. */
function planNamesIn(records: RecordTable): PlanNamesOf {
  const made = new Map<boolean, PlanNames>();
  return (next) => {
    const known = made.get(next.comparesNamesAsIdna) ?? new PlanNames(records, (name) => next.zoneKeyOf(name));
    made.set(next.comparesNamesAsIdna, known);
    return known;
  };
}

/** By name and type, each record set followed by the TXT records that speak for it. */
function inOrder(numbers: readonly number[], index: OwnershipIndex): readonly number[] {
  const { records } = index;
  const keyed = numbers.map((number) => {
    const claim = index.claimBy(number);
    const subject = (claim === undefined ? undefined : index.claims.subjectOf(claim)) ?? number;
    const own = subject === number ? '' : records.nameOf(number);
    const parts = [records.nameOf(subject), records.typeOf(subject), own, records.setIdentifierOf(number) ?? ''];
    return { number, key: parts.join('\u0000') };
  });
  return keyed.sort((left, right) => byCodeUnit(left.key, right.key)).map(({ number }) => number);
}
