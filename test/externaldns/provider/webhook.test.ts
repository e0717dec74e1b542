import { describe, expect, it } from 'vitest';
import { defaultConfiguration } from '../../../src/externaldns/flags/default-configuration.ts';
import { Log } from '../../../src/externaldns/log.ts';
import type { Call } from '../../../src/externaldns/provider/call.ts';
import { webhook } from '../../../src/externaldns/provider/webhook.ts';
import { endpoint, ownedBy } from '../instance.ts';
import { SmallWorld } from '../small-world.ts';
import { Host, record, words } from './host.ts';

const zone = { name: 'example.org', id: 'Z1' };

describe('a webhook', () => {
  it('keeps labels, and logs nothing in the controller', () => {
    const host = new Host(webhook);
    const stored = ownedBy('east', 'app.example.org A 192.0.2.1');
    host.apply({ create: [stored] });
    expect(host.list()).toEqual([stored]);
    expect(host.lines()).toEqual([]);
  });

  it('does all or nothing, and an objection of the provider is a soft error that says nothing', () => {
    const host = new Host(webhook).holds(record('app.example.org A 192.0.2.1'));
    const { abort } = host.apply({
      create: [endpoint('app.example.org A 192.0.2.9'), endpoint('x.example.org A 192.0.2.9')],
    });
    expect(abort).toBe('soft error\nfailed to apply changes with code 500');
    expect(words(host.records())).toEqual(['app.example.org A 192.0.2.1']);
    expect(host.lines()).toEqual(['debug Failed to apply changes with code 500']);
  });

  it('makes changes in a dry run', () => {
    const host = new Host(webhook, { dryRun: true });
    host.apply({ create: [endpoint('app.example.org A 192.0.2.1')] });
    expect(host.records()).toHaveLength(1);
  });

  it.each([
    ['listing-refused', true, 'failed to get records with code 503'],
    ['listing-rate-limited', false, 'failed to get records with code 429'],
    [
      'listing-timeout',
      false,
      'Get "http://localhost:8888/records": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
  ])('that fails a listing (%s) is lived with: %s', (fault, isSoft, text) => {
    const error = webhook.listingFaults.find((each) => each.fault === fault)?.errorOf(zone, defaultConfiguration);
    expect(error).toEqual({ isSoft, message: isSoft ? `soft error\n${text}` : text });
  });

  it('that refuses a plan softly did not do so before v0.14.2', () => {
    const [refused] = webhook.listingFaults;
    expect(refused?.errorOf(zone, { ...defaultConfiguration, version: 'v0.14.1' }).isSoft).toBe(false);
  });

  it.each([
    ['refused', true],
    ['rate-limited', false],
  ])('that refuses a plan (%s) is lived with: %s', (fault, isSoft) => {
    const host = new Host(webhook);
    const [call] = host.calls({ create: [endpoint('app.example.org A 192.0.2.1')] }) as [Call];
    const error = webhook.refusals(call).find((each) => each.fault === fault)?.error ?? '';
    const context = { configuration: defaultConfiguration, zones: [zone], log: new Log('info') };
    const reaction = webhook.react(call, { result: 'refused', error, missing: [] }, context);
    expect(reaction.abort).toEqual({ isSoft, message: isSoft ? `soft error\n${error}` : error });
  });

  it('whose answer is lost ends the process', () => {
    const world = new SmallWorld({
      east: { wants: ['app.example.org A 192.0.2.1'], configuration: { provider: 'webhook' } },
    });
    world.fire('east.sync');
    world.fire('east.plan');
    world.fire('east.call', 'lost-answer');
    expect(world.contents()).toHaveLength(2);
    expect(world.log('east').at(-1)).toMatch(/^fatal failed to do run once: Post .*Client\.Timeout exceeded/);
  });
});
