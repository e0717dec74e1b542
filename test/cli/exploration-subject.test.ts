import { describe, expect, it } from 'vitest';
import { differences } from '../../src/cli/checkpoint-file.ts';
import { type ExplorationSubject, identityOfSubject } from '../../src/cli/exploration-subject.ts';

const subject: ExplorationSubject = {
  scenario: { file: 'rollout.yaml', text: 'title: a\n', files: { 'ingress.yaml': 'kind: Ingress\n' } },
  variant: null,
  options: {
    free: false,
    faults: 1,
    faultKinds: ['crash', 'refused'],
    invariants: [],
    failOn: null,
    seed: null,
    depthMax: null,
    reduction: 'none',
  },
};

function differencesWith(changed: ExplorationSubject): readonly string[] {
  return differences(identityOfSubject(subject, undefined), identityOfSubject(changed, undefined));
}

describe('the identity of an exploration', () => {
  it.each<readonly [string, ExplorationSubject, readonly string[]]>([
    ['another text', { ...subject, scenario: { ...subject.scenario, text: 'title: b\n' } }, ['the scenario']],
    [
      'another text of a file that it reads',
      { ...subject, scenario: { ...subject.scenario, files: { 'ingress.yaml': '' } } },
      ['the scenario'],
    ],
    ['another variant', { ...subject, variant: 'second' }, ['its variant']],
    ['other faults', { ...subject, options: { ...subject.options, faults: 2 } }, ['--faults']],
    [
      'other orders',
      { ...subject, options: { ...subject.options, free: true, depthMax: 9 } },
      ['--free', '--depth-max'],
    ],
  ])('differs with %s, and says in what', (_, changed, names) => {
    expect(differencesWith(changed)).toEqual(names);
  });

  it('is the same wherever the file is, however the result is told, in whatever order kinds are named', () => {
    const elsewhere = { ...subject, scenario: { ...subject.scenario, file: '/ci/rollout.yaml' } };
    expect(differencesWith(elsewhere)).toEqual([]);
    const options = { ...subject.options, failOn: 'stuck', faultKinds: ['refused', 'crash'] };
    expect(differencesWith({ ...subject, options })).toEqual([]);
  });

  it('tells the parts of one exploration apart', () => {
    const part = (index: number) => identityOfSubject(subject, { index, count: 4 });
    expect(differences(part(1), part(2))).toEqual(['--shard']);
  });
});
