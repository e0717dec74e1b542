import { labelsOf } from '../dns/name.ts';
import type { Hearing, NameServer } from '../dns/name-server.ts';
import { recordsOf, viewOf } from '../dns/zone.ts';
import type { Reader } from '../kernel/component.ts';
import type { World } from '../kernel/model.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { type Moment, type MomentProblem, momentText, type NamedStep, namedSteps, parseMoment } from './moment.ts';
import { RecordedWorlds } from './recorded-worlds.ts';
import type { Divergence } from './replay.ts';
import type { Trace } from './trace.ts';

/** A trace that can be looked at as it was at any of its moments. */
export class LookBack {
  readonly trace: Trace;
  readonly built: BuiltScenario;
  readonly namedSteps: readonly NamedStep[];
  readonly #worlds: RecordedWorlds;
  /** Names that the run's zones can hold, as far as they are known: they are names, even where they look like moments. */
  readonly #names: ReadonlySet<string>;

  private constructor(trace: Trace, built: BuiltScenario, worlds: RecordedWorlds) {
    this.trace = trace;
    this.built = built;
    this.namedSteps = namedSteps(trace, stepNames(built));
    this.#worlds = worlds;
    this.#names = new Set(built.landscape.zones.flatMap(({ records }) => records.foreseenKeys));
  }

  /** Does a trace again on its scenario; or says where the two differ. */
  static of(trace: Trace, built: BuiltScenario): LookBack | { readonly divergence: Divergence } {
    const worlds = RecordedWorlds.of(trace, built.model);
    return 'divergence' in worlds ? worlds : new LookBack(trace, built, worlds);
  }

  get end(): Moment {
    return { stepIndex: this.trace.steps.length, atMs: this.trace.end.durationMs };
  }

  moment(text: string): Moment | MomentProblem {
    return parseMoment(text, this.trace, this.namedSteps);
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

/** `at-12m30s`, `at-12`, `at-end`, `before-roll-out`, `30s-after-roll-out`: the moment in a label that looks like one. */
function momentOfLabel(label: string): string | undefined {
  if (label.startsWith('at-')) return label.slice('at-'.length);
  return /^(?:[0-9a-z]+-)?(?:before|after)-./.test(label) ? label : undefined;
}

/** By action, what moments call the step of the scenario that it belongs to. */
function stepNames({ scenario, actionsOf }: BuiltScenario): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const step of scenario.steps) {
    for (const action of actionsOf(step)) {
      names.set(
        action,
        actorOf(action)
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-|-$/g, ''),
      );
    }
  }
  return names;
}

/** Actions are called `<actor>.<verb>`; a step's actor is its name, or `step-3`. */
function actorOf(action: string): string {
  return action.slice(0, action.lastIndexOf('.'));
}
