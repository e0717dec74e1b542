import type { ReleaseProblem } from '../kura/release-catalogue.ts';
import { assertNever } from './assert-never.ts';
import { quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';
import { suggestion } from './suggestion.ts';

/** The words for a mistake in a release that a scenario describes. */
export function describeReleaseMistake(problem: ReleaseProblem): ProblemWords {
  const release = `the release ${problem.release}`;
  switch (problem.code) {
    case 'RELEASE_UNKNOWN_BASE':
      return {
        what: `${release} extends ${quoted(problem.base)}, which there is not`,
        fix: suggestion(problem, 'releases'),
      };
    case 'RELEASE_EXTENDS_ITSELF':
      return { what: `${release} extends itself: ${problem.chain.join(' > ')}`, fix: 'let one of them extend another' };
    case 'RELEASE_UNKNOWN_ABILITY':
      return {
        what: `${release} cannot have the ability ${quoted(problem.ability)}`,
        fix: suggestion(problem, 'abilities'),
      };
    case 'HOST_TEMPLATE_UNKNOWN_PLACEHOLDER': {
      const what = `the host template ${quoted(problem.template)} has the placeholder {${problem.placeholder}}`;
      return { what, fix: 'use {account_handle}, {cluster_id} and {env_suffix}' };
    }
    case 'MIGRATION_SQL_INVALID':
      return { what: `the migration ${problem.migration} does not run: ${problem.message}`, fix: 'correct its SQL' };
    case 'REGION_DUPLICATE':
      return { what: `${release} has the region ${problem.region} twice`, fix: 'keep one of them' };
    case 'REGION_CLUSTER_DUPLICATE':
      return { what: `two regions have the cluster id ${problem.clusterId}`, fix: 'give each its own' };
    case 'REGION_CLUSTER_AMBIGUOUS': {
      const what = `the cluster id ${problem.longer} ends in -${problem.shorter}, so two accounts could get one host`;
      return { what, fix: 'rename one of them' };
    }
    case 'REGION_CLUSTER_LIKE_SUFFIX': {
      const what = `the cluster id ${problem.clusterId} ends in ${quoted(problem.suffix)}, which another environment appends`;
      return { what, fix: 'rename the cluster id or the suffix' };
    }
    default:
      return assertNever(problem);
  }
}
