import { zoneKey } from '../dns/zone.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { RunResult } from '../timeline/run-result.ts';
import { replay } from '../trace/replay.ts';
import { traceOf } from '../trace/write-trace.ts';

/** What a controller's cluster wants a name to be. Often the whole explanation: somebody else wants it, too. */
export interface Wish {
  readonly controller: string;
  readonly name: string;
  readonly type: string;
  readonly targets: readonly string[];
}

/** Who wants these names after a step of a run, and what for: names in the order given, then by controller. */
export function wishesFor(
  run: RunResult,
  { model, landscape }: Pick<BuiltScenario, 'model' | 'landscape'>,
  { names, stepIndex }: { readonly names: readonly string[]; readonly stepIndex: number },
): readonly Wish[] {
  // The version is not compared by a replay.
  const { world } = replay({ trace: traceOf(run, { version: '' }), model, stepCountMax: stepIndex });
  const reader = model.reader(world);
  const wishes = landscape.controllers
    .filter((controller) => controller.isRunning(reader))
    .flatMap((controller) =>
      controller.desired(reader).map(({ dnsName, recordType: type, targets }) => {
        return { controller: controller.name, name: zoneKey(dnsName), type, targets };
      }),
    );
  return names.flatMap((name) => wishes.filter((wish) => wish.name === name));
}
