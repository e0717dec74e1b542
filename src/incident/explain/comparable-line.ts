import type { LogLine } from '../../externaldns/endpoint.ts';
import { announcedChange } from '../logs/logged-change.ts';

/**
 * What a line says, as far as a log and the model can be expected to say the same; `null` for lines of a kind that one
 * of the two does not write (start-up, HTTP traces, client libraries, most debug lines).
 *
 * Left out are request ids, what a host's error says beyond its kind, ids of zones, and the wording of older releases.
 */
export function comparableLine(line: LogLine): string | null {
  const announced = announcedChange(line);
  if (announced !== undefined) {
    const { operation, name, type, setIdentifier, ttlSeconds, targets } = announced.change;
    return JSON.stringify([operation, name, type, setIdentifier, ttlSeconds ?? null, targets ?? null]);
  }
  const { message, fields = {} } = line;
  for (const { form, isAboutRecord } of FORMS) {
    const match = form.exec(message);
    if (match === null) continue;
    const record = isAboutRecord === true ? [String(fields.record ?? ''), String(fields.type ?? '')] : [];
    return JSON.stringify([...(match.length > 1 ? match.slice(1) : [match[0]]), ...record]);
  }
  return null;
}

/** Kinds of lines that both write. What is in brackets is compared; without brackets, all that matches. */
const FORMS: readonly { readonly form: RegExp; readonly isAboutRecord?: boolean }[] = [
  { form: /^(All records are already up to date)/ },
  { form: /^Reconciliation succeeded after \d+ consecutive soft errors$/ },
  { form: /^(Failed to do run once|soft error)/ },
  { form: /^(failed to (?:create|update|delete) record):/, isAboutRecord: true },
  { form: /^(failed to find previous record):/, isAboutRecord: true },
  { form: /^(fallback: individual \S+ failed):/, isAboutRecord: true },
  { form: /^(Batch DNS operation failed for zone )/ },
  { form: /^(Failure in zone \S+) when submitting change batch/ },
  { form: /^(Failed submitting change) \(error/ },
  { form: /^\d+ record\(s\) were successfully updated$/ },
  { form: /^(Failed to (?:delete|update) \S+ record named '[^']*')/ },
  { form: /^(Ignoring changes to '[^']*' because a suitable Azure DNS zone was not found)/ },
  { form: /^(?:Inserting|Updating|Deleting|Insert|Update|Delete) dynamodb record .*$/i },
  { form: /^(Skipping endpoint .*) because owner(?: id)? does not match/s },
  { form: /^(Skipping record \S+): pinned hosted zone/ },
  { form: /^Records cache provider: no changes to be applied$/ },
  { form: /^Received SIGTERM\. Terminating\.\.\.$/ },
  { form: /^Terminating main controller loop$/ },
];
