import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { type ArtefactSample, artefactSamples } from './artefact-samples.ts';
import { dibs, folderWith } from './dibs-process.ts';

const samples = artefactSamples();

/** Where a damage strikes, as a share of the file. */
const place = fc.double({ min: 0, max: 1, noNaN: true });

type Damage = (content: Buffer) => Buffer;

const nasty = [
  '\u0000',
  '\u001b[31m',
  '\ufeff',
  '"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\r',
  '\t',
  '- ',
  '&a',
  '*a',
  '<<: *a',
  '!!js/function',
  '__proto__',
  'null',
  '1e999',
  '-1',
  '9'.repeat(40),
  '2026-02-30T25:61:00Z',
  'time="2026-06-13T10:00:00"',
  '--txt-owner-id',
  '$INCLUDE /etc/passwd',
  '$GENERATE 1-100000000 a$ A 192.0.2.1',
  '('.repeat(2000),
  '[{"a":'.repeat(2000),
  '. '.repeat(300),
  'x'.repeat(70_000),
].map((text) => Buffer.from(text));

const damage: fc.Arbitrary<Damage> = fc.oneof(
  place.map(
    (end): Damage =>
      (content) =>
        content.subarray(0, at(content, end)),
  ),
  fc.tuple(place, fc.integer({ min: 0, max: 255 })).map(
    ([where, octet]): Damage =>
      (content) => {
        const copy = Buffer.from(content);
        if (copy.length > 0) copy[Math.min(at(content, where), copy.length - 1)] = octet;
        return copy;
      },
  ),
  fc.tuple(place, place).map(
    ([from, to]): Damage =>
      (content) => {
        const [start = 0, end = 0] = [at(content, from), at(content, to)].sort((left, right) => left - right);
        return Buffer.concat([content.subarray(0, start), content.subarray(end)]);
      },
  ),
  fc.tuple(place, place, place).map(
    ([from, to, where]): Damage =>
      (content) => {
        const [start = 0, end = 0] = [at(content, from), at(content, to)].sort((left, right) => left - right);
        return inserted(content, where, content.subarray(start, end));
      },
  ),
  fc.tuple(place, fc.constantFrom(...nasty)).map(
    ([where, text]): Damage =>
      (content) =>
        inserted(content, where, text),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 20 })).map(
    ([where, octets]): Damage =>
      (content) =>
        inserted(content, where, Buffer.from(octets)),
  ),
  fc.constantFrom<Damage>(
    (content) => Buffer.concat([Buffer.from('\ufeff', 'utf16le'), Buffer.from(content.toString(), 'utf16le')]),
    (content) => Buffer.from(content.toString(), 'utf16le').swap16(),
    (content) => Buffer.from(content.toString(), 'latin1'),
    (content) => Buffer.from(content.toString().replaceAll('\n', '\r\n')),
    (content) => Buffer.from(content.toString().replaceAll('\n', '\r')),
    (content) => Buffer.from(content.toString().split('\n').reverse().join('\n')),
    (content) => Buffer.concat([content, content]),
    (content) => Buffer.concat([Buffer.from('\x1f\x8b', 'latin1'), content]),
    () => Buffer.alloc(0),
  ),
);

function at(content: Buffer, where: number): number {
  return Math.floor(where * content.length);
}

function inserted(content: Buffer, where: number, octets: Buffer): Buffer {
  const start = at(content, where);
  return Buffer.concat([content.subarray(0, start), octets, content.subarray(start)]);
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function ran(args: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isOutTerminal: false,
    isErrTerminal: false,
    env: {},
  };
  const code = await runCommandLine(args, { commands, io });
  return { code, out, err };
}

/** The command lines that read an artefact of a kind, the others being as they should be. */
function commandLines({ option: [option, value] }: ArtefactSample, file: string, folder: string) {
  const given = [option, value.replace('FILE', file)];
  const zone = option === '--zone' ? [] : ['--zone', join(folder, 'good.db')];
  const owner = option === '--deployment' ? [] : ['--owner', 'east=east-id'];
  const name = ['--zone-name', 'example.org'];
  const isForAudit = ['--zone', '--desired', '--deployment'].includes(option);
  const log = option === '--log' ? [] : ['--log', `east=${join(folder, 'good.log')}`];
  return [
    ['import', ...zone, ...name, ...owner, ...given, '--out', join(folder, 'incident.yaml')],
    ['explain', ...zone, ...name, ...owner, ...log, ...given, '--situations-max', '20'],
    ...(isForAudit ? [['audit', ...zone, ...name, ...owner, ...given]] : []),
  ];
}

function expectMannered({ code, out, err }: Ran): void {
  expect(err).not.toContain('dibs has a bug');
  expect([0, 1, 2, 3]).toContain(code);
  expect(out + err).not.toMatch(/^ {4}at /m);
  expect(out + err).not.toContain('\u001b');
  if (code !== 2) return;
  // Every refusal says where: in the file, in the scenario made of it, or on the command line.
  expect(err).toMatch(/^error\[[A-Z0-9_]+\]: \S/m);
  const places = err.match(/^ {2}at .+$/gm) ?? [];
  expect(places.length).toBeGreaterThan(0);
  for (const found of places) {
    expect(found).toMatch(/^ {2}at (the command line|.+:\d+(:\d+)?)$/);
  }
}

