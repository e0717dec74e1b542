import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { PageDocument } from '../../src/report/page/page-data.ts';
import { dibs, dibsStarted, folderWith } from './dibs-process.ts';

const runbook = fileURLToPath(new URL('../../scenarios/seed-incident/runbook.yaml', import.meta.url));
const acme = 'acme-eu-central-1.kura.tuist.dev';
const staged = 'acme-eu-central-1-staging.kura.tuist.dev';
const straggler = 'trial-eu-central-1.kura.tuist.dev';
const leftover = 'old-us-east-1.kura.tuist.dev';
const hasDig = spawnSync('dig', ['-v']).error === undefined;
if (!hasDig) console.warn('skipped: dig is missing (apt-get install dnsutils), so no real client asks dibs serve');

interface Served {
  readonly dig: (...args: readonly string[]) => string;
  readonly http: string;
  readonly dnsPort: number;
  readonly end: () => Promise<number | null>;
}

async function serve(...args: readonly string[]): Promise<Served> {
  const process = dibsStarted(['serve', ...args, '--port', '0', '--http-port', '0'], { cwd: folderWith({}) });
  onTestFinished(() => void process.kill());
  let out = '';
  for await (const chunk of process.stdout ?? []) {
    out += chunk;
    if (out.includes('Ctrl-C ends it')) break;
  }
  const dnsPort = Number(/-p (\d+) NAME/.exec(out)?.[1]);
  const http = `http://${/curl (\S+)\//.exec(out)?.[1]}`;
  const dig = (...words: readonly string[]) => {
    const { stdout } = spawnSync('dig', ['@127.0.0.1', '-p', String(dnsPort), '+tries=1', ...words], {
      encoding: 'utf8',
    });
    return stdout.trim();
  };
  const end = async () => {
    process.kill('SIGINT');
    const [code] = await once(process, 'exit');
    return code;
  };
  return { dig, http, dnsPort, end };
}

interface DigStep {
  readonly step: string;
  readonly name: string;
  readonly type: string;
  readonly answer: string;
}

/** What the `dig` expectations of a scenario's named steps ask, and the answers that they want. */
function digSteps(text: string): readonly DigStep[] {
  const { steps } = parse(text) as {
    readonly steps: readonly { readonly name?: string; readonly expect?: readonly { readonly dig?: object }[] }[];
  };
  return steps.flatMap(({ name: step = '', expect: expected = [] }) =>
    expected.flatMap(({ dig = {} }) =>
      Object.entries(dig).map(([key, answer]) => {
        const [name = '', type = ''] = key.split(' ');
        return { step, name, type, answer: String(answer) };
      }),
    ),
  );
}

