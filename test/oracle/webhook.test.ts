import { describe, expect, it } from 'vitest';
import { defaultConfiguration } from '../../src/externaldns/flags/default-configuration.ts';
import { webhookError, webhookStatusText } from '../../src/externaldns/provider/webhook.ts';
import { openJudge } from './judge.ts';

const opened = openJudge(['decisions']);
const judge = 'problem' in opened ? undefined : opened;

/** The judge's answer, or, where there is no Go, what it answered when this was written. */
function real(given: object, recorded: unknown): unknown {
  return judge === undefined ? recorded : judge.ask('decisions', [given])[0];
}

describe('what external-dns makes of the status of a webhook', () => {
  it.each([
    [400, false],
    [403, false],
    [429, false],
    [499, false],
    [500, true],
    [503, true],
    [510, true],
    [511, false],
    [599, false],
  ])('%i is an error that it lives with: %s', (status, isSoft) => {
    const errorOf = (what: Parameters<typeof webhookStatusText>[0]) =>
      webhookError(webhookStatusText(what, status), defaultConfiguration);
    const model = { list: errorOf('get records'), apply: errorOf('apply changes') };
    expect(model.list.isSoft).toBe(isSoft);
    expect(model).toEqual(real({ kind: 'webhook', status }, model));
  });

  it('a webhook that refuses the connection ends the process', () => {
    const refused = (method: string) =>
      webhookError(
        `${method} "http://webhook/records": dial tcp webhook: connect: connection refused`,
        defaultConfiguration,
      );
    const model = { list: refused('Get'), apply: refused('Post') };
    expect(model.list.isSoft).toBe(false);
    expect(model).toEqual(real({ kind: 'webhook', status: 0 }, model));
  });
});

// The model has no such server: this is a fact about the judge alone.
if (judge !== undefined) {
  const server = judge;
  describe("external-dns's own webhook server", () => {
    it.each([
      ['GET', '/'],
      ['POST', '/'],
      ['DELETE', '/nowhere'],
    ])('answers %s %s with its domain filter, as every path that is not its own', (method, path) => {
      const answer = { status: 200, body: '{}' };
      expect(server.ask('decisions', [{ kind: 'webhook-server', method, path }])).toEqual([answer]);
    });

    it.each([
      ['PUT', '/records'],
      ['GET', '/adjustendpoints'],
    ])('refuses %s %s as a bad request', (method, path) => {
      const answer = { status: 400, body: '' };
      expect(server.ask('decisions', [{ kind: 'webhook-server', method, path }])).toEqual([answer]);
    });
  });
}
