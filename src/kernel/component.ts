/**
 * One named part of the world. Its value is immutable plain JSON and changes only by an action's outcome.
 *
 * `scope` says who could see a change: `shared` parts (the zone, Kubernetes objects, tables) are what people mean by
 * "the state of the system"; `private` parts (a controller's memory, a cache) are not. A world has settled when no
 * shared part changes any more.
 */
export interface Component<V = unknown> {
  /** Unique in a model; slash-separated from the general to the particular, such as `zone/example.org/app.example.org`. */
  readonly id: string;
  readonly scope: 'shared' | 'private';
  readonly initial: V;
}

/** Reads the values of components in one world. */
export interface Reader {
  get<V>(component: Component<V>): V;
}

/** A new value for a component. Made by {@link put}, which checks that the two fit. */
export interface Write {
  readonly component: Component;
  readonly value: unknown;
}

/** Says that a component takes a value. */
export function put<V>(component: Component<V>, value: NoInfer<V>): Write {
  return { component, value };
}
