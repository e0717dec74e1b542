/**
 * Which steps a search may leave out without a change to any verdict: partial-order reduction with stubborn sets.
 *
 * From each state only the steps of some actions are taken, a set that is *closed* (see {@link StubbornSets}): nothing
 * outside can change what an action in it rests on here, and nothing outside looks at what it changes here. So
 *
 * - **D1**: if steps outside lead to where an action of the set is taken, it could have been taken first, with the same
 *   outcome, and the same steps lead on from there to the same world;
 * - **D2**: an action of the set that can be taken stays so, with the same outcomes, whatever is done outside; and what
 *   is done outside can be done after it as well;
 * - **D0**: the set has an action that changes something without fault, if there is one here.
 *
 * A way through the full graph to a world of interest, from a state of the reduced one, is therefore a way through the
 * reduced graph in another order, with steps in between that the way has nothing to do with, *provided that its next
 * step is not left out for ever* and *that the interest survives those steps*:
 *
 * - **S** (nothing is ignored): in every bottom strongly connected component of the reduced graph, whatever can be taken
 *   somewhere is taken somewhere. It is looked at when a search has come to its end ({@link IgnoredSteps}); where it
 *   fails, the first state of the component is done in full, and the search goes on. All this concerns steps without
 *   fault: ways lengthened by other steps so take no more faults.
 * - **V** (what is looked at): a set with an action that changes what a property rests on has all that could change what
 *   the property rests on here. The property then says the same at the end of the way and here, or is not affected.
 *
 * What is preserved, by property:
 *
 * - *Deadlocks*: by D0 to D2, world by world.
 * - *Invariants, witnesses*: whether there is such a world (S, V), and with how few faults.
 * - *Step properties*: what they read about an action's outcomes counts as read by the action, so that the step is the
 *   same wherever it is taken; and they are asked about steps left out, too.
 * - *eventually, recurs, settles, classes of harm*: the bottom components of the reduced graph are parts of those of the
 *   full one, each full one has at least one: from a component C of the reduced graph, whatever the full graph leads to
 *   can come back to C (walk the same steps from C by D1, D2, S: what was added can be added there as well), and a way
 *   into a bottom component of the full graph can be followed into it by the reduced one. A world that does (or does not)
 *   satisfy the property is in C if one is around it: the argument for invariants, begun in C; so V is asked for only in
 *   bottom components where a property is asked only at the end. That a step changes something shared is decided by what
 *   its action rests on, so S suffices for `settles`.
 *
 * **Stages.** A component whose values never come back divides a graph into stages ({@link ExploreOptions.stage}); of a
 * rollout, which steps have been taken. Asked is not only what becomes of the system, but in which orders of stages: is a
 * property broken (it held, and later it does not) on a way that goes through these stages in this order, is a step
 * forbidden there, and how is it broken where the system comes to rest at a stage, if nobody leaves it? So, further,
 *
 * - all that change the stage look at it, so a set has all of them or none: their order on a way is kept;
 * - **V, one-sided**: a set with an action that changes the stage has all that could change what any property rests on
 *   here, and all whose steps are seen to be forbidden. The other way round it need not be: whether what breaks a property
 *   comes before or after a stage that it does not look at is the same for the question;
 * - **S, by stage**: it is asked of the bottom components of the graph without the edges that change the stage, for all
 *   actions, those that change it included.
 *
 * A way with its order of stages is then followed in the reduced graph: where none of a set's actions is on it, some of
 * them are taken in between, and never one that changes the stage: such a set has the next action of the way that changes
 * the stage or the property, or whose step is forbidden; and if there is none left on the way, the question is answered, or
 * what is left is the way into a rest, which by S goes on with actions that stay. What was taken in between can change a
 * property only after the last change on the way. So "it held and later it does not" stays so, and in the reduced graph
 * nothing happens that does not in the full one.
 *
 * The same with *gates*: a change of the stage that is allowed only in a rest (`settled`), or only where a property holds
 * (`served`). A way is cut at its gates. The first part leads into a rest; the reduced graph follows it there, into a bottom
 * component of its stage that is part of that rest; from there what is left, the gate's step first, is followed as before,
 * and up to that step nothing leaves the component, so that the gate stays open. That a property holds at the moment of a
 * step is kept by having it read the stage: then V holds both ways.
 *
 * **Faults.** The outcomes of an action with and without fault are in a set together. A budget is a counter: to take one
 * fault earlier than others costs the same, so D1 holds. D2 is asked of steps without fault only. While faults may still
 * come, their changes count among what actions look at and change.
 *
 * **Footprints are learned, not declared** ({@link Footprints}): the closure uses what actions and properties were seen to
 * read and to change so far. When a search has come to its end and has learned anything, it begins anew with that. One
 * that has learned nothing is sound: that something unknown happens in a world is itself something that D1, D2 and S
 * preserve (who reads in order reads the same up to the first unknown thing), so it would have been met.
 *
 * Ways found are not the shortest: they have as few faults as possible, and steps in between that the way has nothing to
 * do with. {@link shortenTrace} takes out every step that can be spared.
 *
 * *Source:* A. Valmari, "Stop It, and Be Stubborn!" (ACSD 2015; ACM TECS 16(2), 2017) and "Stubborn Set Intuition
 * Explained" with H. Hansen (ToPNoC XII, 2017), D0 to D2, S and V; A. Valmari and W. Vogler, "Fair Testing and Stubborn
 * Sets" (SPIN 2016), for what cannot be left; the argument for learned footprints and for budgets is our own, and the
 * tests compare reduced with full searches.
 */
export type ReductionWish = 'none' | 'partial-order';

/** Which reduction a search used. */
export interface Reduction {
  readonly used: ReductionWish;
  /** How often the search was begun: again each time after it had learned more of what meets what. */
  readonly rounds: number;
}
