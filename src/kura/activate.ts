import type { ControlPlane } from './control-plane.ts';
import { execute } from './database.ts';
import { Draft } from './draft.ts';
import { findRegion } from './region.ts';
import type { ActivationFailure } from './server-decision.ts';
import { report, type Subject, type Work } from './server-effects.ts';
import { STATEMENTS } from './statement.ts';
import { SERVER_STATUS, type ServerRow } from './tables.ts';

/**
 * The transaction of an activation, after its probe: the server becomes active under the URL, the mirror row is inserted
 * if it is absent, and what the release prunes is deleted. All of it or nothing.
 *
 * The row is read again under the lock: a server that is being destroyed is caught. The URL is the one that was probed,
 * so an account renamed since then is not.
 *
 * *Source:* server/lib/tuist/kura.ex:activate_server_transaction/4, ensure_cache_endpoint/2,
 * prune_superseded_cache_endpoint/3 of tuist/tuist.
 */
export function activate(
  work: Work,
  subject: Subject,
  url: string,
): 'committed' | Extract<ActivationFailure, 'destroying' | 'other'> {
  const { plane, release } = work;
  const { server } = subject;
  const draft = new Draft(work.draft);
  const run = (statement: Parameters<typeof execute>[2], parameters: Record<string, string | number | null>) =>
    execute(draft, plane.database, statement, parameters);
  const locked = lockedServer(draft, plane, server.id);
  if (locked === undefined) return 'other';
  if (locked.status === SERVER_STATUS.destroying || locked.status === SERVER_STATUS.destroyed) return 'destroying';
  const endpoint = { account_id: server.account_id, url };
  const results = [run(STATEMENTS.activateServer, { server_id: server.id, url, image_tag: subject.image })];
  const { abilities } = release;
  if (isMirrored(work, server) && !abilities.endpointsFromServers) {
    results.push(run(STATEMENTS.insertEndpoint, endpoint));
    if (abilities.supersededEndpointPrune && locked.url !== null) {
      results.push(run(STATEMENTS.pruneSupersededEndpoint, { ...endpoint, previous_url: locked.url }));
    }
    if (abilities.pruneAfterActivation) results.push(run(STATEMENTS.pruneUnnamedEndpoints, endpoint));
  }
  if (!results.every(({ ok }) => ok)) return 'other';
  work.draft.write(draft.writes());
  report(work, 'kura.server-activated', subject, { url, previousUrl: locked.url, image: subject.image });
  return 'committed';
}

/** Only servers that clients outside the cluster can reach have a row in the endpoint table. */
function isMirrored(work: Work, server: ServerRow): boolean {
  return findRegion(work.release.regions, server.region)?.kind !== 'private';
}

function lockedServer(draft: Draft, plane: ControlPlane, serverId: string): ServerRow | undefined {
  const result = execute(draft, plane.database, STATEMENTS.findServer, { server_id: serverId });
  return result.ok ? (result.rows[0] as ServerRow | undefined) : undefined;
}
