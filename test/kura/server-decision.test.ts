import { describe, expect, it } from 'vitest';
import type { DecisionFacts, DecisionPath, Observation } from '../../src/kura/finding.ts';
import { decide, resume } from '../../src/kura/server-decision.ts';
import { DEPLOYMENT_STATUS, SERVER_STATUS } from '../../src/kura/tables.ts';

const WANTED: Observation = { seen: 'image', image: 'kura:1' };
const OTHER: Observation = { seen: 'image', image: 'kura:0' };
const NONE_YET: Observation = { seen: 'image', image: null };
const NOT_FOUND: Observation = { seen: 'not-found' };
const ERROR: Observation = { seen: 'error' };

/** A converged active server, with what differs. */
function facts(parts: Partial<DecisionFacts>): DecisionFacts {
  return {
    serverStatus: SERVER_STATUS.active,
    image: 'kura:1',
    deploymentStatus: DEPLOYMENT_STATUS.succeeded,
    observation: WANTED,
    revision: 'wanted',
    isConverged: true,
    isUrlInSync: true,
    ...parts,
  };
}

/** Everything that one look at a server wants done when applying turns out like this, and where it ends. */
function decision(
  path: DecisionPath,
  parts: Partial<DecisionFacts>,
  applying: 'rolled-out' | 'roll-out-failed' = 'rolled-out',
) {
  const first = decide(path, facts(parts));
  if (first.decision.state !== 'rolling-out') return [...first.effects, first.decision.state];
  const second = resume(first.decision, applying);
  return [...first.effects, ...second.effects, second.decision.state];
}

describe('servers that are being destroyed', () => {
  it.each([
    ['the instance is gone (or its region unknown)', NOT_FOUND, ['mark-destroyed', 'done']],
    ['the instance is still there', WANTED, ['destroy-instance', 'done']],
    ['the instance is there without an image', NONE_YET, ['destroy-instance', 'done']],
    ['the cluster cannot be asked', ERROR, ['log-error', 'done']],
  ] as const)('%s', (_, observation, expected) => {
    const parts = { serverStatus: SERVER_STATUS.destroying, image: null, deploymentStatus: null, observation };
    expect(decision('destroying', parts)).toEqual(expected);
  });
});

describe('servers with an open deployment', () => {
  const rollOut = ['mark-running', 'roll-out', 'done'];
  it.each([
    ['destroying', SERVER_STATUS.destroying, WANTED, ['cancel-deployment', 'done']],
    ['destroyed', SERVER_STATUS.destroyed, NOT_FOUND, ['cancel-deployment', 'done']],
    ['the image of the deployment runs', SERVER_STATUS.provisioning, WANTED, ['mark-running', 'activating']],
    ['another image runs', SERVER_STATUS.provisioning, OTHER, rollOut],
    ['no image is reported yet', SERVER_STATUS.provisioning, NONE_YET, rollOut],
    ['there is no instance', SERVER_STATUS.provisioning, NOT_FOUND, rollOut],
    ['the cluster cannot be asked', SERVER_STATUS.provisioning, ERROR, ['fail-deployment', 'fail-server', 'done']],
  ] as const)('%s', (_, serverStatus, observation, expected) => {
    const parts = { serverStatus, observation, deploymentStatus: DEPLOYMENT_STATUS.pending, isConverged: false };
    expect(decision('deploying', parts)).toEqual(expected);
  });

  it('applying fails: deployment and server fail', () => {
    expect(decision('deploying', { observation: NOT_FOUND }, 'roll-out-failed')).toEqual([
      'mark-running',
      'roll-out',
      'fail-deployment',
      'fail-server',
      'done',
    ]);
  });

  it.each([
    ['not-resolvable', []],
    ['not-ready', []],
    ['other', ['fail-deployment', 'fail-server']],
  ] as const)('the probe says %s', (failure, effects) => {
    const waiting = decide('deploying', facts({ isConverged: false })).decision;
    expect(resume(waiting, failure)).toMatchObject({ effects, decision: { state: 'done' } });
  });

  it.each([
    ['committed', ['succeed-deployment']],
    ['destroying', ['cancel-deployment']],
    ['other', ['fail-deployment', 'fail-server']],
  ] as const)('the transaction ends as %s', (result, effects) => {
    const ready = resume(decide('deploying', facts({})).decision, 'ready').decision;
    expect(ready.state).toBe('committing');
    expect(resume(ready, result)).toMatchObject({ effects, decision: { state: 'done' } });
  });
});

