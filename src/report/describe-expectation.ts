import { formatDuration } from '../scenario/duration.ts';
import type { Expectation, ExpectationForm, When } from '../scenario/expectation.ts';
import { assertNever } from './assert-never.ts';
import { countIn, listed, metricName, ownerPhrase, quoted, recordName, timesIn, valuesPhrase } from './phrase.ts';
import { recordText } from './record-text.ts';

/** An expectation in words, one sentence: `within 5m: app.example.org A has owner east`. */
export function describeExpectation(expectation: Expectation): string {
  return `${describeWhen(expectation.when)}: ${clausesOf(expectation).join('; ')}`;
}

function describeWhen(when: When): string {
  switch (when.moment) {
    case 'end':
      return 'at the end';
    case 'now':
      return 'at this step';
    case 'at':
      return `at ${formatDuration(when.atMs)}`;
    case 'within':
      return `within ${formatDuration(when.withinMs)}`;
    case 'always':
      return 'at every moment';
    case 'never':
      return 'at no moment';
    case 'eventually':
      return 'at some moment';
    case 'reachable':
      return 'in some order of events';
    case 'unreachable':
      return 'in no order of events';
    case 'not-before':
      return `not before ${clausesOf(when.other).join('; ')}`;
    default:
      return assertNever(when);
  }
}

function clausesOf(form: ExpectationForm): readonly string[] {
  switch (form.form) {
    case 'records':
      return form.records.map(({ expected, ttl, ...key }) => {
        const withTtl = ttl === undefined ? '' : ` with TTL ${ttl}`;
        if (expected === 'absent') return `${recordName(key)} is not stored`;
        return `${recordName(key)} is ${expected === 'present' ? 'stored' : listed(expected)}${withTtl}`;
      });
    case 'owners':
      return form.owners.map(({ owner, ...key }) => `${recordName(key)} has ${ownerPhrase(owner)}`);
    case 'zone':
      if (form.records.length === 0) return [`${form.zone} holds no records`];
      return [`${form.zone} holds exactly ${listed(form.records.map(recordText))}`];
    case 'dig': {
      const who = form.resolver === null ? 'the authoritative servers answer' : `${form.resolver} answers`;
      return form.questions.map((question) => {
        return `asked for ${recordName(question)}, ${who} ${valuesPhrase(question.answer)}`;
      });
    }
    case 'log': {
      const level = form.level === null ? '' : ` at level ${form.level}`;
      return [`${form.actor} logs ${quoted(form.contains)}${level} ${timesIn(form.count)}`];
    }
    case 'served':
      return form.clients.map(({ client, by }) => `${client} is served by ${by}`);
    case 'endpoints':
      return form.lists.map(({ environment, account, urls }) => {
        return `the endpoint table of ${environment} has ${urls.length === 0 ? 'no endpoint' : listed(urls)} for ${account}`;
      });
    default:
      return productClausesOf(form);
  }
}

type RestOfForms = Exclude<
  ExpectationForm,
  { readonly form: 'records' | 'owners' | 'zone' | 'dig' | 'log' | 'served' | 'endpoints' }
>;

function productClausesOf(form: RestOfForms): readonly string[] {
  switch (form.form) {
    case 'servers':
      return form.servers.map((server) => {
        const columns = (['status', 'url', 'image'] as const)
          .filter((column) => server[column] !== undefined)
          .map((column) => `${column} ${server[column] ?? 'empty'}`);
        const has = columns.length === 0 ? 'exists' : `has ${listed(columns)}`;
        return `server ${server.account} in ${server.region} of ${server.environment} ${has}`;
      });
    case 'objects':
      return form.objects.map(({ cluster, key, exists, members }) => {
        if (!exists) return `${key} does not exist in ${cluster}`;
        const held = Object.entries(members).map(([path, value]) => {
          return value === null ? `no ${path}` : `${path} ${JSON.stringify(value)}`;
        });
        return held.length === 0 ? `${key} exists in ${cluster}` : `${key} in ${cluster} has ${listed(held)}`;
      });
    case 'up': {
      const through = form.resolver === null ? '' : ` through ${form.resolver}`;
      return [`opening ${form.url}${through} gives ${form.answer}${form.by === null ? '' : ` from ${form.by}`}`];
    }
    case 'calls':
      return form.calls.map(({ controller, operation, count }) => {
        const calls = operation === null ? 'calls' : `${operation} calls`;
        return `${controller} makes ${countIn(count)} ${calls} to its provider`;
      });
    case 'metrics':
      return form.metrics.map(({ controller, metric, labels, value }) => {
        return `${metricName(metric, labels)} of ${controller} is ${countIn(value)}`;
      });
    case 'holds':
      return [`${listed(form.invariants.map(invariantText))} ${form.invariants.length === 1 ? 'holds' : 'hold'}`];
    case 'violates': {
      const are = form.invariants.length === 1 ? 'is' : 'are';
      return [`${listed(form.invariants.map(invariantText))} ${are} violated`];
    }
    case 'settled':
      return [form.settled ? 'nothing shared changes any more' : 'something shared would still change'];
    default:
      return assertNever(form);
  }
}

function invariantText({ invariant, forMs }: { readonly invariant: string; readonly forMs?: number }): string {
  return forMs === undefined ? invariant : `${invariant} (tolerating ${formatDuration(forMs)})`;
}
