import type { ExplainResult, Explanation } from '../incident/explain/explanation.ts';
import type { ObservedLine } from '../incident/logs/observed-line.ts';
import { formatTimestamp } from '../incident/logs/timestamp.ts';

/** What came of explaining logs, for machines: one document. Moments are milliseconds from `origin`. */
export function explainJson(result: ExplainResult): string {
  const { verdict, originMs, comparedCount, otherCount, strangers, zones, isProven, situationCount } = result;
  const document = {
    verdict,
    origin: formatTimestamp(originMs),
    lines: { compared: comparedCount, other: otherCount },
    strangers,
    zonesCompared: zones,
    situations: situationCount,
    allLookedAt: isProven,
    explanations: result.explanations.map(explanationOf),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function explanationOf({ assumptions, unexplained, missing, zoneFindings, steps }: Explanation) {
  return {
    assumptions,
    unexplained: unexplained.map(({ line, expected }) => ({ ...placeOf(line), ...wordsOf(line), expected })),
    missing,
    zone: zoneFindings,
    steps: steps.map(({ atMs, action, outcome, hash, lines }) => ({
      atMs,
      action,
      outcome,
      hash,
      ...(lines.length === 0 ? {} : { lines: lines.map(placeOf) }),
    })),
  };
}

function placeOf({ controller, at: { file, line }, timeText: time }: ObservedLine) {
  return { controller, file, line, time };
}

function wordsOf({ level, message, fields }: ObservedLine) {
  return { level, message, ...(fields === undefined ? {} : { fields }) };
}
