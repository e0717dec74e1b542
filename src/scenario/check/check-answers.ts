import type { Finding } from '../../properties/finding.ts';
import type { AnswerView } from '../../properties/landscape.ts';
import type { ExpectedAnswer, ExpectedUp } from '../expectation.ts';
import type { Moment } from './moment.ts';

/** `dig`: what a resolver answers, values in any order. */
export function checkAnswers(
  { resolver, questions }: { readonly resolver: string | null; readonly questions: readonly ExpectedAnswer[] },
  { landscape, reader }: Moment,
): readonly Finding[] {
  return questions.flatMap(({ name, type, answer: expected }): readonly Finding[] => {
    const found = landscape.answer(reader, { name, type }, resolver);
    if (textOf(found) === textOf(expected)) return [];
    return [{ code: 'ANSWER_DIFFERS', resolver, name, type, expected, found }];
  });
}

/** `up`: what opening a URL gives, and who gives it. */
export function checkUp(expected: ExpectedUp, { landscape, reader }: Moment): readonly Finding[] {
  const { url, resolver, answer, by } = expected;
  const found = landscape.request(reader, url, resolver);
  if (found.result === answer && (by === null || by === found.by)) return [];
  const facts = { url, resolver, expected: String(answer), expectedBy: by };
  return [{ code: 'UP_DIFFERS', ...facts, found: String(found.result), foundBy: found.by }];
}

function textOf(answer: AnswerView): string {
  return typeof answer === 'string' ? answer : [...answer].sort().join('\n');
}