describe('all other servers', () => {
  const { failed, succeeded, cancelled } = DEPLOYMENT_STATUS;
  const rows: readonly [string, Partial<DecisionFacts>, readonly string[], readonly string[]][] = [
    ['never deployed', { image: null, deploymentStatus: null, isConverged: false }, ['done'], ['done']],
    ['all as wanted', {}, ['done'], ['done']],
    ['only the URL differs', { isUrlInSync: false }, ['done'], ['activating']],
    ['not converged', { isConverged: false }, ['activating'], ['activating']],
    ['another revision', { revision: 'other' }, ['roll-out', 'done'], ['roll-out', 'done']],
    [
      'another revision and another URL',
      { revision: 'other', isUrlInSync: false },
      ['roll-out', 'done'],
      ['roll-out', 'activating'],
    ],
    [
      'another revision, not converged',
      { revision: 'other', isConverged: false },
      ['roll-out', 'activating'],
      ['roll-out', 'activating'],
    ],
    ['the revision cannot be read', { revision: 'unreadable' }, ['log-error', 'done'], ['log-error', 'done']],
    [
      'the revision cannot be read, not converged',
      { revision: 'unreadable', isConverged: false },
      ['log-error', 'activating'],
      ['log-error', 'activating'],
    ],
    [
      'another image',
      { observation: OTHER, revision: 'other' },
      ['record-observed', 'done'],
      ['record-observed', 'done'],
    ],
    ['no image', { observation: NONE_YET }, ['record-observed', 'done'], ['record-observed', 'done']],
    [
      'another image after a failed deployment',
      { observation: OTHER, deploymentStatus: failed },
      ['record-failed', 'done'],
      ['record-failed', 'done'],
    ],
    [
      'gone after success',
      { observation: NOT_FOUND, deploymentStatus: succeeded },
      ['roll-out', 'done'],
      ['roll-out', 'done'],
    ],
    [
      'gone after success, another URL',
      { observation: NOT_FOUND, isUrlInSync: false },
      ['roll-out', 'done'],
      ['roll-out', 'activating'],
    ],
    [
      'gone after failure',
      { observation: NOT_FOUND, deploymentStatus: failed },
      ['record-failed', 'done'],
      ['record-failed', 'done'],
    ],
    [
      'gone after a cancelled deployment',
      { observation: NOT_FOUND, deploymentStatus: cancelled },
      ['record-observed', 'done'],
      ['record-observed', 'done'],
    ],
    ['the cluster cannot be asked', { observation: ERROR }, ['log-error', 'done'], ['log-error', 'done']],
  ];

  it.each(rows)('%s, without the URL check', (_, parts, withoutCheck) => {
    expect(decision('projecting', { ...parts, isUrlInSync: true })).toEqual(withoutCheck);
  });

  it.each(rows)('%s, with the URL check', (_, parts, __, withCheck) => {
    expect(decision('projecting', parts)).toEqual(withCheck);
  });

  it('the converge rule applies in the same tick even if applying fails', () => {
    const parts = { revision: 'other', isUrlInSync: false } as const;
    expect(decision('projecting', parts, 'roll-out-failed')).toEqual(['roll-out', 'log-error', 'activating']);
  });

  it.each([
    ['not-resolvable', ['record-wanted']],
    ['not-ready', ['record-wanted']],
    ['other', ['record-wanted', 'log-error']],
  ] as const)('while the probe says %s the row is written once a tick', (failure, effects) => {
    const waiting = decide('projecting', facts({ isConverged: false })).decision;
    expect(resume(waiting, failure)).toMatchObject({ effects, decision: { state: 'done' } });
  });

  it.each([
    ['committed', []],
    ['destroying', []],
    ['other', ['record-wanted', 'log-error']],
  ] as const)('the transaction ends as %s', (result, effects) => {
    const ready = resume(decide('projecting', facts({ isConverged: false })).decision, 'ready').decision;
    expect(resume(ready, result)).toMatchObject({ effects, decision: { state: 'done' } });
  });
});
