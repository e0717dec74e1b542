import type { Paint } from '../paint.ts';
import { terminalLine } from '../printable.ts';
import type { ToldStep } from './exploration-report.ts';

/** The steps of a story, numbered, with those in bold that people take, and in red what goes wrong. */
export function toldStepLines(story: readonly ToldStep[], paint: Paint): readonly string[] {
  const numberWidth = String(story.length).length;
  const actorWidth = Math.min(32, Math.max(0, ...story.map(({ actor }) => terminalLine(actor).length)));
  return story.map(({ number, actor, text, kind }) => {
    const line = `${terminalLine(actor).padEnd(actorWidth)}  ${terminalLine(text)}`;
    const shown = kind === 'rollout' ? paint.strong(line) : kind === 'fault' ? paint.bad(line) : line;
    return `    ${paint.faint(String(number).padStart(numberWidth))}  ${shown}`;
  });
}