/** A folder with good artefacts in it, and the file that is to be damaged. */
function workplace(): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'dibs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const good = (option: string) => samples.find((one) => one.option[0] === option)?.content ?? '';
  writeFileSync(join(folder, 'good.db'), good('--zone'));
  writeFileSync(join(folder, 'good.log'), good('--log'));
  return { folder, file: join(folder, 'damaged') };
}

function clear(folder: string): void {
  rmSync(join(folder, 'incident.yaml'), { force: true });
  rmSync(join(folder, 'incident'), { recursive: true, force: true });
}

describe('an artefact that was damaged', () => {
  it.each(samples)('$kind: is refused with its place, or read as far as it can be', async (sample) => {
    const { folder, file } = workplace();
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), fc.boolean(), async (damages, isLenient) => {
        writeFileSync(
          file,
          damages.reduce((content, one) => one(content), sample.content),
        );
        for (const line of commandLines(sample, file, folder)) {
          clear(folder);
          expectMannered(await ran(isLenient ? [...line, '--lenient'] : line));
        }
      }),
      { seed: 20260613, numRuns: Number(process.env.FUZZ_RUNS ?? 15), endOnFailure: true },
    );
  });
});

/** What `dibs import` makes of a damaged artefact: the scenario's text with its files, and what was said. */
async function imported(sample: ArtefactSample, content: Buffer, { isLenient }: { readonly isLenient: boolean }) {
  const { folder, file } = workplace();
  writeFileSync(file, content);
  const [line] = commandLines(sample, file, folder);
  const { code, err } = await ran(isLenient ? [...(line ?? []), '--lenient'] : (line ?? []));
  const files = ['incident.yaml', 'incident/east-objects.yaml', 'incident/zone-before.db'];
  const text = files.map((name) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  });
  return { code, err, text: text.join('') };
}

const texts = samples.filter(({ kind }) => !kind.includes('database'));
const utf16 = (content: Buffer) => Buffer.from(content.toString(), 'utf16le');

/** Encodings that say what they are: nothing is lost. */
const encodings: readonly { readonly encoding: string; readonly encoded: Damage }[] = [
  { encoding: 'UTF-8 with a byte order mark', encoded: (content) => Buffer.concat([Buffer.from('\ufeff'), content]) },
  { encoding: 'UTF-16 of PowerShell', encoded: (content) => utf16(Buffer.from(`\ufeff${content}`)) },
  { encoding: 'UTF-16 the other way round', encoded: (content) => utf16(Buffer.from(`\ufeff${content}`)).swap16() },
  { encoding: 'lines ended by CR LF', encoded: (content) => Buffer.from(content.toString().replaceAll('\n', '\r\n')) },
];

describe('an artefact in another encoding', () => {
  it.each(encodings)('is read whole: $encoding', async ({ encoded }) => {
    for (const sample of texts) {
      const good = await imported(sample, sample.content, { isLenient: false });
      expect({ kind: sample.kind, code: good.code, err: good.err }).toMatchObject({ code: 0 });
      const read = await imported(sample, encoded(sample.content), { isLenient: true });
      expect({ kind: sample.kind, code: read.code, text: read.text }).toEqual({
        kind: sample.kind,
        code: 0,
        text: good.text,
      });
    }
  });

  it('that does not say what it is, is named where it is no UTF-8, and all else is read', async () => {
    const named: string[] = [];
    for (const sample of texts) {
      const latin1 = Buffer.from(sample.content.toString(), 'latin1');
      if (latin1.equals(sample.content)) continue;
      const strict = await imported(sample, latin1, { isLenient: false });
      expect({ kind: sample.kind, code: strict.code }).toEqual({ kind: sample.kind, code: 2 });
      expect(strict.err).toMatch(/not UTF-8\n {2}at .*damaged:\d+:\d+\n/);
      const lenient = await imported(sample, latin1, { isLenient: true });
      const good = await imported(sample, sample.content, { isLenient: false });
      const ascii = (text: string) => text.split('\n').filter((line) => !/[^ -~]|\\|Verk/.test(line));
      expect({ kind: sample.kind, lines: ascii(lenient.text) }).toEqual({ kind: sample.kind, lines: ascii(good.text) });
      named.push(sample.kind);
    }
    expect(named).toContain("Cloudflare's records");
    expect(named).toContain('objects as YAML');
    expect(named).toContain('times of deploys');
  });
});

