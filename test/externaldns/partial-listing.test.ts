import { describe, expect, it } from 'vitest';
import { SmallWorld } from './small-world.ts';

const app = 'app.example.org A 192.0.2.1';
const several = 'app.example.org A 192.0.2.1 192.0.2.2';
const heritage = '"heritage=external-dns,external-dns/owner=west"';
const foreign = [
  { name: 'app.example.org', type: 'A', ttl: 0, values: ['192.0.2.9'] },
  { name: 'a-app.example.org', type: 'TXT', ttl: 0, values: [heritage] },
  { name: 'mail.example.org', type: 'MX', ttl: 0, values: ['10 mx.example.org'] },
  { name: 'example.org', type: 'CAA', ttl: 0, values: ['0 issue "example.net"'] },
];

function losses(world: SmallWorld): readonly string[] {
  return world
    .outcomes('east.sync')
    .filter(({ fault }) => fault === 'partial-listing')
    .map(({ label }) => label.replace('partial-listing ', ''));
}

describe('a listing that a page loses a record of', () => {
  it('can lack any record that external-dns would see', () => {
    const world = new SmallWorld({ east: { wants: [app], losesRecordsOfListings: true } }, foreign);
    expect(losses(world)).toEqual(['a-app.example.org TXT', 'app.example.org A', 'mail.example.org MX']);
  });

  it('is of interest only where a plan can use what it lacks', () => {
    const options = { wants: [app], losesRecordsOfListings: true, interest: ['app.example.org'] };
    expect(losses(new SmallWorld({ east: options }, foreign))).toEqual(['a-app.example.org TXT', 'app.example.org A']);
    expect(losses(new SmallWorld({ east: { ...options, interest: ['www.example.org'] } }, foreign))).toEqual([]);
  });

  it('tells the records of a set apart by their values', () => {
    const world = new SmallWorld({ east: { wants: [several], losesRecordsOfListings: true } });
    world.sync('east');
    expect(losses(world)).toEqual([
      'a-app.example.org TXT',
      'app.example.org A 192.0.2.1',
      'app.example.org A 192.0.2.2',
    ]);
  });

  it.each(['aws', 'azure', 'google', 'inmemory', 'webhook'] as const)('does not happen at %s', (provider) => {
    const options = { configuration: { provider }, losesRecordsOfListings: true };
    expect(losses(new SmallWorld({ east: options }, foreign))).toEqual([]);
  });

  it('does not happen unless it is asked for, nor while a cache answers', () => {
    expect(losses(new SmallWorld({ east: {} }, foreign))).toEqual([]);
    const world = new SmallWorld(
      { east: { configuration: { providerCacheTimeMs: 60_000 }, losesRecordsOfListings: true } },
      foreign,
    );
    world.sync('east');
    expect(losses(world)).toEqual([]);
  });

  it('makes a foreign name look free, and a second address stands beside the first', () => {
    const world = new SmallWorld({ east: { wants: [app], losesRecordsOfListings: true } }, foreign.slice(0, 2));
    world.fire('east.sync', 'partial-listing app.example.org A');
    world.fire('east.plan');
    world.fire('east.call');
    expect(world.contents()).toEqual([
      'a-app.example.org TXT west',
      'app.example.org A 192.0.2.9',
      'app.example.org A 192.0.2.1',
    ]);
  });

  it("without the TXT makes a foreign name look like nobody's, and nothing happens", () => {
    const world = new SmallWorld({ east: { wants: [app], losesRecordsOfListings: true } }, foreign.slice(0, 2));
    world.fire('east.sync', 'partial-listing a-app.example.org TXT');
    world.fire('east.plan');
    expect(world.isEnabled('east.call')).toBe(false);
    expect(world.results('east')).toEqual(['up-to-date']);
  });

  it('stays in the provider cache for its time', () => {
    const world = new SmallWorld(
      { east: { configuration: { providerCacheTimeMs: 60_000 }, losesRecordsOfListings: true } },
      foreign,
    );
    const { timers } = world.fire('east.sync', 'partial-listing app.example.org A');
    expect(timers).toContainEqual({ action: 'east.provider-cache-expire', afterMs: 60_000 });
    const { providerCache } = world.reader.get(world.controller('east').memory);
    expect(providerCache?.endpoints.map(({ dnsName }) => dnsName)).toEqual(['mail.example.org']);
  });
});
