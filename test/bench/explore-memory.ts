import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measured-process.ts';

/**
 * Explores 20 million states of two-phase commit with ten managers, and compares the memory of the whole process with
 * what is promised: `npm run bench:memory`. The exit code is 1 if it takes more.
 */
const stateCount = 20_000_000;
const threads = 2;

/** 23 bytes for a state and 8 for a row of two words; what does not grow with the states is the runtime and a block. */
const bytesMax = stateCount * (23 + 8) + 300e6;

const here = dirname(fileURLToPath(import.meta.url));
const args = ['--import', 'tsx', join(here, 'explore-run.ts'), 'commit', '10', `${threads}`, `${stateCount}`];
const { output, peakBytes } = await measure(process.execPath, args, resolve(here, '../..'));
const { states, seconds, bytes } = JSON.parse(output);
const megabytes = (count: number) => `${Math.round(count / 1e6)} MB`;
console.log(`${states} states in ${seconds.toFixed(1)} s, ${threads} threads`);
console.log(
  `states, visited set and what is remembered: ${megabytes(bytes)}, ${(bytes / states).toFixed(1)} bytes per state`,
);
console.log(
  `the whole process: ${peakBytes === undefined ? 'not known here' : megabytes(peakBytes)}, at most ${megabytes(bytesMax)}`,
);
process.exitCode = states === stateCount && (peakBytes ?? 0) <= bytesMax ? 0 : 1;