/** Files that end too early: what each still says. */
const cut: readonly { readonly kind: string; readonly before: string; readonly keeps: readonly string[] }[] = [
  { kind: 'a master file', before: 'stra\\195', keeps: ['MX 10 mail.example.org.'] },
  { kind: "Cloudflare's records", before: '60,', keeps: ['MX 10 mail.example.org.'] },
  { kind: "Route 53's record sets", before: '60,', keeps: ['MX 10 mail.example.org.'] },
  { kind: "Google's record sets", before: '60,', keeps: ['MX 10 mail.example.org.'] },
  { kind: "Azure's record sets", before: '60,', keeps: ['MX 10 mail.example.org.'] },
  { kind: 'objects as JSON', before: '"api.example.org"', keeps: ['app.example.org', 'web.example.org'] },
  { kind: 'objects as YAML', before: 'api.example.org', keeps: ['app.example.org', 'web.example.org'] },
  {
    kind: 'a log as text',
    before: 'already up to date',
    keeps: ['0s was 2026-06-13T10:00:00Z', 'host: app.example.org'],
  },
  {
    kind: 'a log as JSON',
    before: 'already up to date',
    keeps: ['0s was 2026-06-13T10:00:01Z', 'host: app.example.org'],
  },
  { kind: 'an endpoint table as CSV', before: ',default', keeps: ['acme/eu-central'] },
  { kind: 'times of deploys', before: 'edit-zone', keeps: ['stop: east', 'start: east'] },
];

describe('an artefact that is cut off', () => {
  it.each(cut)('is named, and what comes before is used: $kind', async ({ kind, before, keeps }) => {
    const sample = samples.find((one) => one.kind === kind);
    if (sample === undefined) throw new Error(`there is ${kind}`);
    const end = sample.content.indexOf(before);
    expect(end).toBeGreaterThan(0);
    const content = sample.content.subarray(0, end);
    const strict = await imported(sample, content, { isLenient: false });
    if (kind !== 'a master file') {
      expect(strict.code).toBe(2);
      expect(strict.err).toMatch(/^error\[\w+\]: .*\n {2}at .*damaged:\d+:\d+\n/);
    }
    const lenient = await imported(sample, content, { isLenient: true });
    expect(lenient.code).toBe(0);
    for (const text of keeps) expect(lenient.text).toContain(text);
  });

  it('or a database, is refused', async () => {
    const sample = samples.find(({ kind }) => kind.includes('database'));
    if (sample === undefined) throw new Error('there is a database');
    const { code, err } = await imported(sample, sample.content.subarray(0, 5000), { isLenient: false });
    expect(code).toBe(2);
    expect(err).toContain('the endpoint table cannot be read: the database is cut off');
  });
});

describe('a line of ten megabytes', () => {
  const long = Buffer.from(`${'x'.repeat(10_000_000)}\n`);

  it.each(texts.filter(({ kind }) => !kind.includes('Deployment')))(
    'costs nothing that is whole: $kind',
    async (sample) => {
      const good = await imported(sample, sample.content, { isLenient: false });
      const isList = /JSON|record/.test(sample.kind) && sample.kind !== 'a log as JSON';
      // In JSON, where a line is no unit, it stands behind everything.
      const content = isList ? Buffer.concat([sample.content, long]) : inBetween(sample.content, long);
      const strict = await imported(sample, content, { isLenient: false });
      expect(strict.code).toBe(2);
      expect(strict.err).toMatch(/^error\[\w+\]: .{1,400}\n {2}at .*damaged:\d+:\d+\n/);
      expect(strict.err.length).toBeLessThan(5000);
      const lenient = await imported(sample, content, { isLenient: true });
      expect(lenient.code).toBe(0);
      expect(lenient.text.split('\n').length).toBeGreaterThan(good.text.split('\n').length * 0.6);
    },
  );
});

/** Before the last line. */
function inBetween(content: Buffer, line: Buffer): Buffer {
  const start = content.lastIndexOf('\n', content.length - 2) + 1;
  return Buffer.concat([content.subarray(0, start), line, content.subarray(start)]);
}

describe('logs of several time zones', () => {
  it('are put in order by their moments, and a moment without a zone is named', () => {
    const line = (time: string, message: string) => `time="${time}" level=info msg="${message}"\n`;
    const idle = 'All records are already up to date';
    const cwd = folderWith({
      'zone.db': '$ORIGIN example.org.\n@ 300 IN MX 10 mail\n',
      'east.log': line('2026-06-13T12:00:00+02:00', idle) + line('2026-06-13T10:01:00Z', idle),
      'west.log': line('2026-06-13T15:30:30+05:30', idle) + line('2026-06-13T10:01:30', idle),
    });
    const args = [
      ...['import', '--zone', 'zone.db', '--owner', 'east=a', '--owner', 'west=b'],
      ...['--log', 'east=east.log', '--log', 'west=west.log'],
    ];
    const strict = dibs(args, { cwd });
    expect(strict.exitCode).toBe(2);
    expect(strict.err).toContain(
      'error[LOG_TIME_WITHOUT_ZONE]: "2026-06-13T10:01:30" names no time zone\n  at west.log:2:',
    );
    const lenient = dibs([...args, '--lenient'], { cwd });
    expect(lenient.exitCode).toBe(0);
    expect(lenient.out).toContain('2026-06-13T10:00:00Z is 0s of the scenario');
    expect(readFileSync(join(cwd, 'incident.yaml'), 'utf8')).toContain('starts: 30s');
  });
});
