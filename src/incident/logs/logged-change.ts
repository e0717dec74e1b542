import { withoutFinalDot } from '../../dns/name.ts';
import type { LogLine } from '../../externaldns/endpoint.ts';

/** A change of a record set that a line says a controller is about to ask for. */
export interface LoggedChange {
  readonly operation: 'create' | 'update' | 'delete';
  /** Lower case, without the final dot. */
  readonly name: string;
  /** Upper case. */
  readonly type: string;
  readonly setIdentifier: string;
  /** Seconds; absent where the line does not say, and where it says "the host's default". */
  readonly ttlSeconds?: number;
  /** What the record set holds before a deletion or after a creation; absent where the line does not say. */
  readonly targets?: readonly string[];
}

/** Who writes lines of such a form. */
export type LoggingProvider = 'cloudflare' | 'aws' | 'google' | 'azure' | 'inmemory';

/** A change that a line announces, and the form that it has. */
export interface AnnouncedChange {
  readonly provider: LoggingProvider;
  readonly change: LoggedChange;
}

/**
 * The change that a line announces, if it announces one, in the forms of all releases since v0.11.
 *
 * *Source:* provider/cloudflare/cloudflare.go: submitChanges; provider/aws/aws.go: submitChanges;
 * provider/google/google.go: submitChange; provider/azure/azure.go: deleteRecords, updateRecords;
 * provider/inmemory/inmemory.go: NewInMemoryProvider.
 */
export function announcedChange({ message, fields }: LogLine): AnnouncedChange | undefined {
  if (message === 'Changing record.') return cloudflare(fields ?? {});
  return route53(message) ?? google(message) ?? azure(message) ?? inmemory(message);
}

function cloudflare(fields: NonNullable<LogLine['fields']>): AnnouncedChange | undefined {
  const { action, record, type, ttl } = fields;
  const operation = OPERATIONS[String(action).toUpperCase()];
  if (operation === undefined || record === undefined || type === undefined) return undefined;
  const ttlSeconds = Number(ttl);
  const isAutomatic = !(ttlSeconds > 1);
  return announced('cloudflare', {
    operation,
    name: String(record),
    type: String(type),
    ...(isAutomatic ? {} : { ttlSeconds }),
  });
}

function route53(message: string): AnnouncedChange | undefined {
  const match = /^Desired change: (CREATE|UPSERT|DELETE) (\S+) ([A-Z]+)(?: .*)?$/.exec(message);
  const operation = OPERATIONS[match?.[1] ?? ''];
  if (match === null || operation === undefined) return undefined;
  return announced('aws', { operation, name: octalUnescaped(match[2] as string), type: match[3] as string });
}

/** An update is a deletion and an addition in one batch. */
function google(message: string): AnnouncedChange | undefined {
  const match = /^(Add|Del) records: (\S+) ([A-Z]+) \[(.*)\] (\d+)$/s.exec(message);
  if (match === null) return undefined;
  return announced('google', {
    operation: match[1] === 'Add' ? 'create' : 'delete',
    name: match[2] as string,
    type: match[3] as string,
    targets: splitTargets(match[3] as string, match[4] as string, /\s+/),
    ttlSeconds: Number(match[5]),
  });
}

function azure(message: string): AnnouncedChange | undefined {
  const deletion = /^Deleting ([A-Z]+) record named '([^']*)' for Azure (?:Private )?DNS zone '([^']*)'\.$/.exec(
    message,
  );
  const update =
    /^Updating ([A-Z]+) record named '([^']*)' to '(.*)' for Azure (?:Private )?DNS zone '([^']*)'\.$/s.exec(message);
  if (deletion !== null) {
    const [, type = '', relative = '', zone = ''] = deletion;
    return announced('azure', { operation: 'delete', name: absolute(relative, zone), type });
  }
  if (update === null) return undefined;
  const [, type = '', relative = '', value = '', zone = ''] = update;
  const targets = type === 'TXT' ? [value] : value.split(';');
  return announced('azure', { operation: 'update', name: absolute(relative, zone), type, targets });
}

/** `%v` of an endpoint; of the two lines of an update, the one with the new endpoint. */
function inmemory(message: string): AnnouncedChange | undefined {
  const match = /^(CREATE|UPDATE \(new\)|DELETE): (\S+) (\d+) IN ([A-Z]+) (\S*) (.*) \[.*\]$/s.exec(message);
  const operation = OPERATIONS[match?.[1]?.split(' ')[0] ?? ''];
  if (match === null || operation === undefined) return undefined;
  const [, , name = '', ttl = '', type = '', setIdentifier = '', targets = ''] = match;
  return announced('inmemory', {
    operation,
    name,
    type,
    setIdentifier,
    ...(ttl === '0' ? {} : { ttlSeconds: Number(ttl) }),
    targets: splitTargets(type, targets, ';'),
  });
}

function announced(
  provider: LoggingProvider,
  change: Omit<LoggedChange, 'setIdentifier'> & Partial<LoggedChange>,
): AnnouncedChange {
  const name = withoutFinalDot(change.name).toLowerCase();
  return { provider, change: { setIdentifier: '', ...change, name, type: change.type.toUpperCase() } };
}

function splitTargets(type: string, text: string, separator: string | RegExp): readonly string[] {
  return type === 'TXT' ? [text] : text.split(separator).filter((target) => target !== '');
}

function absolute(relative: string, zone: string): string {
  return relative === '@' || relative === '' ? zone : `${relative}.${zone}`;
}

/** Route 53 writes an asterisk as `\052`. */
function octalUnescaped(name: string): string {
  return name.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

const OPERATIONS: Readonly<Record<string, LoggedChange['operation']>> = {
  CREATE: 'create',
  UPDATE: 'update',
  UPSERT: 'update',
  DELETE: 'delete',
};
