import type { Outcome } from '../kernel/action.ts';

/** An order that something goes wrong: which action, which outcome, from the how-manieth chance on and how often. */
export interface FaultOrder {
  readonly action: string;
  /** The label of an outcome, or the kind of fault that it is. */
  readonly outcome: string;
  /** How many chances pass unharmed first. A chance is an evaluation of the action in which the outcome is possible. */
  readonly skip: number;
  readonly times: number;
}

/** The fault orders of a run, and how much of each is left. */
export class ArmedFaults {
  readonly #orders: { readonly order: FaultOrder; skip: number; times: number }[] = [];

  arm(order: FaultOrder): void {
    this.#orders.push({ order, skip: order.skip, times: order.times });
  }

  /** The outcome that an order makes the action take now, if one does. Counts the chance. */
  take(actionId: string, outcomes: readonly Outcome[]): Outcome | undefined {
    for (const armed of this.#orders) {
      if (armed.order.action !== actionId || armed.times === 0) continue;
      const wanted = armed.order.outcome;
      const outcome = outcomes.find(({ label, fault }) => label === wanted || fault === wanted);
      if (outcome === undefined) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.times -= 1;
      return outcome;
    }
    return undefined;
  }

  unspent(): readonly FaultOrder[] {
    return this.#orders.filter(({ times }) => times > 0).map(({ order }) => order);
  }
}
