import type { ManifestMistake } from '../kubernetes/manifest.ts';
import { assertNever } from './assert-never.ts';
import { quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';

/** The words for a mistake in a Kubernetes manifest. */
export function describeManifestMistake(mistake: ManifestMistake): ProblemWords {
  const member = pathText(mistake.path);
  switch (mistake.code) {
    case 'MANIFEST_SYNTAX':
      return { what: `the manifest is no YAML: ${mistake.detail}`, fix: 'correct the syntax' };
    case 'MANIFEST_MISSING_MEMBER':
      return { what: `the manifest needs ${member}`, fix: 'add it, as the API server would ask for it too' };
    case 'MANIFEST_WRONG_SHAPE':
      return { what: `${member} is of type ${mistake.found}`, fix: `give a value of type ${mistake.expected}` };
    case 'MANIFEST_UNKNOWN_VALUE': {
      const what = `${member} cannot be ${JSON.stringify(mistake.found) ?? 'absent'}`;
      return { what, fix: `known values: ${mistake.known.join(', ')}` };
    }
    case 'MANIFEST_DUPLICATE_OBJECT':
      return { what: `the object ${quoted(mistake.key)} is given twice`, fix: 'keep one of them' };
    default:
      return assertNever(mistake);
  }
}

/** `spec.rules[0].host`, as kubectl prints it. */
function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the document';
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
