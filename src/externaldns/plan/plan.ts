import { byCodeUnit } from '../../kernel/json.ts';
import type { Configuration } from '../configuration.ts';
import { type DomainFilter, domainTest } from '../domain-filter/domain-filter.ts';
import { byNameTypeSet } from '../endpoint/canonical-order.ts';
import { endpointText } from '../endpoint/endpoint-text.ts';
import { filterByOwner, isOwnedBy, withoutDuplicates } from '../endpoint/ownership.ts';
import type { Changes, Endpoint, LogLine } from '../endpoint.ts';
import { Log, type LogLevel } from '../log.ts';
import { rulesOf } from '../version.ts';
import {
  type Contender,
  type ContestContext,
  contenderOf,
  endpointOf,
  resolveCreate,
  resolveRecordTypes,
  resolveUpdate,
} from './conflict-resolver.ts';
import { hasChanges } from './has-changes.ts';
import { isManagedType } from './managed-type.ts';
import { type OwnerMismatch, ownerMismatches } from './owner-mismatch.ts';
import type { PlanBranch } from './plan-branches.ts';
import { groupsOf, type PlanRow, tabulate } from './plan-table.ts';
import { type Update, updateOf, updateReason } from './update.ts';

/** What a plan is made of. */
export interface PlanInput
  extends Pick<Configuration, 'version' | 'policy' | 'managedRecordTypes' | 'excludeRecordTypes'> {
  /** The registry's records, in listing order. */
  readonly current: readonly Endpoint[];
  /** The sources' endpoints, in source order. */
  readonly desired: readonly Endpoint[];
  /** A name must pass every one of them. */
  readonly domainFilters: readonly DomainFilter[];
  /** Empty: every record may be changed (noop registry). */
  readonly ownerId: string;
  /** `--migrate-from-txt-owner`; empty: off. */
  readonly oldOwnerId: string;
  /** TXT records to create whatever the policy, where the registry of a release gives them. */
  readonly missingTxts?: readonly Endpoint[];
  /** Lines below it are not kept; everything is by default. */
  readonly logLevel?: LogLevel;
}

/** What a plan came to. Lists are in the order of name, type and set identifier, where upstream's is random. */
export interface Plan {
  readonly changes: Changes;
  /** Whether the changes are applied at all; see {@link hasChanges}. */
  readonly hasChanges: boolean;
  /** The owner-mismatch gauge from now on; `null` if it keeps what it shows (no owner id). */
  readonly ownerMismatches: readonly OwnerMismatch[] | null;
  readonly log: readonly LogLine[];
  /** What the calculation went through, each branch once. */
  readonly branches: ReadonlySet<PlanBranch>;
}

/**
 * Compares what exists with what is wanted and says what to change, under a policy and within what the owner owns.
 *
 * A free name is created without any look at ownership. Where something exists under the name, new types are created
 * only if all of it is owned. Linear in the number of endpoints, but for ordering what changes.
 *
 * Releases before v0.14.0 plan without regard to ownership and leave it to the registry, which filters updates and
 * deletes; and they have one record in a row, of all types of the name or of one.
 *
 * *Source:* plan/plan.go: Calculate, calculateChanges.
 */