describe.runIf(hasDig)('dig against dibs serve', () => {
  it("gets the runbook's answers before, during and after the rollout", async () => {
    const { dig, end } = await serve(runbook);
    const statusOf = (name: string) => /status: (\w+)/.exec(dig(name))?.[1];
    for (const moment of ['at-before', 'before-roll-out']) {
      expect(dig('+short', `${moment}.${acme}`)).toBe('192.0.2.10');
      expect(statusOf(`${moment}.${staged}`)).toBe('NXDOMAIN');
      expect(dig('+short', `${moment}.${straggler}`)).toBe('192.0.2.30');
    }
    // The new pods are there, and no controller has seen the new host yet.
    for (const moment of ['at-roll-out', 'after-roll-out', '30s-after-roll-out']) {
      expect(statusOf(`${moment}.${staged}`)).toBe('NXDOMAIN');
      expect(dig('+short', `${moment}.${acme}`)).toBe('192.0.2.10');
      expect(dig('+short', `${moment}.${straggler}`)).toBe('192.0.2.30');
    }
    for (const moment of ['at-dig-and-up-after', 'at-stragglers', 'at-end']) {
      expect(dig('+short', `${moment}.${acme}`)).toBe('192.0.2.10');
      expect(dig('+short', `${moment}.${staged}`)).toBe('192.0.2.30');
      expect(statusOf(`${moment}.${straggler}`)).toBe('NXDOMAIN');
      expect(dig('+short', 'TXT', `${moment}.a-${acme}`)).toContain('external-dns/owner=tuist-platform,');
      expect(dig('+short', 'TXT', `${moment}.a-${staged}`)).toContain('external-dns/owner=tuist-staging-platform,');
    }
    expect(dig('+short', `at-stragglers.${leftover}`)).toBe('192.0.2.99');
    expect(statusOf(`at-remove-by-hand.${leftover}`)).toBe('NXDOMAIN');
    expect(await end()).toBe(0);
  });

  it("gets from the run's trace every answer that the scenario's own dig steps name", async () => {
    const text = readFileSync(runbook, 'utf8');
    const cwd = folderWith({ 'runbook.yaml': text });
    expect(dibs(['run', 'runbook.yaml', '--trace', 'traces'], { cwd }).exitCode).toBe(0);
    const { dig } = await serve(join(cwd, 'traces/runbook.trace.jsonl'));
    const asked = digSteps(text);
    expect(asked.map(({ step }) => step)).toEqual(['before', 'before', 'dig-and-up-after', 'dig-and-up-after']);
    for (const { step, name, type, answer } of asked) {
      const found = dig(type, `at-${step}.${name}`);
      const isStatus = /^[A-Z]+$/.test(answer);
      expect(found).toMatch(isStatus ? `status: ${answer},` : new RegExp(`\\sIN\\s+${type}\\s+${answer}$`, 'm'));
    }
  });

  it('gets the same over TCP, a transfer of the zone, and the moment', async () => {
    const { dig } = await serve(runbook, '--at', 'before-roll-out');
    expect(dig('+tcp', '+short', acme)).toBe('192.0.2.10');
    expect(dig(acme)).toMatch(/EDE: 0 \(Other\): \(at 10m, after step \d+ \(production\.plan\)\)/);
    expect(dig(acme)).toMatch(/flags: qr aa rd;/);
    const transferred = dig('AXFR', 'tuist.dev');
    expect(transferred).toMatch(/^old-us-east-1\.kura\.tuist\.dev\.\s+300\s+IN\s+A\s+192\.0\.2\.99$/m);
    expect(transferred).toMatch(/XFR size: \d+ records/);
    expect(dig('AXFR', 'at-end.tuist.dev')).not.toContain('old-us-east-1');
    expect(dig('example.com')).toContain('status: REFUSED');
    expect(dig('+opcode=UPDATE', acme)).toContain('status: NOTIMP');
  });
});

