import type { Kind } from './kind.ts';
import { controller } from './kinds/controller.ts';
import { filter } from './kinds/filter.ts';
import { labels } from './kinds/labels.ts';
import { names } from './kinds/names.ts';
import { plan } from './kinds/plan.ts';
import { registry } from './kinds/registry.ts';
import { sources } from './kinds/sources.ts';
import { targets } from './kinds/targets.ts';

/** Every kind of question. Of any case type: a kind only ever meets its own cases. */
export const kinds: readonly Kind<object>[] = [plan, registry, controller, names, labels, targets, filter, sources].map(
  (kind) => kind as unknown as Kind<object>,
);
