/** What the page shows, as the part of its address behind `#`: a link to it leads to the same moment. */
export type Place =
  | { readonly screen: 'overview' }
  | { readonly screen: 'run'; readonly run: number; readonly step: number | null; readonly search: string }
  | { readonly screen: 'comparison'; readonly run: number; readonly other: number; readonly step: number | null }
  | { readonly screen: 'exploration'; readonly exploration: number };

/** What an address may name. */
export interface Extent {
  readonly runCount: number;
  readonly explorationCount: number;
  /** Whether the report begins with its first two runs side by side. */
  readonly isComparison?: boolean;
}

/** `#run=0&step=42`. */
export function hashOf(place: Place): string {
  const members = new URLSearchParams();
  switch (place.screen) {
    case 'overview':
      return '#';
    case 'exploration':
      members.set('exploration', String(place.exploration));
      break;
    case 'run':
      members.set('run', String(place.run));
      if (place.step !== null) members.set('step', String(place.step));
      if (place.search !== '') members.set('search', place.search);
      break;
    case 'comparison':
      members.set('run', String(place.run));
      members.set('other', String(place.other));
      if (place.step !== null) members.set('step', String(place.step));
  }
  return `#${members.toString()}`;
}

/** The place that an address names; what it gets wrong leads to where the report begins. */
export function placeOf(hash: string, { runCount, explorationCount, isComparison = false }: Extent): Place {
  const members = new URLSearchParams(hash.replace(/^#/, ''));
  const number = (name: string, count: number) => {
    const text = members.get(name);
    return text !== null && /^\d{1,9}$/.test(text) && Number(text) < count ? Number(text) : null;
  };
  const exploration = number('exploration', explorationCount);
  if (exploration !== null) return { screen: 'exploration', exploration };
  const run = number('run', runCount);
  const step = number('step', Number.POSITIVE_INFINITY);
  const other = number('other', runCount);
  if (run !== null && other !== null) return { screen: 'comparison', run, other, step };
  if (run !== null) return { screen: 'run', run, step, search: members.get('search') ?? '' };
  if (runCount === 1 && explorationCount === 0) return { screen: 'run', run: 0, step, search: '' };
  if (explorationCount === 1) return { screen: 'exploration', exploration: 0 };
  return isComparison && hash === '' ? { screen: 'comparison', run: 0, other: 1, step } : { screen: 'overview' };
}
