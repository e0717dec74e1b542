import { Model } from '../../src/kernel/model.ts';

/** A model like this one that counts how often the code of its actions runs. */
export function countingRuns(model: Model): { readonly model: Model; readonly runs: () => number } {
  let runCount = 0;
  const actions = model.actions.map((action) => ({
    ...action,
    run: (reader: Parameters<typeof action.run>[0]) => {
      runCount += 1;
      return action.run(reader);
    },
  }));
  return { model: new Model([{ components: model.components, actions, timers: [] }]), runs: () => runCount };
}
