import { effect } from '@preact/signals';
import { hashOf, placeOf } from '../data/place.ts';
import type { Viewer } from './viewer.ts';

/** Browsers refuse to change the address more often than this allows. */
const SETTLED_MS = 200;

/** Keeps the page and its address together: whoever copies the address links to this moment. */
export function followAddress(viewer: Viewer): void {
  let pending: number | undefined;
  let screen = screenOf(viewer);
  effect(() => {
    const hash = hashOf(viewer.place.value);
    const isNewScreen = screenOf(viewer) !== screen;
    screen = screenOf(viewer);
    clearTimeout(pending);
    if (hash === location.hash || (hash === '#' && location.hash === '')) return;
    if (isNewScreen) history.pushState(null, '', hash);
    else pending = window.setTimeout(() => history.replaceState(null, '', hash), SETTLED_MS);
  });
  window.addEventListener('hashchange', () => {
    const place = placeOf(location.hash, viewer.extent);
    if (hashOf(place) !== hashOf(viewer.place.value)) viewer.open(place);
  });
}

/** Places with one screen differ only in what is looked at there. */
function screenOf({ place }: Viewer): string {
  const { screen, ...rest } = place.value;
  const members = { step: null, search: null };
  return JSON.stringify([screen, { ...rest, ...members }]);
}
