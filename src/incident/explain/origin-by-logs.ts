import type { LogLine } from '../../externaldns/endpoint.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { runScenario } from '../../timeline/run-scenario.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { comparableLine } from './comparable-line.ts';

/**
 * The moment at which a scenario's run must have begun, so that the first line of the logs that a run of it writes, too,
 * is written when the log says. Without such a line: the moment of the first line.
 */
export function originByLogs(built: BuiltScenario, lines: readonly ObservedLine[]): number {
  const written = runScenario(built).story.flatMap(({ atMs, event }) => {
    if (event.type !== 'log') return [];
    const says = comparableLine(event as unknown as LogLine);
    return says === null ? [] : [{ atMs, says, actor: event.actor }];
  });
  const ordered = [...lines].sort((left, right) => left.timeMs - right.timeMs);
  for (const line of ordered) {
    const says = comparableLine(line);
    const same = written.find((one) => one.says === says && one.actor === line.controller);
    if (same !== undefined) return line.timeMs - same.atMs;
  }
  return ordered[0]?.timeMs ?? 0;
}
