import type { Configuration } from '../../externaldns/configuration.ts';
import type { ControllerMemory } from '../../externaldns/controller-memory.ts';
import { assert } from '../../kernel/assert.ts';
import type { Component } from '../../kernel/component.ts';
import type { World } from '../../kernel/model.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { LogBook } from './log-book.ts';

/** Levels at which a run that goes well leaves no line. */
const QUIET_LEVELS: readonly Configuration['logLevel'][] = ['panic', 'fatal', 'error', 'warning'];

/** What controllers do by themselves. */
const VERBS = new Set(['sync', 'plan', 'call', 'restart', 'registry-cache-expire', 'provider-cache-expire']);

/** What a search asks about the controllers of a world. Controllers are numbers: their places in the log book. */
export class ControllerWatch {
  readonly #built: BuiltScenario;
  readonly #memories: readonly Component<ControllerMemory>[];
  readonly #names: readonly string[];
  readonly #led: readonly boolean[];

  constructor(built: BuiltScenario, book: LogBook) {
    this.#built = built;
    this.#names = book.controllers;
    const components = new Map(built.model.components.map((component) => [component.id, component]));
    this.#memories = book.controllers.map((name) => {
      const memory = components.get(`controller/${name}/memory`);
      assert(memory !== undefined, `${name} has a memory`);
      return memory as Component<ControllerMemory>;
    });
    const first = built.model.initialWorld();
    this.#led = book.lines.map(
      (lines, index) => lines.length > 0 && !QUIET_LEVELS.includes(this.configuration(first, index).logLevel),
    );
  }

  /** Whether a controller's log says when it runs. Others run by the clock. */
  isLed(index: number): boolean {
    return this.#led[index] === true;
  }

  /** The controller that an action is one of; -1: none. An environment of the product may have a controller's name. */
  indexOfAction(action: string): number {
    const dot = action.lastIndexOf('.');
    return VERBS.has(action.slice(dot + 1)) ? this.#names.indexOf(action.slice(0, dot)) : -1;
  }

  /** Whether an action happens when its controller's log says so. */
  isByLog(action: string): boolean {
    return /\.(sync|restart)$/.test(action) && this.isLed(this.indexOfAction(action));
  }

  state(world: World, index: number): ControllerMemory['state'] {
    return this.#built.model.reader(world).get(this.#memories[index] as Component<ControllerMemory>).state;
  }

  configuration(world: World, index: number): Configuration {
    const view = this.#built.landscape.controllers.find(({ name }) => name === this.#names[index]);
    assert(view !== undefined, `${this.#names[index]} is a controller`);
    return view.configuration(this.#built.model.reader(world));
  }
}
