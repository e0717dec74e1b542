import { describeDivergence } from '../report/describe-divergence.ts';
import { describeMomentProblem } from '../report/describe-moment-problem.ts';
import { livePageText } from '../report/page/page-text.ts';
import { counted } from '../report/phrase.ts';
import { printable, terminalLine } from '../report/printable.ts';
import { columnLines } from '../report/table-lines.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { formatDuration } from '../scenario/duration.ts';
import { LookBack } from '../trace/look-back.ts';
import { type Moment, momentText } from '../trace/moment.ts';
import type { CommandInput } from './command.ts';
import { listenForDns } from './dns-sockets.ts';
import { exitCodes } from './exit-code.ts';
import { isLoopback, listenForHttp } from './http-socket.ts';
import type { Io } from './io.ts';
import { loadRun } from './load-run.ts';
import { pageDocumentOf } from './page-document.ts';
import { builtPageTemplate } from './page-template.ts';
import { printProblems, refuse } from './print-problems.ts';
import type { serveOptions } from './serve.ts';
import { type LivePage, momentNames, type PageRequest, pageFor } from './serve-pages.ts';
import { type Shown, shownRunOf } from './shown-run.ts';
import { systemErrorCode } from './system-error.ts';
import { dibsVersion } from './version.ts';

type ServeInput = CommandInput<typeof serveOptions>;

/** The work of `dibs serve`: goes on until it is told to end (Ctrl-C). */
export async function serveRun({ options, args, io }: ServeInput): Promise<number> {
  const run = loadRun(args[0] as string, { variant: options.variant, seed: options.seed, io });
  if (typeof run === 'number') return run;
  const shown = shownRunOf(run);
  const lookBack = LookBack.of(run.trace, run.built, shown.run.taken);
  if ('divergence' in lookBack) {
    io.err(`${terminalLine(describeDivergence(lookBack.divergence))}\n`);
    return exitCodes.notAsExpected;
  }
  const moment = options.at === undefined ? lookBack.end : lookBack.moment(options.at);
  if ('code' in moment) return printProblems(io, [{ input: 'moment', option: '--at', problem: moment }]);
  const serving = await start({ lookBack, shown }, moment, { options, io });
  if ('code' in serving) return refuse(io, serving);
  io.out(greeting(lookBack, moment, serving).join('\n').concat('\n'));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await serving.close();
  return exitCodes.asExpected;
}

interface Serving {
  readonly host: string;
  readonly dnsPort: number;
  readonly httpPort: number;
  close(): Promise<void>;
}

/** Both servers, which look at the same moment until a request changes it. */
async function start(
  { lookBack, shown }: { readonly lookBack: LookBack; readonly shown: Shown },
  moment: Moment,
  { options, io }: Pick<ServeInput, 'options' | 'io'>,
): Promise<Serving | UsageProblem> {
  let current = moment;
  const { host = '127.0.0.1', port = 5353, 'http-port': wantedHttpPort = 8053 } = options;
  const onBug = (error: unknown) => tellBug(io, error);
  const nameServer = lookBack.nameServer(
    () => current,
    (problem) => {
      const { what, fix } = describeMomentProblem(problem);
      return `${what}: ${fix}`;
    },
  );
  const live = livePageOf(shown);
  const pages = (request: PageRequest) => {
    const page = pageFor({ lookBack, live, current }, request);
    current = page.current ?? current;
    return page;
  };
  const dns = await listening('--port', { host, port }, () => listenForDns(nameServer, { host, port, onBug }));
  if ('code' in dns) return dns;
  const http = await listening('--http-port', { host, port: wantedHttpPort }, () =>
    listenForHttp(pages, { host, port: wantedHttpPort, onBug }),
  );
  if ('code' in http) {
    await dns.close();
    return http;
  }
  const close = async () => {
    await Promise.all([dns.close(), http.close()]);
  };
  return { host, dnsPort: dns.port, httpPort: http.port, close };
}

/** The report page with this server behind it; its data is made when first asked for. */
function livePageOf(shown: Shown): LivePage | undefined {
  const template = builtPageTemplate();
  if (template === undefined) return undefined;
  let data: unknown;
  return {
    html: livePageText(template),
    data: () => {
      data ??= pageDocumentOf([shown], { live: true });
      return data;
    },
  };
}

async function listening<Socket extends object>(
  option: string,
  { host, port }: { readonly host: string; readonly port: number },
  listen: () => Promise<Socket>,
): Promise<Socket | UsageProblem> {
  try {
    return await listen();
  } catch (error) {
    const reason = systemErrorCode(error) ?? (error instanceof RangeError ? 'no such port' : undefined);
    if (reason === undefined) throw error;
    return { code: 'USAGE_CANNOT_LISTEN', option, address: `${host} port ${port}`, reason };
  }
}

function tellBug(io: Io, error: unknown): void {
  io.err(`dibs has a bug: ${printable(error instanceof Error ? error.message : String(error))}\n`);
}

function greeting(lookBack: LookBack, moment: Moment, serving: Serving): readonly string[] {
  const { trace, built, namedSteps } = lookBack;
  const { header, steps, end } = trace;
  const { host, dnsPort, httpPort } = serving;
  const variant = header.variant === null ? '' : ` [${header.variant}]`;
  const zones = built.landscape.zones.map(({ name }) => name);
  const dig = `dig @${host} -p ${dnsPort}`;
  const [named] = namedSteps;
  const example = named === undefined ? 'at-90s' : `at-${named.name}`;
  const title = `dibs ${dibsVersion()}: ${header.scenario.file}${variant}, seed ${header.seed}`;
  const urlHost = host.includes(':') ? `[${host}]` : host;
  return [
    terminalLine(`${title}, ${counted(steps.length, 'step')}, ${formatDuration(end.durationMs)}`),
    terminalLine(momentText(moment, trace)),
    '',
    ...columnLines([
      [`${dig} NAME`, `a name in ${zones.join(', ')}`],
      [`${dig} ${example}.NAME`, `the same at another moment${momentNames(namedSteps)}`],
      [`${dig} AXFR ${zones[0]}`, 'the whole zone'],
      [`curl ${urlHost}:${httpPort}/`, 'tables, as kubectl lists them, and another moment for all'],
      [`http://${urlHost}:${httpPort}/`, 'in a browser: the run, step by step; DNS answers for the one looked at'],
    ]),
    '',
    ...(isLoopback(host) ? [] : [`listening beyond this machine, on ${terminalLine(host)}`]),
    'Ctrl-C ends it',
  ];
}
