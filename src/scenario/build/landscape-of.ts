import type { Question } from '../../dns/lookup.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { Zone } from '../../dns/zone.ts';
import type { OwnershipTable } from '../../externaldns/registry/ownership-table.ts';
import { assert } from '../../kernel/assert.ts';
import type { Reader } from '../../kernel/component.ts';
import { clientQuestion } from '../../kubernetes/client.ts';
import type { Cluster } from '../../kubernetes/cluster.ts';
import { reach, targetOf } from '../../kubernetes/reach.ts';
import type {
  AnswerView,
  ControllerView,
  EnvironmentView,
  Landscape,
  RequestView,
} from '../../properties/landscape.ts';

/** What there is in a scenario's world, for properties and expectations to look at. */
export function landscapeOf(parts: {
  readonly zones: readonly Zone[];
  readonly clusters: readonly Cluster[];
  readonly controllers: readonly ControllerView[];
  readonly environments: readonly EnvironmentView[];
  readonly tables: readonly OwnershipTable[];
  /** The resolver of a name; `null` names the one without a cache. */
  readonly resolver: (name: string | null) => Resolver;
}): Landscape {
  const { zones, clusters, controllers, environments, tables, resolver } = parts;
  const ask = (reader: Reader, question: Question, name: string | null) =>
    resolver(name).ask(reader, question, 'expectation').answer;
  return {
    zones,
    clusters,
    controllers,
    environments,
    tables,
    answer(reader, question, name): AnswerView {
      const { status, answers } = ask(reader, question, name);
      if (status !== 'NOERROR') return status;
      return answers.filter(({ type }) => type === question.type).flatMap(({ values }) => values);
    },
    request(reader, url, name): RequestView {
      const target = targetOf(url);
      assert(target !== undefined, `${url} is no URL`);
      const reached = reach({ clusters, reader, answer: ask(reader, clientQuestion(url), name), target });
      switch (reached.kind) {
        case 'answered':
          return { result: reached.status, by: reached.cluster };
        case 'certificate-mismatch':
          return { result: reached.kind, by: reached.cluster };
        default:
          return { result: reached.kind, by: null };
      }
    },
  };
}
