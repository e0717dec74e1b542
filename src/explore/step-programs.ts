import type { Action, Outcome } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Model } from '../kernel/model.ts';
import type { Footprints } from './footprints.ts';
import { type RowLayout, repackRows } from './row-layout.ts';
import { H, type SharedMemory } from './shared-memory.ts';
import { type SlotValues, slotHash } from './slot-values.ts';

/**
 * What remembered steps do to a packed row: integers in `programs`, to be run by any thread.
 *
 * A program is what one action can do in one local situation. It is known by its offset:
 *
 *     count of outcomes without fault, count of faults, offset of the first fault, action, footprint (0 unless the search
 *     is reduced), then per outcome:
 *     label, hash delta, change count, offset of its step properties' answers (0: none to look at),
 *     then per change: word of the row, bits to flip
 *
 * Old and new value of every slot that changes are known, so a step is an XOR on a few words and on the hash.
 */
export class StepPrograms {
  readonly #model: Model;
  readonly #memory: SharedMemory;
  readonly #values: SlotValues;
  readonly #layout: RowLayout;
  readonly #footprints: Footprints | undefined;
  readonly #sharedSlots: readonly boolean[];
  /** Two numbers per record: the action's index, and the outcome's index in what the action returned. */
  readonly #records: number[] = [];
  readonly #disabled = new Map<number, number>();
  #end = disabledProgram + Program.outcomes;
  #layoutVersion = 0;

  constructor(parts: {
    readonly model: Model;
    readonly memory: SharedMemory;
    readonly values: SlotValues;
    readonly layout: RowLayout;
    /** Only if the search is reduced. */
    readonly footprints?: Footprints | undefined;
  }) {
    this.#model = parts.model;
    this.#memory = parts.memory;
    this.#values = parts.values;
    this.#layout = parts.layout;
    this.#footprints = parts.footprints;
    this.#sharedSlots = parts.model.components.map(({ scope }) => scope === 'shared');
    parts.memory.programs.array[disabledProgram + Program.firstFault] = this.#end;
  }

  /** Changes whenever rows were packed anew. */
  get layoutVersion(): number {
    return this.#layoutVersion;
  }

  /** Bytes in use. */
  get byteCount(): number {
    return 4 * this.#end + 8 * this.#records.length;
  }

  /** The action of a label, and the outcome's index in what the action returned. */
  recordOf(label: number): { readonly action: Action; readonly outcomeIndex: number } {
    const record = 2 * (label >>> labelBits);
    return {
      action: this.#model.actions[this.#records[record] as number] as Action,
      outcomeIndex: this.#records[record + 1] as number,
    };
  }