describe('dibs serve over HTTP', () => {
  it('shows what the clusters, the tables and the zone had, at any moment', async () => {
    const { http } = await serve(runbook);
    const get = async (path: string, headers = {}) => (await fetch(`${http}${path}`, { headers })).text();
    expect(await get('/')).toContain('/ingresses');
    expect(await get('/staging/ingresses')).toMatch(
      /\nstaging +kura +kura-acme-eu-central-1 .* acme-eu-central-1-staging\.kura\.tuist\.dev +192\.0\.2\.30\n/,
    );
    expect(await get('/at/before-roll-out/staging/ingresses')).toMatch(
      / acme-eu-central-1\.kura\.tuist\.dev +192\.0\.2\.30\n/,
    );
    expect(await get('/at/before-roll-out/endpoints')).toMatch(
      /\nstaging +acme +\w+ +https:\/\/acme-eu-central-1\.kura\.tuist\.dev\n/,
    );
    expect(await get('/at/before-roll-out/zone')).toMatch(
      /\nold-us-east-1\.kura\.tuist\.dev +300 +A +tuist-kura-us-east-platform +192\.0\.2\.99\n/,
    );
    expect(await get('/services')).toMatch(/\nNo resources found\n$/);
    const zone = JSON.parse(await get('/zone', { accept: 'application/json' }));
    expect(zone['tuist.dev']).toContainEqual(
      expect.objectContaining({ name: staged, type: 'A', owner: 'tuist-staging-platform' }),
    );
    expect(JSON.parse(await get('/staging/ingresses.json'))).toMatchObject({ apiVersion: 'v1', kind: 'List' });
    expect(await get('/steps')).toMatch(/ roll-out\.deploy +\S+ +roll-out\n/);
  });

  it('changes the moment for everybody with a PUT', async () => {
    const { http } = await serve(runbook);
    const put = (body: string) => fetch(`${http}/at`, { method: 'PUT', body });
    expect(await (await put('before-roll-out')).text()).toMatch(/^at 10m, after step /);
    expect(await (await fetch(`${http}/zone`)).text()).toMatch(/^# at 10m, /);
    const wrong = await put('tomorrow');
    expect(wrong.status).toBe(404);
    expect(await wrong.text()).toContain('"tomorrow" is no moment');
    expect((await fetch(`${http}/at`, { method: 'POST', body: '12m' })).status).toBe(405);
    expect((await put('1'.repeat(5000))).status).toBe(400);
  });

  it('is the report page for browsers, with the run behind it, if the page is built', async () => {
    const { http } = await serve(runbook, '--at', '12');
    const page = await fetch(`${http}/`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    const isBuilt = existsSync(new URL('../../dist/viewer/page.html', import.meta.url));
    expect(page.headers.get('content-type')).toBe(`text/${isBuilt ? 'html' : 'plain'}; charset=utf-8`);
    if (!isBuilt) return;
    const sent = await fetch(`${http}/`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect(sent.headers.get('location')).toBe('/live#run=0&step=12');
    expect(await page.text()).toMatch(/connect-src (&#39;|')self/);
    const { report, runs } = (await (await fetch(`${http}/data.json`)).json()) as PageDocument;
    expect(report).toMatchObject({
      live: true,
      runs: [{ file: expect.stringContaining('runbook.yaml'), verdict: 'passed' }],
    });
    expect(runs).toHaveLength(1);
  });

  it('says what there is when asked for something else, and only to this machine', async () => {
    const { http } = await serve(runbook);
    for (const path of ['/nothing', '/nowhere/ingresses', '/at/99h/zone', '/a/b/zone', '/%1b%5b31m']) {
      const response = await fetch(`${http}${path}`);
      const text = await response.text();
      expect(response.status).toBe(404);
      expect(text).not.toContain('\u001b');
    }
    expect((await fetch(`${http}/%ff`)).status).toBe(400);
    const { hostname, port } = new URL(http);
    const socket = connect(Number(port), hostname);
    socket.end('GET /zone HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).not.toContain('tuist');
  });
});

describe('dibs serve', () => {
  it('goes on when a connection brings rubbish', async () => {
    const { dnsPort, http } = await serve(runbook);
    for (const rubbish of [Buffer.from([0, 3, 1, 2, 3]), Buffer.from([0xff, 0xff, 0]), Buffer.alloc(70_000, 0xff)]) {
      const socket = connect(dnsPort, '127.0.0.1');
      socket.on('error', () => {});
      socket.end(rubbish);
      await once(socket, 'close');
    }
    expect((await fetch(`${http}/zone`)).status).toBe(200);
  });

  it('serves a trace, of which no other file is needed', async () => {
    const cwd = folderWith({ 'runbook.yaml': readFileSync(runbook, 'utf8') });
    expect(dibs(['run', 'runbook.yaml', '--trace', 'traces'], { cwd }).exitCode).toBe(0);
    const { http } = await serve(join(cwd, 'traces/runbook.trace.jsonl'), '--at', '12m');
    expect(await (await fetch(`${http}/`)).text()).toMatch(/^runbook\.yaml, seed 1\n# at 12m, /);
  });

  it.each([
    [['serve'], 'USAGE_MISSING_ARGUMENT'],
    [['serve', 'nothing.yaml'], 'USAGE_CANNOT_READ'],
    [['serve', runbook, '--at', 'noon'], 'MOMENT_UNREADABLE'],
    [['serve', runbook, '--at', 'before-lunch'], 'MOMENT_UNKNOWN_STEP'],
    [['serve', runbook, '--port', '70000'], 'USAGE_CANNOT_LISTEN'],
    [['serve', runbook, '--variant', 'none'], 'USAGE_NO_SUCH_VARIANT'],
    [['serve', runbook.replace('runbook', 'shadowed')], 'USAGE_SEVERAL_VARIANTS'],
  ])('refuses %j', (args, code) => {
    const { exitCode, err } = dibs(args, { cwd: folderWith({}) });
    expect(exitCode).toBe(2);
    expect(err).toContain(`error[${code}]`);
  });
});
