import type { Event } from '../kernel/action.ts';
import { textOf } from './event-facts.ts';
import { quoted } from './phrase.ts';

/** A log line as the process prints it: its level, and the message with the fields in order behind it. */
export function logLineOf(event: Event): { readonly level: string; readonly line: string } | undefined {
  const message = textOf(event, 'message');
  if (event.type !== 'log' || message === undefined) return undefined;
  const fields = event.fields !== null && typeof event.fields === 'object' ? Object.entries(event.fields) : [];
  const shown = fields.map(([key, value]) => ` ${key}=${typeof value === 'string' ? quoted(value) : String(value)}`);
  return { level: textOf(event, 'level') ?? 'info', line: `${message}${shown.join('')}` };
}
