/** What stands around a controller's own line: who collected it, and when. */
export interface FramedLine {
  /** The controller's own line. */
  readonly text: string;
  /** How many characters of the line stand before it. */
  readonly offset: number;
  /** The collector's timestamp, which is finer than the controller's. */
  readonly timeText?: string;
  /** The first part of a line that the container runtime has split. */
  readonly isPart?: boolean;
}

/** `kubectl logs --prefix`; the pod and container of `stern`; the service of `docker compose logs`. */
const SOURCE =
  /^(?:\[[^\]\s]*\]\s+|[a-z0-9][-a-z0-9.]*\s+[a-z0-9][-a-z0-9.]*\s+(?=time=|\{"|\d{4}-)|[a-z0-9][-a-z0-9.]*\s+\|\s*)/;
/** `kubectl logs --timestamps`, and the container runtime interface's own files. */
const RUNTIME = /^(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))\s+(?:(?:stdout|stderr)\s+([FP])\s+)?/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours begin with one
const COLOUR = /\x1b\[[\d;]*m/g;

/** Takes off what collectors put around lines: prefixes, timestamps, colours, docker's JSON. */
export function unframe(line: string): FramedLine {
  const plain = line.includes('\x1b') ? line.replace(COLOUR, '') : line;
  const docker = plain.startsWith('{"log":') ? dockerLine(plain) : undefined;
  if (docker !== undefined) return docker;
  const source = SOURCE.exec(plain)?.[0].length ?? 0;
  const runtime = RUNTIME.exec(plain.slice(source));
  const offset = source + (runtime?.[0].length ?? 0);
  return {
    text: plain.slice(offset),
    offset,
    ...(runtime?.[1] === undefined ? {} : { timeText: runtime[1] }),
    ...(runtime?.[2] === 'P' ? { isPart: true } : {}),
  };
}

function dockerLine(text: string): FramedLine | undefined {
  try {
    const { log, time } = JSON.parse(text) as { log?: unknown; time?: unknown };
    if (typeof log !== 'string') return undefined;
    const inner = log.replace(/\n$/, '');
    return { text: inner, offset: 0, ...(typeof time === 'string' ? { timeText: time } : {}) };
  } catch {
    return undefined;
  }
}

/** Lines of other writers in the same stream: client-go's klog, the Go runtime's last words. */
export function isForeign(text: string): boolean {
  return (
    /^[IWEF]\d{4} \d{2}:\d{2}:\d{2}\.\d+\s+\d+ \S+\]/.test(text) ||
    /^(panic:|fatal error:|goroutine \d+ \[|\t|\s+\/|created by |main\.|runtime\.|sigs\.k8s\.io\/|exit status |\[signal )/.test(
      text,
    )
  );
}
