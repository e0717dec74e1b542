import { describe, expect, it } from 'vitest';
import { readLog } from '../../../src/incident/logs/read-log.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array) =>
  readLog(typeof text === 'string' ? bytes(text) : text, { file: 'east.log', controller: 'east' });
const info = (time: string, message: string) => `time="${time}" level=info msg="${message}"`;

describe('a log of external-dns', () => {
  it('is read in logrus text, with its fields in order', () => {
    const { lines, problems } = read(
      'time="2026-06-13T10:00:00Z" level=info msg="Changing record." action=CREATE record=app.example.org ttl=1 type=A zone=example.org\n',
    );
    expect(problems).toEqual([]);
    expect(lines).toEqual([
      {
        controller: 'east',
        at: { file: 'east.log', line: 1 },
        timeMs: Date.UTC(2026, 5, 13, 10),
        timeText: '2026-06-13T10:00:00Z',
        level: 'info',
        message: 'Changing record.',
        fields: { action: 'CREATE', record: 'app.example.org', ttl: '1', type: 'A', zone: 'example.org' },
      },
    ]);
  });

  it.each([
    ['logrus JSON', '{"action":"CREATE","level":"info","msg":"Changing record.","time":"2026-06-13T10:00:00Z"}'],
    [
      'kubectl logs --timestamps',
      `2026-06-13T10:00:00.000000001Z ${info('2026-06-13T10:00:00Z', 'Changing record.')} action=CREATE`,
    ],
    [
      'kubectl logs --prefix',
      `[pod/external-dns-1/external-dns] ${info('2026-06-13T10:00:00Z', 'Changing record.')} action=CREATE`,
    ],
    ['stern', `external-dns-7d9 external-dns ${info('2026-06-13T10:00:00Z', 'Changing record.')} action=CREATE`],
    [
      'the container runtime',
      `2026-06-13T10:00:00Z stderr F ${info('2026-06-13T10:00:00Z', 'Changing record.')} action=CREATE`,
    ],
    [
      'docker',
      JSON.stringify({
        log: `${info('2026-06-13T10:00:00Z', 'Changing record.')} action=CREATE\n`,
        stream: 'stderr',
        time: '2026-06-13T10:00:00Z',
      }),
    ],
    [
      'a terminal',
      '2026-06-13T10:00:00Z \u001b[36mINFO\u001b[0m[0042] Changing record.                             \u001b[36maction\u001b[0m=CREATE',
    ],
  ])('is read as %s hands it out', (_, line) => {
    const { lines, problems } = read(`${line}\n`);
    expect(problems).toEqual([]);
    expect(lines.map(({ message, fields, timeMs }) => ({ message, fields, timeMs }))).toEqual([
      { message: 'Changing record.', fields: { action: 'CREATE' }, timeMs: Date.UTC(2026, 5, 13, 10) },
    ]);
  });

  it('is put together again where the container runtime has split a line', () => {
    const { lines } = read(
      '2026-06-13T10:00:00Z stderr P time="2026-06-13T10:00:00Z" level=info ms\n2026-06-13T10:00:00Z stderr F g="All records are already up to date"\n',
    );
    expect(lines.map(({ message }) => message)).toEqual(['All records are already up to date']);
  });

  it('keeps what Go quoted: line ends, quotes, bytes', () => {
    const { lines } = read(
      `${String.raw`time="2026-06-13T10:00:00Z" level=error msg="soft error\nsaid \"no\" \u2014 \x41"`}\n`,
    );
    expect(lines[0]?.message).toBe('soft error\nsaid "no" — A');
  });

  it('puts lines of different time zones in the order of their moments', () => {
    const { lines, problems } = read(
      `${info('2026-06-13T12:00:01+02:00', 'b')}\n${info('2026-06-13T10:00:02Z', 'c')}\n${info('2026-06-13T03:00:00-07:00', 'a')}\n`,
    );
    expect(lines.map(({ message }) => message)).toEqual(['a', 'b', 'c']);
    expect(problems).toEqual([]);
  });

  it('counts what client-go and a crash of the runtime wrote, and leaves it out', () => {
    const { lines, problems, foreignCount } = read(
      `W0613 10:00:00.000000       1 reflector.go:569] watch failed\npanic: nil map\ngoroutine 1 [running]:\n${info('2026-06-13T10:00:00Z', 'a')}\n`,
    );
    expect([lines.length, problems.length, foreignCount]).toEqual([1, 0, 3]);
  });
});

describe('a damaged log', () => {
  const good = info('2026-06-13T10:00:00Z', 'All records are already up to date');

  it.each([
    ['cut in the middle of a line', 'time="2026-06-13T10:00:00Z" level=info msg="Changing rec', 'LOG_LINE_CUT', 44],
    ['cut in the middle of JSON', '{"level":"info","msg":"Chan', 'LOG_LINE_CUT', 28],
    ['something else', 'Defaulted container "external-dns" out of: external-dns', 'LOG_NOT_LOGRUS', 1],
    ['a level that there is not', 'time="2026-06-13T10:00:00Z" level=notice msg=hm', 'LOG_UNKNOWN_LEVEL', 1],
    ['no time', 'level=info msg=hm', 'LOG_NO_TIME', 1],
    ['a time that is none', info('yesterday', 'hm'), 'LOG_BAD_TIME', 1],
    ['a day that is none', info('2026-02-30T10:00:00Z', 'hm'), 'LOG_BAD_TIME', 1],
    ['a time without a zone', info('2026-06-13 10:00:00', 'hm'), 'LOG_TIME_WITHOUT_ZONE', 1],
    ['a line of two million bytes', `x${'y'.repeat(2_000_000)}`, 'LOG_LINE_TOO_LONG', 1],
  ])('with %s says where, and gives the rest', (_, line, code, column) => {
    const { lines, problems } = read(`${good}\n${line}\n${good}\n`);
    expect(problems).toMatchObject([{ code, file: 'east.log', line: 2, column }]);
    expect(lines.filter(({ message }) => message.startsWith('All records'))).toHaveLength(2);
  });

  it('with bytes that are not UTF-8 says where, and gives the line', () => {
    const latin1 = Uint8Array.from(Buffer.from(`${good}\n${good} note=caf\u00e9\n`, 'latin1'));
    const { lines, problems } = read(latin1);
    expect(problems).toMatchObject([{ code: 'LOG_NOT_UTF8', line: 2 }]);
    expect(lines).toHaveLength(2);
  });

  it('that PowerShell wrote is decoded, and reported', () => {
    const { lines, problems } = read(Uint8Array.from(Buffer.from(`\ufeff${good}\r\n${good}\r\n`, 'utf16le')));
    expect(problems).toMatchObject([{ code: 'LOG_WRONG_ENCODING', encoding: 'utf-16le' }]);
    expect(lines).toHaveLength(2);
  });

  it('whose moments go back says so', () => {
    const { problems } = read(`${info('2026-06-13T10:05:00Z', 'a')}\n${info('2026-06-13T10:00:00Z', 'b')}\n`);
    expect(problems).toMatchObject([
      { code: 'LOG_TIME_GOES_BACK', line: 2, found: '2026-06-13T10:00:00Z', before: '2026-06-13T10:05:00Z' },
    ]);
  });

  it('with a thousand mistakes tells the first twenty and counts the rest', () => {
    const { problems } = read('nonsense\n'.repeat(1000));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatchObject({ code: 'LOG_MORE_PROBLEMS', count: 980 });
  });
});
