import { type Answer, addressesOf } from '../dns/resolve.ts';
import type { Reader } from '../kernel/component.ts';
import type { Cluster } from './cluster.ts';
import { type RouteResult, route } from './route.ts';

/** What somebody gets who opens a URL, or connects to a bare host name, after its name was looked up. */
export type Reach =
  /** The name has no address. */
  | { readonly kind: 'not-resolvable'; readonly status: Answer['status'] }
  /** No load balancer answers at the address. */
  | { readonly kind: 'unreachable'; readonly address: string }
  /** The certificate shown is not for the name: the client hangs up. `cluster` showed it. */
  | { readonly kind: 'certificate-mismatch'; readonly address: string; readonly cluster: string }
  /** An HTTP answer, or a connection: 200 from a backend, 404 where no rule is for the host. */
  | { readonly kind: 'answered'; readonly address: string; readonly cluster: string; readonly status: number };

/** What is opened: a host, and whether over TLS with HTTP, plain HTTP, or as a bare connection to its address. */
export interface Target {
  readonly scheme: 'https' | 'http' | 'connection';
  readonly host: string;
}

/** The target that a URL, or a bare host name, names; `undefined` if it is neither. */
export function targetOf(text: string): Target | undefined {
  const match = /^(?:(https?):\/\/)?([^/:?#\s]+)(?::\d+)?(?:[/?#].*)?$/i.exec(text);
  if (match?.[2] === undefined) return undefined;
  const scheme = match[1]?.toLowerCase() as 'https' | 'http' | undefined;
  return { scheme: scheme ?? 'connection', host: match[2].toLowerCase() };
}

/**
 * Follows an answer to the machine behind it. Of several addresses the first counts, as for a client that does not
 * retry; a name that only leads to a load balancer's own host name is followed there.
 */
export function reach(request: {
  readonly clusters: readonly Cluster[];
  readonly reader: Reader;
  readonly answer: Answer;
  readonly target: Target;
}): Reach {
  const { clusters, reader, answer, target } = request;
  const address = addressesOf(answer)[0] ?? aliasOf(answer);
  if (address === undefined) return { kind: 'not-resolvable', status: answer.status };
  return reachOf(route({ clusters, reader, address, host: target.host }), address, target);
}

function reachOf(result: RouteResult, address: string, { scheme }: Target): Reach {
  if (result.kind === 'unreachable') return { kind: 'unreachable', address };
  const { cluster } = result;
  const answered = (status: number): Reach => ({ kind: 'answered', address, cluster, status });
  if (result.kind === 'service' || scheme === 'connection') return answered(200);
  if (scheme === 'https' && result.tls.kind !== 'valid') return { kind: 'certificate-mismatch', address, cluster };
  return answered(result.kind === 'backend' ? 200 : 404);
}

/** Where the last CNAME of an answer leads. */
function aliasOf(answer: Answer): string | undefined {
  return answer.answers.filter(({ type }) => type === 'CNAME').at(-1)?.values[0];
}
