import { signal } from '@preact/signals';

/** `null`: as the system has it. */
export const theme = signal<'light' | 'dark' | null>(null);

/** Whether the page is being printed: then lists show what a sheet can hold, and no list scrolls. */
export const isPrinting = signal(false);

/** Raised whenever colours may have changed, for what is painted by hand. */
export const paletteChanges = signal(0);

/** Follows the system's colours and the printer. */
export function watchSurroundings(): void {
  const print = matchMedia('print');
  isPrinting.value = print.matches;
  print.addEventListener('change', ({ matches }) => {
    isPrinting.value = matches;
    paletteChanges.value += 1;
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    paletteChanges.value += 1;
  });
}

/** Sets the colours, whatever the system has. */
export function setTheme(next: 'light' | 'dark' | null): void {
  theme.value = next;
  if (next === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  paletteChanges.value += 1;
}
