import fc from 'fast-check';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { createTxtNameMapper } from '../../../src/externaldns/registry/txt-name-mapper.ts';
import { configurationOf, type RegistrySettings } from '../configuration.ts';
import { sealedTexts } from '../sealed.ts';
import { endpointIn, labels, ownerId, setIdentifier } from './endpoint.ts';
import { pick } from './name.ts';

/** First values of TXT records: ownership as it should be, bent, broken, somebody else's, none. */
const txtTargets: fc.Arbitrary<readonly string[]> = fc.oneof(
  {
    weight: 10,
    arbitrary: ownerId.map((owner) => [`"heritage=external-dns,external-dns/owner=${owner}"`]),
  },
  {
    weight: 4,
    arbitrary: ownerId.map((owner) => [
      `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/default/r0"`,
    ]),
  },
  { weight: 3, arbitrary: fc.constantFrom(...sealedTexts).map((text) => [text]) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ['heritage=external-dns,external-dns/owner=east'],
      ['"heritage=external-dns"'],
      ['"heritage=external-dns,external-dns/owner="'],
      ['"external-dns/owner=west,heritage=external-dns,external-dns/custom=v"'],
      ['" heritage=external-dns,external-dns/owner=east"'],
      ['"heritage=external-dns, external-dns/owner=east"'],
      ['"heritage=mate,external-dns/owner=east"'],
      ['"heritage=external-dns,external-dns/ow" "ner=east"'],
      ['"heritage=external-dns,external-dns/owner=east,external-dns/owner=west"'],
      ['"v=spf1 -all"'],
      ['"v=spf1 -all"', '"heritage=external-dns,external-dns/owner=east"'],
      ['"heritage=external-dns,external-dns/owner=east"', '"v=spf1 -all"'],
      [],
    ),
  },
);

/** A TXT record where an ownership record of one of the names may stand: typed, untyped or with nobody's affix. */
function txtIn(pool: readonly string[], settings: readonly RegistrySettings[]): fc.Arbitrary<Endpoint> {
  const mappers = settings.map((each) => createTxtNameMapper(configurationOf(each)));
  return fc
    .record({
      host: fc.nat({ max: pool.length - 1 }).map((index) => pick(pool, index)),
      mapper: fc.nat({ max: mappers.length - 1 }).map((index) => pick(mappers, index)),
      type: fc.constantFrom('A', 'A', 'AAAA', 'CNAME', 'MX', 'TXT'),
      form: fc.constantFrom('typed', 'typed', 'typed', 'untyped', 'bare', 'other', 'capital'),
      targets: txtTargets,
      setIdentifier,
    })
    .map(({ host, mapper, type, form, targets, setIdentifier: id }) => ({
      dnsName: txtName({ form, host, typed: mapper.toTxtName(host, type) }),
      targets,
      recordType: 'TXT',
      setIdentifier: id,
      recordTTL: 0,
      labels: {},
      providerSpecific: null,
    }));
}

function txtName({ form, host, typed }: { readonly form: string; readonly host: string; readonly typed: string }) {
  if (form === 'typed') return typed;
  if (form === 'untyped') return typed.replace(/\b(a|aaaa|cname|mx|txt)-/, '');
  if (form === 'capital') return typed.toUpperCase();
  return form === 'bare' ? host : `else-${typed}`;
}

/** A zone around the names of a pool, with ownership records in the forms of these registries. */
export function zoneIn(
  pool: readonly string[],
  settings: readonly RegistrySettings[],
): fc.Arbitrary<readonly Endpoint[]> {
  const stored = fc.oneof(
    { weight: 1, arbitrary: endpointIn(pool, fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, labels)) },
    { weight: 1, arbitrary: txtIn(pool, settings) },
  );
  return fc.array(stored, { maxLength: 7 });
}
