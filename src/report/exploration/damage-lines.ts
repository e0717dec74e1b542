import type { Damage, NameDamage } from '../../explore/rollout/damage.ts';
import { formatDuration } from '../../scenario/duration.ts';
import type { Paint } from '../paint.ts';
import { terminalLine } from '../printable.ts';
import type { ExplorationReport } from './exploration-report.ts';

/** So many names are told of one harm; all of them are in JSON. */
const NAME_COUNT_MAX = 6;

/** What heals by itself, and how long it takes on the clock, for people. Nothing if nothing does. */
export function damageLines({ properties }: ExplorationReport, paint: Paint): readonly string[] {
  const told = properties.flatMap(({ name, damage }) => (damage === null ? [] : [{ name, damage }]));
  if (told.length === 0) return [];
  return [
    '',
    '  what heals by itself, on the clock, in one schedule: the way there at once, then nobody steps in',
    ...told.flatMap(({ name, damage }) => {
      const names = nameTexts(damage);
      const more = names.length - NAME_COUNT_MAX;
      return [
        `    ${paint.doubtful(name)} ${healingText(damage, name)}`,
        ...names.slice(0, NAME_COUNT_MAX).map((text) => `      ${terminalLine(text)}`),
        ...(more > 0 ? [paint.faint(`      and ${more} more`)] : []),
      ];
    }),
  ];
}

/** What a harm costs, in sentences: how long until it is over, and what each name was meanwhile. */
export function damageTexts(damage: Damage, invariant: string): readonly string[] {
  return [healingText(damage, invariant), ...nameTexts(damage)];
}

/** Damage as JSON; times in milliseconds from where the way ends. */
export function damageJson({ heals, names, watchedMs }: Damage): object {
  return { heals, names, watchedMs };
}

function healingText({ heals, names, watchedMs }: Damage, invariant: string): string {
  const afterMs = heals.find((one) => one.invariant === invariant)?.afterMs;
  const healing =
    afterMs === undefined || afterMs === null
      ? `has not healed after ${formatDuration(watchedMs)}`
      : `heals after ${formatDuration(afterMs)}`;
  return names.length === 0 ? `${healing}; no name is absent, wrong, unserved or stale meanwhile` : healing;
}

/** A sentence for each name and those who look it up: `app.example.org for clients of west: absent for 1m, …`. */
function nameTexts({ names, watchedMs }: Damage): readonly string[] {
  const groups = new Map<string, NameDamage[]>();
  for (const damage of names) {
    const whose = damage.client ?? `clients of ${damage.of}`;
    const key = `${damage.name === '' ? 'whatever it asks for' : damage.name} for ${whose}`;
    groups.set(key, [...(groups.get(key) ?? []), damage]);
  }
  return [...groups].map(([key, damages]) => `${key}: ${damages.map((one) => kindText(one, watchedMs)).join(', ')}`);
}

function kindText(damage: NameDamage, watchedMs: number): string {
  const { kind, isOlder, spans, longestMs, totalMs, atMostMs, keptMs } = damage;
  const isOpen = spans.some(({ toMs }) => toMs === null);
  const seen = isOpen
    ? `for ${formatDuration(totalMs)} and still after ${formatDuration(watchedMs)}`
    : longestMs === totalMs
      ? `for ${formatDuration(totalMs)}`
      : `for ${formatDuration(longestMs)} at a time, ${formatDuration(totalMs)} in all`;
  const what = isOlder ? `${kind}, as it was before,` : kind;
  if (atMostMs === null || isOpen || keptMs === 0) return `${what} ${seen}`;
  const kept = `${kind === 'absent' ? '"does not exist"' : 'such an answer'} is kept for ${formatDuration(keptMs)}`;
  return `${what} ${totalMs === 0 ? '' : `${seen}, `}by TTL at most ${formatDuration(atMostMs)} (${kept})`;
}
