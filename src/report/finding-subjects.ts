import type { Finding } from '../properties/finding.ts';

/** What a finding is about: what to look for in the story and in the zone. */
export interface Subjects {
  /** Names of record sets, hosts, objects. */
  readonly things: readonly string[];
  /** Parts of log lines. */
  readonly logTexts: readonly string[];
  /** Controllers, clusters, owners, clients, environments: who is involved. */
  readonly parties: readonly string[];
}

const thingMembers = new Set(['name', 'names', 'ownedName', 'host', 'url', 'key', 'changed']);
const partyMembers = new Set([
  'account',
  'action',
  'actor',
  'actors',
  'client',
  'cluster',
  'controller',
  'environment',
  'owner',
  'recordOwner',
  'servedBy',
  'zone',
]);

/** The subjects of some findings, each once, in order of first mention. */
export function subjectsOf(findings: readonly Finding[]): Subjects {
  const things = new Set<string>();
  const logTexts = new Set<string>();
  const parties = new Set<string>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [member, held] of Object.entries(value)) {
      const texts = (Array.isArray(held) ? held : [held]).filter((item) => typeof item === 'string' && item !== '');
      if (member === 'contains') for (const text of texts) logTexts.add(text);
      else if (thingMembers.has(member)) for (const text of texts) things.add(thingOf(member, text));
      else if (partyMembers.has(member)) for (const text of texts) parties.add(partyOf(member, text));
      else if (typeof held === 'object') visit(held);
    }
  };
  visit(findings);
  return { things: [...things], logTexts: [...logTexts], parties: [...parties] };
}

/** Of a URL the host matters, of a component's id its last part: that is what events name. */
function thingOf(member: string, text: string): string {
  if (member === 'url') return /^[a-z]+:\/\/([^/:?#]+)/i.exec(text)?.[1] ?? text;
  return member === 'changed' ? (text.split('/').at(-1) ?? text) : text;
}

/** Actions are called `<actor>.<verb>`. */
function partyOf(member: string, text: string): string {
  if (member !== 'action') return text;
  const dot = text.indexOf('.');
  return dot === -1 ? text : text.slice(0, dot);
}
