import type { At } from '../../scenario/located.ts';
import { choiceText } from '../../scenario/what-if.ts';
import type { WhatIfMistake } from '../../scenario/what-if-scenarios.ts';
import { choiceFile, type WhatIfMiss } from '../../scenario/what-if-tree.ts';
import { describeProblem } from '../describe-problem.ts';
import { quoted } from '../phrase.ts';
import type { ProblemText, ProblemWords } from '../problem-text.ts';
import { suggestion } from '../suggestion.ts';

/** What is wrong with a choice that was to be put into a scenario of this file. */
export function describeWhatIfMistake(mistake: WhatIfMistake, file: string): ProblemText {
  if ('miss' in mistake) {
    const { choice, miss } = mistake;
    const where = `${choiceFile(choice)}, in ${file}`;
    return { code: `WHAT_IF_${missCodes[miss.kind]}`, ...missWords(miss, choice.whatIf.path), where, place: null };
  }
  const { choices, problem } = mistake;
  const text = describeProblem({ input: 'scenario', problem });
  if (choices.some((choice) => choiceFile(choice) === problem.at.file)) {
    return { ...text, where: `${problem.at.file}, in ${placeIn(problem.at, file)}`, place: null };
  }
  return { ...text, where: `${text.where}, with --what-if ${choices.map(choiceText).join(' --what-if ')}` };
}

function placeIn({ path }: At, file: string): string {
  return path === '' ? file : `${path} of ${file}`;
}

const missCodes = { nowhere: 'NOWHERE', nobody: 'NOBODY', 'flag-stays': 'FLAG_STAYS' } as const;

function missWords(miss: WhatIfMiss, path: string): ProblemWords {
  switch (miss.kind) {
    case 'nowhere':
      return {
        what: `${miss.place === '' ? 'the scenario' : miss.place} has no ${quoted(miss.found)}`,
        fix: suggestion(miss, 'names'),
      };
    case 'nobody': {
      const who = miss.who === 'controller' ? 'external-dns runs here' : 'environment of kura is here';
      return { what: `no ${who}, so that nothing has a ${path}`, fix: 'leave it out, or name another place' };
    }
    case 'flag-stays':
      return {
        what: `--${miss.flag} can be changed, and not be taken away`,
        fix: 'give the value that it has by default',
      };
  }
}
