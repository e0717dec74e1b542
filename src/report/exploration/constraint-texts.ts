import { printable } from '../printable.ts';
import type { ReportedConstraint } from './exploration-report.ts';

/** The constraints as they stand in a scenario, to paste into its `rollout`; names of steps are plain YAML. */
export function yamlOf(constraints: readonly ReportedConstraint[]): string {
  const steps = [...new Set(constraints.map(({ after }) => after))];
  const lines = steps.map((step) => {
    const after = constraints
      .filter((constraint) => constraint.after === step)
      .map(({ before, until }) => (until === null ? before : `{ step: ${before}, until: ${until} }`));
    return `  ${step}: { after: [${after.join(', ')}] }`;
  });
  return ['rollout:', ...lines, ''].join('\n');
}

/** The constraints as a Mermaid flowchart; steps that are free of them stand beside. Names are text, whatever they hold. */
export function mermaidOf(constraints: readonly ReportedConstraint[], steps: readonly string[]): string {
  const id = (step: string) => `s${steps.indexOf(step)}`;
  return [
    'flowchart LR',
    ...steps.map((step) => `  ${id(step)}["${mermaidText(step)}"]`),
    ...constraints.map(({ before, after, until }) => {
      return `  ${id(before)} ${until === null ? '-->' : `-->|until ${until}|`} ${id(after)}`;
    }),
    '',
  ].join('\n');
}

/** *Source:* Mermaid, "Entity codes to escape characters". */
function mermaidText(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} ._/:-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
