import fc from 'fast-check';
import { Log } from '../../../src/externaldns/log.ts';
import { createTxtNameMapper } from '../../../src/externaldns/registry/txt-name-mapper.ts';
import { dnsName } from '../arbitraries/name.ts';
import { affixes, wildcardReplacement } from '../arbitraries/settings.ts';
import { unset } from '../configuration.ts';
import type { Kind } from '../kind.ts';

interface NamesCase {
  readonly prefix: string;
  readonly suffix: string;
  readonly wildcardReplacement: string;
  readonly name: string;
  readonly recordType: string;
}

const anyAffixes = fc.oneof(
  { weight: 9, arbitrary: affixes },
  { weight: 1, arbitrary: fc.constantFrom({ prefix: 'p', suffix: 's' }, { prefix: 'ΑΣ.', suffix: '' }) },
);

const anyName = fc.oneof(
  { weight: 6, arbitrary: dnsName },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', 'txt.', 'p-', 'P-a.', 'a.', 'a-', 'cname-', 'cname', 'a', 'naptr-', 'TXT.AAAA-', 'İ'),
        fc.constantFrom('foo', 'a-foo', '-', 'foo-bar', '*', ''),
        fc.constantFrom('', '-txt', '-a', '-cname', '-.a', '.txt', '.a.b', '-own', '-OWN'),
        fc.constantFrom('', '.ex.org', '.org', '.'),
      )
      .map((parts) => parts.join('')),
  },
);

/** mapper.AffixNameMapper: the TXT name of a record, and back from any name. */
export const names: Kind<NamesCase> = {
  name: 'names',
  program: 'decisions',
  share: 120,
  cases: fc
    .record({
      affixes: anyAffixes,
      wildcardReplacement,
      name: anyName,
      recordType: fc.constantFrom('A', 'AAAA', 'CNAME', 'NS', 'MX', 'PTR', 'SRV', 'NAPTR', 'TXT', 'DNAME', 'CAA', ''),
    })
    .map(({ affixes: affix, ...rest }) => ({ ...rest, ...affix })),
  model(given) {
    const mapper = createTxtNameMapper({
      ...unset,
      txtPrefix: given.prefix,
      txtSuffix: given.suffix,
      txtWildcardReplacement: given.wildcardReplacement,
    });
    const log = new Log('debug');
    const txtName = mapper.toTxtName(given.name, given.recordType);
    return {
      txtName,
      read: mapper.toEndpointName(given.name, log),
      back: mapper.toEndpointName(txtName, log),
      log: log.lines,
    };
  },
  normalise: (answer) => answer,
};
