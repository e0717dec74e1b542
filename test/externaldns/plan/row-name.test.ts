import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeDnsName } from '../../../src/dns/normalize-dns-name.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { rowName } from '../../../src/externaldns/plan/row-name.ts';
import { newestVersion, rulesOf } from '../../../src/externaldns/version.ts';

describe('the name of a row', () => {
  it('is the normalised name, whichever way it is found', () => {
    const character = fc.constantFrom(...('ab9-_*.xnAß😍 '.match(/./gu) as string[]));
    const name = fc.array(character, { maxLength: 12 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(name, (dnsName) => {
        const log = new Log('debug');
        const { key, warning } = normalizeDnsName(dnsName);
        expect(rowName(dnsName, log, rulesOf({ version: newestVersion }))).toBe(key);
        expect(log.lines.map(({ message }) => message)).toEqual(warning === undefined ? [] : [warning]);
      }),
      { seed: 20260101, numRuns: 2000 },
    );
  });
});
