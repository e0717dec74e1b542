import fc from 'fast-check';

const targetsByType: Readonly<Record<string, readonly string[]>> = {
  A: ['1.1.1.1', '1.1.1.2', '10.0.0.1', '10.0.0.2', '9.0.0.1', '01.2.3.4', '1.2.3.4.'],
  AAAA: [
    '2001:db8::1',
    '2001:DB8::1',
    '2001:db8:0::1',
    '2001:db8::2',
    '2001:db8::3',
    '2001:db8:0:0:0:0:0:2',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
    '::1',
  ],
  CNAME: ['a.lb', 'A.lb', 'b.lb', 'B.ex', 'a.ex.org.', 'a.ex.org', '1-2-3-4.ex'],
  MX: ['10 mail.ex.org', '20 Mail.ex.org'],
  NS: ['ns1.ex.org', 'ns2.ex.org'],
  TXT: ['"v=spf1 -all"', 'hello', '"heritage=external-dns,external-dns/owner=east"'],
};

const anyTarget = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.values(targetsByType).flat()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '256.1.1.1', '1.2.3', '::', '::1%', ':::', '1:2:3:4:5:6:7:8', '2001:db8::a'),
  },
  { weight: 1, arbitrary: fc.ipV6() },
  { weight: 1, arbitrary: fc.ipV4() },
);

/** Targets of every sort, mixed; long lists of names only, where Go's own sort is not followed otherwise. */
export const mixedTargets: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 9, arbitrary: fc.array(anyTarget, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(fc.domain(), { minLength: 10, maxLength: 25 }) },
);

/** Targets that suit a record type, and now and then some that do not. */
export function targetsOf(recordType: string): fc.Arbitrary<readonly string[]> {
  const suitable = targetsByType[recordType] ?? ['x'];
  return fc.oneof(
    { weight: 12, arbitrary: fc.array(fc.constantFrom(...suitable), { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: mixedTargets },
  );
}