export function calculatePlan(input: PlanInput): Plan {
  const rules = rulesOf(input);
  const ownerId = rules.plansWithinOwnership ? input.ownerId : '';
  const log = new Log(input.logLevel ?? 'debug');
  const passes = domainTest(input.domainFilters, log);
  const branches = new Set<PlanBranch>();
  const current = plannable(input.current, { input, passes, log, branches });
  const desired = plannable(input.desired, { input, passes, log, branches });

  const draft: Draft = { create: [], updates: [], delete: [], blocking: [], rowLogs: [], branches };
  let rowLog = new Log(input.logLevel ?? 'debug');
  for (const row of tabulate(current, desired, { log, rules })) {
    planRow(row, { input, ownerId, draft, log: rowLog, rules });
    if (rowLog.lines.length === 0) continue;
    draft.rowLogs.push({ row, lines: rowLog.lines });
    rowLog = new Log(input.logLevel ?? 'debug');
  }
  for (const { lines } of draft.rowLogs.sort((left, right) => byRow(left.row, right.row))) log.lines.push(...lines);

  const allowed = underPolicy(inOrder(draft), input.policy, branches);
  const planned = withinOwnership(allowed, ownerId, { log, input, branches });
  const missingTxts = plannableTxts(input, passes);
  if (missingTxts.length > 0) branches.add('missing-txt-created');
  const changes = { ...planned, create: [...planned.create, ...missingTxts] };
  if (!hasChanges(changes)) branches.add('nothing-to-do');
  return {
    changes,
    hasChanges: hasChanges(changes),
    ownerMismatches: ownerId === '' || !rules.countsOwnerMismatches ? null : ownerMismatches(ownerId, draft.blocking),
    log: log.lines,
    branches,
  };
}

/** What the rows have come to so far. */
interface Draft {
  readonly create: Endpoint[];
  readonly updates: Update[];
  readonly delete: Endpoint[];
  /** Existing records that kept wanted ones from being created. */
  readonly blocking: Endpoint[];
  readonly rowLogs: { readonly row: PlanRow; readonly lines: readonly LogLine[] }[];
  readonly branches: Set<PlanBranch>;
}

/** What is in the domain filters and of a managed type. */
function plannable(
  endpoints: readonly Endpoint[],
  context: {
    readonly input: PlanInput;
    readonly passes: (domain: string) => boolean;
    readonly log: Log;
    readonly branches: Set<PlanBranch>;
  },
): readonly Endpoint[] {
  const { input, passes, log, branches } = context;
  return endpoints.filter(({ dnsName, recordType }) => {
    if (passes(dnsName)) {
      const isManaged = isManagedType(recordType, input);
      if (!isManaged) branches.add('unmanaged-type');
      return isManaged;
    }
    branches.add('outside-domain-filter');
    log.debug(() => `ignoring record ${dnsName} that does not match domain filter`);
    return false;
  });
}

/** Missing TXT records within the domain filters. *Source:* v0.13.5 plan/plan.go:Calculate. */
function plannableTxts(input: PlanInput, passes: (domain: string) => boolean): readonly Endpoint[] {
  return (input.missingTxts ?? []).filter(({ dnsName }) => passes(dnsName));
}

interface RowContext extends ContestContext {
  readonly input: PlanInput;
  readonly ownerId: string;
  readonly draft: Draft;
}

function planRow(row: PlanRow, context: RowContext): void {
  const { input, draft, rules } = context;
  const { branches } = draft;
  if (row.candidates.length === 0) {
    branches.add('delete-unwanted-name');
    draft.delete.push(...(rules.planRows === 'whole-name' ? row.current : row.current.slice(-1)));
    return;
  }
  const groups = groupsOf(row, context);
  const creates: Endpoint[] = [];
  const compared: Contender[] = [];
  const resolved = rules.planRows === 'whole-name' ? resolveRecordTypes(row, groups, context) : groups;
  if (resolved !== groups) branches.add('cname-beside-others-discarded');
  for (const { current, candidates } of resolved) {
    const contenders = candidates.map(contenderOf);
    if (contenders.length > 1) branches.add(`contest-for-${current === undefined ? 'a-new' : 'an-existing'}-record`);
    if (current === undefined) {
      if (contenders.length > 0) creates.push(endpointOf(resolveCreate(contenders, context)));
    } else if (contenders.length === 0) {
      branches.add('delete-unwanted-type');
      draft.delete.push(current);
    } else {
      const wanted = resolveUpdate(current, contenders, context);
      const existing = contenderOf(current);
      compared.push(existing);
      const reason = updateReason({ existing, wanted, oldOwnerId: input.oldOwnerId, context });
      branches.add(reason ?? 'unchanged');
      if (reason !== undefined) draft.updates.push(updateOf({ existing, wanted }));
    }
  }
  planCreates(row, creates, { ...context, compared });
}

