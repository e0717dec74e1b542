import { describe, expect, it } from 'vitest';
import { logLineOf } from '../../src/scenario/check/log-lines.ts';

describe('what counts as a line of a log', () => {
  it.each([
    [
      { type: 'log', actor: 'east', level: 'debug', message: 'Skipping endpoint' },
      { actor: 'east', level: 'debug', message: 'Skipping endpoint' },
    ],
    [
      {
        type: 'kura.probe',
        actor: 'staging.kura',
        environment: 'staging',
        account: 'acme',
        region: 'eu-central',
        release: 'before',
        url: 'https://acme.example',
        result: 'not-ready',
        reason: 'status-404',
      },
      {
        actor: 'staging',
        level: 'info',
        message: 'probe acme/eu-central not-ready status-404 https://acme.example',
      },
    ],
    [
      {
        type: 'kura.tick-aborted',
        actor: 'staging.kura',
        environment: 'staging',
        reason: 'region-unknown',
        region: 'us-east',
        server: '1/us-east/1',
      },
      { actor: 'staging', level: 'error', message: 'tick-aborted us-east region-unknown' },
    ],
    [
      { type: 'kura.refused', actor: 'staging.kura', environment: 'staging', code: 'SERVER_EXISTS', region: 'us-east' },
      { actor: 'staging', level: 'info', message: 'refused us-east SERVER_EXISTS' },
    ],
  ])('%j', (event, line) => {
    expect(logLineOf(event)).toEqual(line);
  });

  it('is nothing that somebody else sees', () => {
    expect(logLineOf({ type: 'zone.changed', actor: 'east' })).toBeUndefined();
  });
});
