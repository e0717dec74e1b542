import type { ImportGuess } from '../incident/import/incident.ts';
import { formatTimestamp } from '../incident/logs/timestamp.ts';

/** What an import made up, in one sentence. */
export function describeImportGuess(guess: ImportGuess): string {
  switch (guess.kind) {
    case 'record-values':
      return `${guess.name} ${guess.type} is taken to have held ${guess.values.join(' ')}: the log does not say`;
    case 'object':
      return `${guess.cluster} is taken to have had ${guess.object}: its log has ${guess.host}, and no object wants it`;
    case 'moment':
      return `${guess.object} in ${guess.cluster} is taken to have changed at ${formatTimestamp(guess.timeMs)}`;
  }
}

/** The comment at the top of an imported scenario. */
export function importHeading(guesses: readonly ImportGuess[]): readonly string[] {
  return [
    'Steps that mend the incident go before the last one: then the last expectation holds, and dibs run passes.',
    ...(guesses.length === 0 ? [] : ['What no artefact says:']),
    ...guesses.map((guess) => `  ${describeImportGuess(guess)}`),
  ];
}