/** Creates beside what exists need all of it to be owned, where plans look at ownership. */
function planCreates(
  row: PlanRow,
  creates: readonly Endpoint[],
  context: RowContext & { readonly compared: readonly Contender[] },
): void {
  const { ownerId, draft, compared, log, rules } = context;
  if (creates.length === 0) return;
  const blocking = ownerId === '' ? [] : row.current.filter((endpoint) => !isOwnedBy(endpoint, ownerId));
  if (blocking.length === 0) {
    draft.branches.add(row.current.length === 0 ? 'create-at-free-name' : 'create-beside-own-records');
    draft.create.push(...creates);
    return;
  }
  draft.branches.add('conflict-foreign-owner');
  draft.blocking.push(...blocking);
  const { logsDroppedCreates } = rules;
  const shown = { never: [], 'all-of-name': row.current, 'in-the-way': blocking }[logsDroppedCreates];
  for (const endpoint of shown) {
    // Printed as comparing left it: with sorted targets.
    const asCompared = compared.find((existing) => existing.endpoint === endpoint) ?? contenderOf(endpoint);
    log.debug(
      () =>
        `Skipping endpoint ${endpointText(endpointOf(asCompared))} because owner id does not match for one or more items to create, found: "${endpoint.labels.owner ?? ''}", required: "${ownerId}"`,
    );
  }
}

function byRow(left: PlanRow, right: PlanRow): number {
  return byCodeUnit(left.name, right.name) || byCodeUnit(left.setIdentifier, right.setIdentifier);
}

function inOrder(draft: Draft): Changes {
  const updates = draft.updates.sort((left, right) => byNameTypeSet(left.new, right.new));
  return {
    create: draft.create.sort(byNameTypeSet),
    updateOld: updates.map((update) => update.old),
    updateNew: updates.map((update) => update.new),
    delete: draft.delete.sort(byNameTypeSet),
  };
}

/** *Source:* plan/policy.go. */
function underPolicy(changes: Changes, policy: Configuration['policy'], branches: Set<PlanBranch>): Changes {
  if (policy === 'sync') return changes;
  if (changes.delete.length > 0) branches.add('policy-suppressed-delete');
  if (policy === 'create-only' && changes.updateNew.length > 0) branches.add('policy-suppressed-update');
  if (policy === 'upsert-only') return { ...changes, delete: [] };
  return { create: changes.create, updateOld: [], updateNew: [], delete: [] };
}

/** Creates are not filtered: what exists has been looked at, and what does not exist has no owner. */
function withinOwnership(
  changes: Changes,
  ownerId: string,
  { log, input, branches }: { readonly log: Log; readonly input: PlanInput; readonly branches: Set<PlanBranch> },
): Changes {
  if (ownerId === '') return changes;
  const owned = (endpoints: readonly Endpoint[]) => filterByOwner(ownerId, endpoints, log, input);
  const isLess = (left: readonly Endpoint[], right: readonly Endpoint[]) => left.length < right.length;
  const deleted = owned(changes.delete);
  const distinct = rulesOf(input).dropsDuplicateDeletes ? withoutDuplicates(deleted, log) : deleted;
  const updateOld = owned(changes.updateOld);
  const updateNew = owned(changes.updateNew);
  if (isLess(deleted, changes.delete)) branches.add('foreign-delete-dropped');
  if (isLess(distinct, deleted)) branches.add('duplicate-delete-dropped');
  if (isLess(updateNew, changes.updateNew)) branches.add('foreign-update-dropped');
  return { create: changes.create, delete: distinct, updateOld, updateNew };
}
