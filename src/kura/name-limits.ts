import { dnsHandle, renderHost } from './host-template.ts';

/** Why an account cannot have a name. */
export type HandleProblem =
  | { readonly code: 'HANDLE_CHARACTERS'; readonly name: string }
  | { readonly code: 'HANDLE_LENGTH'; readonly name: string; readonly length: number; readonly lengthMax: number };

/** Why an instance cannot have a name. Reported to users on the account's handle. */
export type InstanceNameProblem =
  | { readonly code: 'INSTANCE_NAME_CHARACTERS'; readonly instance: string }
  | {
      readonly code: 'INSTANCE_NAME_LENGTH';
      readonly instance: string;
      readonly length: number;
      readonly lengthMax: number;
    };

/** How close one host name comes to the limits of DNS, of X.509 and of external-dns's companion TXT records. */
export interface NameFacts {
  readonly host: string;
  /** Octets of the whole name. Above 64 it does not fit an X.509 CommonName; above 253 it is no host name. */
  readonly hostOctets: number;
  /** Octets of the leftmost label and of the same label with external-dns's `a-` and `cname-` in front; 63 is the limit. */
  readonly labelOctets: number;
  readonly aLabelOctets: number;
  readonly cnameLabelOctets: number;
  /** Letters, digits and hyphens, with no hyphen at either end of a label (RFC 1123 section 2.1). */
  readonly isHostName: boolean;
  /** A label that looks like punycode (RFC 5890 section 2.3.1). */
  readonly isPunycodeLike: boolean;
  /** A first dash-separated word that external-dns takes for a record type when it reads TXT names back. */
  readonly isRecordTypeLike: boolean;
}

/** The longest account name, unless a release says otherwise. */
export const HANDLE_LENGTH_MAX = 32;
/** The longest name of a KuraInstance, checked when a server is created and never again. */
export const INSTANCE_NAME_LENGTH_MAX = 53;

/**
 * What is wrong with an account's name: letters, digits and hyphens in any order, 1 to `lengthMax` of them. Leading, trailing
 * and double hyphens are allowed here and break later.
 *
 * *Source:* server/lib/tuist/accounts/account.ex:validate_handle/1 of tuist/tuist.
 */
export function handleProblems(name: string, lengthMax: number = HANDLE_LENGTH_MAX): readonly HandleProblem[] {
  const problems: HandleProblem[] = [];
  if (!/^[a-zA-Z0-9-]+$/.test(name)) problems.push({ code: 'HANDLE_CHARACTERS', name });
  if (name.length > lengthMax) problems.push({ code: 'HANDLE_LENGTH', name, length: name.length, lengthMax });
  return problems;
}

/** The name of an account's instance in a cluster. It has no part for the environment. */
export function instanceName(accountName: string, clusterId: string): string {
  return `kura-${dnsHandle(accountName)}-${clusterId}`;
}

/**
 * What is wrong with the name of an instance.
 *
 * *Source:* server/lib/tuist/kura.ex:validate_provisioner_node_ref/2 of tuist/tuist.
 */
export function instanceNameProblems(instance: string): readonly InstanceNameProblem[] {
  const problems: InstanceNameProblem[] = [];
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(instance)) problems.push({ code: 'INSTANCE_NAME_CHARACTERS', instance });
  if (instance.length > INSTANCE_NAME_LENGTH_MAX) {
    problems.push({
      code: 'INSTANCE_NAME_LENGTH',
      instance,
      length: instance.length,
      lengthMax: INSTANCE_NAME_LENGTH_MAX,
    });
  }
  return problems;
}

/** The facts about the name that a template renders. Nothing in the product checks them. */
export function nameFacts(
  template: string,
  values: { readonly accountName: string; readonly clusterId: string; readonly envSuffix: string },
): NameFacts {
  const host = renderHost(template, values);
  const labels = host.split('.');
  const first = labels[0] ?? '';
  return {
    host,
    hostOctets: host.length,
    labelOctets: first.length,
    aLabelOctets: 'a-'.length + first.length,
    cnameLabelOctets: 'cname-'.length + first.length,
    isHostName: host.length <= 253 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)),
    isPunycodeLike: labels.some((label) => label.startsWith('xn--')),
    isRecordTypeLike: /^(a|aaaa|cname|ns)-/.test(first),
  };
}
