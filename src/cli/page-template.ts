import { existsSync, readFileSync } from 'node:fs';
import { assert } from '../kernel/assert.ts';

/**
 * The report page without data, as the build made it: beside the compiled command line, or, for code that runs
 * uncompiled, in `dist/`.
 */
export function pageTemplate(): string {
  const template = builtPageTemplate();
  assert(template !== undefined, 'the report page is not built: npm run build makes it');
  return template;
}

/** As {@link pageTemplate}; nothing if the page is not built. */
export function builtPageTemplate(): string | undefined {
  const isCompiled = !import.meta.url.endsWith('.ts');
  const place = new URL(isCompiled ? '../viewer/page.html' : '../../dist/viewer/page.html', import.meta.url);
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
}