  /**
   * Writes the program of an action in the world with these values: `outcomes` with their index in the evaluation, `slots`
   * are those that decided it.
   */
  add(
    action: number,
    values: Int32Array,
    found: { readonly outcomes: readonly (readonly [number, Outcome])[]; readonly slots: readonly number[] },
  ): number {
    const { outcomes, slots } = found;
    if (outcomes.length === 0) return this.#addDisabled(action, slots);
    const steps = outcomes.map(([index, outcome]) => ({
      index,
      isFault: outcome.fault !== undefined,
      changes: this.#changesOf(values, outcome),
    }));
    if (!this.#isRoomForAll()) this.#widen();
    const normal = steps.filter(({ isFault }) => !isFault);
    const faults = steps.filter(({ isFault }) => isFault);
    const normalCode = normal.flatMap((step) => this.#encode(action, values, step));
    const faultCode = faults.flatMap((step) => this.#encode(action, values, step));
    const program = this.#end;
    const firstFault = program + Program.outcomes + normalCode.length;
    this.#end = firstFault + faultCode.length;
    assert(this.#memory.programs.reserve(this.#end), 'there is room for another remembered step');
    const footprint = this.#footprints?.add(action, {
      slots,
      normal: normal.flatMap(({ changes }) => changes.map(([slot]) => slot)),
      faults: faults.flatMap(({ changes }) => changes.map(([slot]) => slot)),
    });
    const head = [normal.length, faults.length, firstFault, action, footprint ?? 0];
    this.#memory.programs.array.set([...head, ...normalCode, ...faultCode], program);
    return program;
  }

  /** Nothing happens: one program says so for all, unless it matters what that rests on. */
  #addDisabled(action: number, slots: readonly number[]): number {
    if (this.#footprints === undefined) return disabledProgram;
    const footprint = this.#footprints.add(action, { slots, normal: [], faults: [] });
    const known = this.#disabled.get(footprint * this.#model.actions.length + action);
    if (known !== undefined) return known;
    const program = this.#end;
    this.#end += Program.outcomes;
    this.#disabled.set(footprint * this.#model.actions.length + action, program);
    assert(this.#memory.programs.reserve(this.#end), 'there is room for another remembered step');
    this.#memory.programs.array.set([0, 0, this.#end, action, footprint], program);
    return program;
  }

  /** True if the action of a program is not enabled. */
  isDisabled(program: number): boolean {
    const code = this.#memory.programs.array;
    return code[program] === 0 && code[program + Program.faultCount] === 0;
  }

  /** Has a program rest on further slots: those that step properties read about its outcomes. */
  extendFootprint(program: number, slots: Int32Array): void {
    const code = this.#memory.programs.array;
    const at = program + Program.footprint;
    if (this.#footprints === undefined) return;
    code[at] = this.#footprints.extend(code[program + Program.action] as number, code[at] as number, slots);
  }

  /** Visits the outcomes of a program by the offset of each. */
  forEachOutcome(program: number, visit: (offset: number) => void): void {
    const code = this.#memory.programs.array;
    const count = (code[program] as number) + (code[program + Program.faultCount] as number);
    let at = program + Program.outcomes;
    for (let outcome = 0; outcome < count; outcome += 1) {
      visit(at);
      at += Program.changes + 2 * (code[at + Program.changeCount] as number);
    }
  }

  #encode(
    action: number,
    values: Int32Array,
    step: { readonly index: number; readonly isFault: boolean; readonly changes: readonly Change[] },
  ): readonly number[] {
    const record = this.#records.length / 2;
    this.#records.push(action, step.index);
    this.#footprints?.noteMover(record, action);
    const isShared = step.changes.some(([slot]) => this.#sharedSlots[slot]);
    const label = (record << labelBits) | (isShared ? Label.shared : 0) | (step.isFault ? Label.fault : 0);
    const { fields } = this.#layout;
    let hash = 0;
    const flips: number[] = [];
    for (const [slot, local] of step.changes) {
      const before = values[slot] as number;
      hash ^= slotHash(slot, before) ^ slotHash(slot, local);
      flips.push(fields[3 * slot] as number, (before ^ local) << (fields[3 * slot + 1] as number));
    }
    return [label, hash, step.changes.length, 0, ...flips];
  }

  /** The slots that an outcome changes here, with their new values. */
  #changesOf(values: Int32Array, outcome: Outcome): readonly Change[] {
    const locals = new Map<number, number>();
    for (const { component, value } of outcome.writes) {
      const slot = this.#model.slotOf(component.id);
      locals.set(slot, this.#values.localOf(slot, this.#values.interner.intern(value)));
    }
    return [...locals].filter(([slot, local]) => local !== values[slot]);
  }

  /** Whether every value met fits into its field: also those that were met only as images of others. */
  #isRoomForAll(): boolean {
    const slotCount = this.#sharedSlots.length;
    for (let slot = 0; slot < slotCount; slot += 1) {
      if (!this.#layout.fits(slot, this.#values.count(slot) - 1)) return false;
    }
    return true;
  }

  /** Makes the row's fields wide enough for all values met, and packs all rows and programs anew. */
  #widen(): void {
    const { header, rows, layout, programs } = this.#memory;
    const rowCount = header.array[H.stateCount] as number;
    const from = this.#layout.widen((slot) => this.#values.count(slot), rowCount);
    const to = { stride: this.#layout.stride, fields: this.#layout.fields };
    assert(rows.reserve((rowCount + 1) * to.stride), 'there is room for wider rows');
    repackRows(rows.array, rowCount, { from, to });
    layout.array.set(to.fields);
    header.array[H.stride] = to.stride;
    this.#layoutVersion += 1;
    for (let program: number = disabledProgram; program < this.#end; program = this.#after(program)) {
      this.forEachOutcome(program, (offset) => {
        const count = programs.array[offset + Program.changeCount] as number;
        for (let change = 0; change < count; change += 1) {
          moveFlip(programs.array, offset + Program.changes + 2 * change, from.fields, to.fields);
        }
      });
    }
  }

  #after(program: number): number {
    const code = this.#memory.programs.array;
    let end = program + Program.outcomes;
    this.forEachOutcome(program, (offset) => {
      end = offset + Program.changes + 2 * (code[offset + Program.changeCount] as number);
    });
    return end;
  }
}

type Change = readonly [slot: number, local: number];

/** The program of an action that is not enabled, where it does not matter why: no outcomes. */
export const disabledProgram = 1;

/** Integers of a program, and of one outcome in it. */
export const Program = {
  faultCount: 1,
  firstFault: 2,
  action: 3,
  footprint: 4,
  outcomes: 5,
  hashDelta: 1,
  changeCount: 2,
  checks: 3,
  changes: 4,
} as const;

/** The lower bits of a label: the step changes a shared component, the step is a fault. Above them: the record. */
export const Label = { fault: 1, shared: 2 } as const;

/** How many the lower bits of a label are. */
export const labelBits = 2;

/** Writes a change (word, bits to flip) for another layout. The bits of one change are all in one slot's field. */
function moveFlip(code: Int32Array, at: number, from: Int32Array, to: Int32Array): void {
  const word = code[at] as number;
  const bits = code[at + 1] as number;
  for (let field = 0; field < from.length; field += 3) {
    if (from[field] !== word) continue;
    const shift = from[field + 1] as number;
    const local = (bits >>> shift) & (from[field + 2] as number);
    if (local === 0) continue;
    code[at] = to[field] as number;
    code[at + 1] = local << (to[field + 1] as number);
    return;
  }
}
