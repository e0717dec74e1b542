import type { InvariantFinding } from './finding.ts';
import type { Invariant, RunView } from './invariant.ts';
import { servedOf } from './served.ts';

/** Clients may miss an answer now and then; the parameter says for how long. */
export const nobodyUnserved: Invariant = {
  name: 'nobody-unserved',
  sentence: 'no client goes unserved for longer than tolerated',
  premise: {
    absence: 'no client ever asked',
    over: 'step',
    isMet: ({ events }) => events.some((event) => servedOf(event) !== undefined),
  },
  judge: { over: 'run', check: unserved },
};

function unserved({ events, nowMs, forMs }: RunView): readonly InvariantFinding[] {
  const since = new Map<string, number>();
  const findings: InvariantFinding[] = [];
  const judge = (client: string, fromMs: number, toMs: number | null) => {
    // Without any tolerance each attempt counts, also one in the very last moment.
    if (forMs > 0 && (toMs ?? nowMs) - fromMs <= forMs) return;
    findings.push({ code: 'UNSERVED', invariant: 'nobody-unserved', client, fromMs, toMs, toleratedMs: forMs });
  };
  for (const { atMs, event } of events) {
    const served = servedOf(event);
    if (served === undefined) continue;
    const fromMs = since.get(served.client);
    if (served.servedBy === null) {
      if (fromMs === undefined) since.set(served.client, atMs);
    } else if (fromMs !== undefined) {
      since.delete(served.client);
      judge(served.client, fromMs, atMs);
    }
  }
  for (const [client, fromMs] of since) judge(client, fromMs, null);
  return findings;
}
