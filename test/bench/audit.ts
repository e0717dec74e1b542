/**
 * An audit of a large zone: how long, how much memory, and how that compares with programs that only pass over the file.
 *
 *     npm run bench:audit                        a million records, three runs of each report
 *     npm run bench:audit -- --records=100000 --runs=1
 *
 * Of several runs the fastest counts, by processor time: other work on the machine only ever makes it longer. Exits with 1
 * if a report takes more than 10 s or 2 GiB.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAuditFiles } from './audit-zone-files.ts';
import { type Measured, measure } from './measured-process.ts';

const limit = { seconds: 10, bytes: 2 * 1024 ** 3 };
const root = fileURLToPath(new URL('../../', import.meta.url));
const given = (name: string, usual: number): number => {
  const found = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return found === undefined ? usual : Number(found.slice(name.length + 3));
};
const recordCount = given('records', 1_000_000);
const runCount = given('runs', 3);

const folder = mkdtempSync(join(tmpdir(), 'dibs-audit-'));
try {
  const { zone, desired } = writeAuditFiles(folder, recordCount);
  const reading = `
    const lines = require('node:readline').createInterface({ input: require('node:fs').createReadStream(process.argv[1]) });
    let fields = 0;
    lines.on('line', (line) => { fields += line.split('\\t').length; }).on('close', () => console.log(fields));`;
  const passes = ['node: fields of each line', process.execPath, ['-e', reading, zone]] as const;
  const peers: readonly (readonly [string, string, readonly string[]])[] = [
    ['awk: fields of each line', 'awk', ['-F', '\t', '{ n += NF } END { print n }', zone]],
    ['sort: by name', 'sort', ['-o', '/dev/null', zone]],
  ];
  const clusters = Object.entries(desired).flatMap(([name, file]) => [
    '--desired',
    `${name}=${file}`,
    '--owner',
    `${name}=${name}-id`,
  ]);
  const reports = ['table', 'csv', 'json'].map(
    (reporter) =>
      [
        `dibs audit --reporter ${reporter}`,
        process.execPath,
        [
          join(root, 'dist/cli/main.js'),
          'audit',
          '--zone',
          zone,
          ...clusters,
          '--reporter',
          `${reporter}=${folder}/out`,
        ],
      ] as const,
  );
  const passing = await fastest(...passes);
  console.log(`${recordCount} records; "times" is processor time by that of node passing over the lines\n`);
  for (const peer of peers) show(peer[0], await fastest(...peer));
  show(passes[0], passing);
  let isWithin = true;
  for (const report of reports) {
    const measured = await fastest(...report);
    show(report[0], measured);
    isWithin &&= measured.seconds < limit.seconds && (measured.peakBytes ?? 0) < limit.bytes;
  }
  console.log(isWithin ? '\nwithin 10 s and 2 GiB' : '\nNOT within 10 s and 2 GiB');
  process.exitCode = isWithin ? 0 : 1;

  function show(name: string, { seconds, cpuSeconds = 0, peakBytes = 0 }: Measured): void {
    const ratio = cpuSeconds / (passing.cpuSeconds ?? 1);
    const columns = [
      name.padEnd(28),
      `${seconds.toFixed(1)} s`.padStart(8),
      `${cpuSeconds.toFixed(1)} s of processor`.padStart(20),
      `${Math.round(peakBytes / 1024 ** 2)} MiB`.padStart(10),
      `${ratio.toFixed(1)} times`.padStart(12),
    ];
    console.log(columns.join(''));
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function fastest(_name: string, program: string, args: readonly string[]): Promise<Measured> {
  let best: Measured | undefined;
  for (let run = 0; run < runCount; run += 1) {
    const measured = await measure(program, args, root);
    if (best === undefined || (measured.cpuSeconds ?? 0) < (best.cpuSeconds ?? 0)) best = measured;
  }
  if (best === undefined) throw new Error('--runs must be at least 1');
  return best;
}
