import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process printed and used. */
export interface Measured {
  readonly output: string;
  readonly seconds: number;
  /** Processor time of all its threads, where the system tells (Linux); it suffers less from other work on the machine. */
  readonly cpuSeconds: number | undefined;
  /** The most memory that was resident, where the system tells (Linux). */
  readonly peakBytes: number | undefined;
}

/** Runs a program to its end. Rejects if it cannot be started or fails. */
export function measure(program: string, args: readonly string[], folder: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let last: Pick<Measured, 'cpuSeconds' | 'peakBytes'> = { cpuSeconds: undefined, peakBytes: undefined };
    const poll = setInterval(() => {
      last = child.pid === undefined ? last : (usageOf(child.pid) ?? last);
    }, 20);
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('error', (error) => {
      clearInterval(poll);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(poll);
      const seconds = (performance.now() - start) / 1000;
      if (code === 0) resolve({ output, seconds, ...last });
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}`));
    });
  });
}

/** Clock ticks per second in /proc: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

function usageOf(pid: number): Pick<Measured, 'cpuSeconds' | 'peakBytes'> | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
    if (kilobytes === undefined || fields === undefined) return undefined;
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
      peakBytes: 1024 * Number(kilobytes),
    };
  } catch {
    return undefined;
  }
}
