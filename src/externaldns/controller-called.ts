import type { Event } from '../kernel/action.ts';
import type { Write } from '../kernel/component.ts';
import type { ControllerMemory } from './controller-memory.ts';

/** One way in which a call can come out. */
export interface Called {
  readonly label: string;
  readonly fault?: string;
  /** What the process remembers afterwards; `null`: it has died. */
  readonly memory: ControllerMemory | null;
  readonly writes: readonly Write[];
  readonly events: readonly Event[];
}
