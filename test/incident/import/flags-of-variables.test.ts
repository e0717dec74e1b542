import { expect, it } from 'vitest';
import { flagsOfVariables } from '../../../src/incident/import/flags-of-variables.ts';

it('variables of a container stand for flags, unless the flag itself is given', () => {
  const variables = {
    EXTERNAL_DNS_TXT_OWNER_ID: 'east',
    EXTERNAL_DNS_POLICY: 'sync',
    EXTERNAL_DNS_SOURCE: 'ingress\nservice',
    EXTERNAL_DNS_EVENTS: 'true',
    EXTERNAL_DNS_ONCE: 'false',
    PATH: '/bin',
  };
  expect(flagsOfVariables(variables, ['--policy=upsert-only'])).toEqual([
    '--txt-owner-id=east',
    '--source=ingress',
    '--source=service',
    '--events',
    '--no-once',
  ]);
});
