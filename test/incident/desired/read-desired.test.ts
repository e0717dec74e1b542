import { describe, expect, test } from 'vitest';
import { controllerOfOwner, readControllers } from '../../../src/incident/desired/read-controllers.ts';
import { readDesired } from '../../../src/incident/desired/read-desired.ts';

const ingress = (name: string, host: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'web' },
  spec: { rules: [{ host }] },
});

const names = (content: string) => readDesired({ content, path: 'east' }).objects.map(({ metadata }) => metadata.name);

describe('what a cluster wants', () => {
  test('is read from lists, single objects and several outputs, JSON or YAML', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [ingress('a', 'a.example.org'), ingress('b', 'b.example.org')],
    };
    expect(names(JSON.stringify(list, null, 4))).toEqual(['a', 'b']);
    expect(names(JSON.stringify(ingress('a', 'a.example.org')))).toEqual(['a']);
    expect(names(`${JSON.stringify(list)}\n${JSON.stringify(ingress('c', 'c.example.org'))}`)).toEqual(['a', 'b', 'c']);
    const yaml =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: b }\n';
    expect(names(yaml)).toEqual(['a', 'b']);
  });

  test('is told with its place where it is wrong, and the rest is used', () => {
    const list = [
      ingress('a', 'a.example.org'),
      { ...ingress('b', ''), spec: { rules: 7 } },
      ingress('c', 'c.example.org'),
    ];
    const content = `{"items": [\n${list.map((each) => JSON.stringify(each)).join(',\n')}\n]}`;
    const { objects, problems } = readDesired({ content, path: 'east.json' });
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['a', 'c']);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'MANIFEST_WRONG_SHAPE',
        path: ['spec', 'rules'],
        file: 'east.json',
        line: 3,
        column: 1,
      }),
    ]);
  });

  test.each([
    ['', { code: 'EXPORT_EMPTY', line: 1 }],
    ['{"items": [{"kind": "Ingress"', { code: 'JSON_TRUNCATED', line: 1 }],
    ['a: [1\nb: 2', { code: 'MANIFEST_SYNTAX', line: 2 }],
  ])('%j is a mistake', (content, problem) => {
    expect(readDesired({ content, path: 'east' }).problems[0]).toMatchObject({ file: 'east', ...problem });
  });
});

describe('how external-dns runs', () => {
  const deployment = (image: string, args: readonly string[], env = '') =>
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: external-dns }
spec:
  template:
    spec:
      containers:
        - name: external-dns
          image: ${image}
          args:
${args.map((arg) => `            - ${arg}`).join('\n')}
${env}`;
  const args = ['--source=ingress', '--provider=cloudflare', '--policy=sync', '--txt-owner-id=east'];

  test('is read from its Deployment', () => {
    const content = deployment('registry.k8s.io/external-dns/external-dns:v0.14.2', args);
    const { controllers, problems } = readControllers({ content, path: 'd' });
    expect(problems).toEqual([]);
    expect(controllers).toMatchObject([
      { name: 'external-dns', configuration: { version: 'v0.14.2', txtOwnerId: 'east', provider: 'cloudflare' } },
    ]);
  });

  test('is what the other flags say where one is not modelled', () => {
    const content = deployment('external-dns:v0.22.0', [...args.slice(0, 1), '--provider=rfc2136', ...args.slice(2)]);
    const { controllers, problems } = readControllers({ content, path: 'd.yaml' });
    expect(problems).toMatchObject([
      { code: 'CONTROLLER_BAD_FLAG', mistake: { flag: 'provider' }, file: 'd.yaml', line: 12, column: 15 },
    ]);
    expect(controllers[0]?.configuration).toMatchObject({ txtOwnerId: 'east', provider: 'webhook' });
  });

  test('is not known where a Secret says it, or nothing does', () => {
    const env =
      '          env:\n            - { name: EXTERNAL_DNS_TXT_OWNER_ID, valueFrom: { secretKeyRef: { name: s, key: k } } }\n';
    const { problems } = readControllers({
      content: deployment('external-dns:v0.22.0', args.slice(0, 3), env),
      path: 'd',
    });
    expect(problems).toMatchObject([{ code: 'CONTROLLER_VARIABLE_ELSEWHERE', variable: 'EXTERNAL_DNS_TXT_OWNER_ID' }]);
    expect(
      readControllers({ content: 'kind: Service\napiVersion: v1\nmetadata: { name: a }', path: 'd' }).problems,
    ).toMatchObject([{ code: 'CONTROLLER_NONE', kinds: ['Service'] }]);
  });

  test('is as usual where only the owner id is known', () => {
    expect(controllerOfOwner('east', 'google')).toMatchObject({
      configuration: {
        txtOwnerId: 'east',
        provider: 'google',
        policy: 'sync',
        sources: ['ingress', 'service', 'crd'],
        domainFilter: [],
      },
    });
  });
});
