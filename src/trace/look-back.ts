import { labelsOf } from '../dns/name.ts';
import type { Hearing, NameServer } from '../dns/name-server.ts';
import { recordsOf, viewOf } from '../dns/zone.ts';
import type { Reader } from '../kernel/component.ts';
import type { World } from '../kernel/model.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { StepSpan } from '../timeline/run-result.ts';
import {
  actingSteps,
  type Moment,
  type MomentProblem,
  momentText,
  type NamedStep,
  parseMoment,
  spannedSteps,
} from './moment.ts';
import { RecordedWorlds } from './recorded-worlds.ts';
import type { Divergence } from './replay.ts';
import { stepNames } from './step-names.ts';
import type { Trace } from './trace.ts';

interface Seen {
  readonly worlds: RecordedWorlds;
  readonly taken: readonly StepSpan[];
}

/** A trace that can be looked at as it was at any of its moments. */
export class LookBack {
  readonly trace: Trace;
  readonly built: BuiltScenario;
  readonly namedSteps: readonly NamedStep[];
  readonly #worlds: RecordedWorlds;
  readonly #stepsOfActions: ReadonlyMap<string, string>;
  /** Names that the run's zones can hold, as far as they are known: they are names, even where they look like moments. */
  readonly #names: ReadonlySet<string>;

  private constructor(trace: Trace, built: BuiltScenario, seen: Seen) {
    this.trace = trace;
    this.built = built;
    this.#worlds = seen.worlds;
    this.#names = new Set(built.landscape.zones.flatMap(({ records }) => records.foreseenKeys));
    const names = stepNames(built);
    this.#stepsOfActions = names.ofActions;
    this.namedSteps = seen.taken.length > 0 ? spannedSteps(seen.taken, names.of) : actingSteps(trace, names.ofActions);
  }

  /**
   * Does a trace again on its scenario; or says where the two differ. `taken`: when the run took the scenario's steps,
   * where that is known; else only the moments of those that act have names.
   */
  static of(
    trace: Trace,
    built: BuiltScenario,
    taken: readonly StepSpan[] = [],
  ): LookBack | { readonly divergence: Divergence } {
    const worlds = RecordedWorlds.of(trace, built.model);
    return 'divergence' in worlds ? worlds : new LookBack(trace, built, { worlds, taken });
  }

  get end(): Moment {
    return { stepIndex: this.trace.steps.length, atMs: this.trace.end.durationMs };
  }

  moment(text: string): Moment | MomentProblem {
    return parseMoment(text, this.trace, this.namedSteps);
  }

  /** The name of the scenario's step that an action is fired by. */
  stepOfAction(action: string): string | undefined {
    return this.#stepsOfActions.get(action);
  }

  worldAt({ stepIndex }: Moment): World {
    return this.#worlds.at(stepIndex);
  }

  /** The name server of the run's zones at a moment. Names may bring another: see {@link momentLabel}. */
  nameServer(current: () => Moment, describeProblem: (problem: MomentProblem) => string): NameServer {
    return (asked) => {
      const labelled = this.#labelled(asked);
      if (labelled === undefined) return this.#hearing(asked, current());
      const moment = this.moment(labelled.text);
      return 'code' in moment ? { refusal: describeProblem(moment) } : this.#hearing(labelled.name, moment);
    };
  }

  #hearing(name: string, moment: Moment): Hearing {
    const { model, landscape, scenario } = this.built;
    const reader: Reader = model.reader(this.worldAt(moment));
    const zones = landscape.zones.map((zone) => ({
      ...viewOf(zone, reader),
      allRecords: () => recordsOf(zone, reader),
    }));
    const note = momentText(moment, this.trace);
    // The step's number never falls, as secondaries want it; and no serial is 0.
    return { authority: { zones, elsewhere: scenario.elsewhere }, name, serial: moment.stepIndex + 1, note };
  }

  /**
   * The moment that a name begins with, and the name behind it. A name that the run itself may have is only that name,
   * and so is one whose first label only resembles a moment: neither can begin with an underscore, so there a moment
   * is always meant.
   */
  #labelled(asked: string): { readonly text: string; readonly name: string } | undefined {
    const [first = '', ...rest] = labelsOf(asked);
    const isMarked = first.startsWith('_');
    const text = momentOfLabel(isMarked ? first.slice(1) : first);
    if (text === undefined || (!isMarked && this.#names.has(asked))) return undefined;
    const moment = this.moment(text);
    if (!isMarked && 'code' in moment && moment.code !== 'MOMENT_OUT_OF_RANGE') return undefined;
    return { text, name: rest.join('.') };
  }
}

/** `at-12m30s`, `at-12`, `at-end`, `at-stragglers`, `before-roll-out`, `30s-after-roll-out`: the moment in a label that looks like one. */
function momentOfLabel(label: string): string | undefined {
  if (label.startsWith('at-')) return label.slice('at-'.length);
  return /^(?:[0-9a-z]+-)?(?:before|after)-./.test(label) ? label : undefined;
}
