import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TableEngine } from '../../src/kura/database.ts';
import { DEFAULT_REGIONS } from '../../src/kura/region.ts';
import { renderHosts } from '../../src/kura/release.ts';
import { createReleaseCatalogue } from '../../src/kura/release-catalogue.ts';
import { PRUNE_STALE_ENDPOINTS_SQL } from '../../src/kura/statement.ts';
import type { EndpointRow } from '../../src/kura/tables.ts';

/** A failure prints its seed and path; give both here to replay it. */
const REPLAY = { seed: 0x6b757261, numRuns: 300 };

const handle = fc.stringMatching(/^[a-z0-9-]{1,32}$/);
const publicRegion = fc.constantFrom(...DEFAULT_REGIONS.filter(({ kind }) => kind === 'public'));
const deployEnv = fc.constantFrom('prod', 'can', 'stag');
const place = fc.record({ accountName: handle, region: publicRegion, deployEnv });

const release = createReleaseCatalogue({}).releases.get('second-commit');
if (release === undefined) throw new Error('no second commit');

describe('hosts of the second commit', () => {
  it('are the same only for the same account, region and environment', () => {
    fc.assert(
      fc.property(place, place, (left, right) => {
        const isSame =
          left.accountName === right.accountName && left.region === right.region && left.deployEnv === right.deployEnv;
        const hosts = [left, right].map((one) => renderHosts({ ...one, release }).publicHost);
        expect(hosts[0] === hosts[1]).toBe(isSame);
      }),
      REPLAY,
    );
  });

  it('stay apart even for handles that look like parts of a host', () => {
    const part = fc.constantFrom('acme', 'eu', 'central', '1', 'staging', 'canary', 'eu-central-1', 'us-east-1');
    const tricky = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('-'));
    const trickyPlace = fc.record({ accountName: tricky, region: publicRegion, deployEnv });
    fc.assert(
      fc.property(trickyPlace, trickyPlace, (left, right) => {
        const hosts = [left, right].map((one) => renderHosts({ ...one, release }).publicHost);
        if (hosts[0] === hosts[1]) expect(left).toEqual(right);
      }),
      REPLAY,
    );
  });

  it("survive the prune of their own environment, and no other environment's host does", () => {
    const engine = new TableEngine(200);
    const accounts = [{ id: 1, name: 'acme', kura_cache: 1, custom_endpoints: 1, dedicated: 0 }];
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), fc.constantFrom('can', 'stag'), (places, own) => {
        const urls = places.map((one) => ({
          env: one.deployEnv,
          url: `https://${renderHosts({ ...one, release }).publicHost}`,
        }));
        const distinct = [...new Map(urls.map((one) => [one.url, one])).values()];
        const account_cache_endpoints = distinct.map(({ url }): EndpointRow => ({ account_id: 1, technology: 1, url }));
        const { tables } = engine.run({
          tables: { accounts, account_cache_endpoints },
          reads: ['accounts', 'account_cache_endpoints'],
          writes: ['account_cache_endpoints'],
          statements: [PRUNE_STALE_ENDPOINTS_SQL],
          parameters: { suffix: release.suffixes[own] },
        });
        const kept = (tables.account_cache_endpoints ?? []).map(({ url }) => url);
        const expected = distinct.filter(({ env }) => env === own).map(({ url }) => url);
        expect([...kept].sort()).toEqual([...expected].sort());
      }),
      REPLAY,
    );
  });
});
