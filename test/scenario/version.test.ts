import { describe, expect, it } from 'vitest';
import { problemsOf, scenarioOf } from './load.ts';

const FLAGS = '[--source=ingress, --provider=cloudflare, --txt-owner-id=east]';

const deployment = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: external-dns }
spec:
  template:
    spec:
      containers:
        - name: external-dns
          image: ${image}
          args: [--source=ingress, --provider=cloudflare, --policy=sync]
`;

const withCluster = (cluster: string) => `title: t\nzone: example.org\nclusters:\n  east:\n${cluster}`;
const running = (version: string) => withCluster(`    external-dns: { version: ${version}, flags: ${FLAGS} }\n`);
const versionIn = (text: string, files: Readonly<Record<string, string>> = {}) =>
  scenarioOf(text, files).clusters[0]?.controllers[0]?.configuration.version;

describe('the release of a controller', () => {
  it.each([
    ['v0.18.0', 'v0.18.0'],
    ['0.18.0', 'v0.18.0'],
    ['v0.14', 'v0.14.0'],
  ])('may be written as %s', (written, version) => {
    expect(versionIn(running(written))).toBe(version);
  });

  it('brings its own flags and defaults along', () => {
    expect(scenarioOf(running('v0.18.0')).clusters[0]?.controllers[0]?.configuration).toMatchObject({
      policy: 'sync',
      annotationPrefix: 'external-dns.alpha.kubernetes.io/',
    });
    expect(problemsOf(running('v0.22.0'))).toEqual(['5:5 SCENARIO_BAD_FLAG']);
  });

  it('must be one that is known', () => {
    expect(problemsOf(running('v0.99.0'))).toEqual(['5:30 SCENARIO_WRONG_VALUE']);
    expect(problemsOf(running('0.18'))).toContain('5:30 SCENARIO_WRONG_TYPE');
  });

  it.each([
    ['registry.k8s.io/external-dns/external-dns:v0.20.0', 'v0.20.0'],
    ['bitnami/external-dns:0.18.0-debian-12-r2', 'v0.18.0'],
    ['external-dns:latest', 'v0.22.0'],
    ['external-dns', 'v0.22.0'],
  ])('is the tag of its image %s: %s', (image, version) => {
    const files = { 'scenarios/dns.yaml': deployment(image) };
    expect(versionIn(withCluster('    external-dns: { deployment: dns.yaml }\n'), files)).toBe(version);
  });

  it('is what the scenario says where the image says something else', () => {
    const files = { 'scenarios/dns.yaml': deployment('external-dns:v0.20.0') };
    const text = withCluster('    external-dns: { version: v0.19.0, deployment: dns.yaml }\n');
    expect(versionIn(text, files)).toBe('v0.19.0');
  });

  it('may change on the way, with or without other flags, and stays otherwise', () => {
    const { steps } = scenarioOf(`${running('v0.17.0')}steps:
  - set-flags: { controller: east, version: v0.18.0 }
  - set-flags: { controller: east, change: [--policy=upsert-only] }
  - set-flags: { controller: east, version: v0.22.0, change: [--policy=sync] }
`);
    expect(steps).toMatchObject([
      { configuration: { version: 'v0.18.0', policy: 'sync' } },
      { configuration: { version: 'v0.18.0', policy: 'upsert-only' } },
      { configuration: { version: 'v0.22.0', policy: 'sync' } },
    ]);
  });

  it('does not take flags that it does not know', () => {
    const upgrade = `steps:\n  - set-flags: { controller: east, version: v0.18.0, change: [--txt-new-format-only] }\n`;
    expect(problemsOf(`${running('v0.17.0')}${upgrade}`)).toEqual(['7:63 SCENARIO_BAD_FLAG']);
  });
});
