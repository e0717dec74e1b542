import { describe, expect, it } from 'vitest';
import { flagsOfDeployment } from '../../../src/externaldns/flags/flags-of-deployment.ts';

const deployment = (...containers: readonly object[]) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'external-dns' },
  spec: { template: { spec: { containers } } },
});
const image = 'registry.k8s.io/external-dns/external-dns:v0.22.0';

describe('the flags in a Deployment', () => {
  it('are the arguments of the container with external-dns in its image', () => {
    const sidecar = { name: 'proxy', image: 'envoy', args: ['--log'] };
    const manifest = deployment(sidecar, { name: 'dns', image, args: ['--policy=sync', '--source=ingress'] });
    expect(flagsOfDeployment(manifest)).toEqual({
      container: 'dns',
      imageTag: 'v0.22.0',
      args: ['--policy=sync', '--source=ingress'],
      environment: {},
      variablesFromElsewhere: [],
    });
  });

  it.each([
    ['registry.k8s.io/external-dns/external-dns:v0.18.0', 'v0.18.0'],
    ['localhost:5000/external-dns:v0.18.0@sha256:0123', 'v0.18.0'],
    ['localhost:5000/external-dns', ''],
    ['external-dns@sha256:0123', ''],
  ])('go with the release that %s is tagged with', (tagged, imageTag) => {
    expect(flagsOfDeployment(deployment({ name: 'external-dns', image: tagged }))).toMatchObject({ imageTag });
  });

  it('may follow the program in its command', () => {
    const container = {
      name: 'external-dns',
      image: 'mirror/dns',
      command: ['/bin/external-dns', '--events'],
      args: ['--policy=sync'],
    };
    expect(flagsOfDeployment(deployment(container))).toMatchObject({ args: ['--events', '--policy=sync'] });
  });

  it('take variables of the container, as Kubernetes puts them in', () => {
    const container = {
      name: 'external-dns',
      image,
      env: [
        { name: 'CLUSTER', value: 'east' },
        { name: 'OWNER', value: 'dns-$(CLUSTER)' },
        { name: 'EXTERNAL_DNS_POLICY', value: 'sync' },
        { name: 'CF_API_TOKEN', valueFrom: { secretKeyRef: { name: 'cf', key: 'token' } } },
      ],
      args: ['--txt-owner-id=$(OWNER)', '--txt-prefix=$(UNKNOWN)', '--namespace=$$(OWNER)'],
    };
    expect(flagsOfDeployment(deployment(container))).toEqual({
      container: 'external-dns',
      imageTag: 'v0.22.0',
      args: ['--txt-owner-id=dns-east', '--txt-prefix=$(UNKNOWN)', '--namespace=$(OWNER)'],
      environment: { CLUSTER: 'east', OWNER: 'dns-east', EXTERNAL_DNS_POLICY: 'sync' },
      variablesFromElsewhere: ['CF_API_TOKEN'],
    });
  });

  it('are those of a Pod as well', () => {
    expect(
      flagsOfDeployment({ kind: 'Pod', spec: { containers: [{ name: 'x', image, args: ['--once'] }] } }),
    ).toMatchObject({ args: ['--once'] });
  });

  it('are none if no container runs external-dns', () => {
    expect(flagsOfDeployment(deployment({ name: 'proxy', image: 'envoy' }))).toEqual({
      code: 'DEPLOYMENT_WITHOUT_EXTERNAL_DNS',
      containers: ['proxy'],
    });
    expect(flagsOfDeployment(null)).toEqual({ code: 'DEPLOYMENT_WITHOUT_EXTERNAL_DNS', containers: [] });
  });

  it("cannot be told from a shell's script", () => {
    const container = { name: 'external-dns', image, command: ['/bin/sh', '-c', 'exec external-dns --policy=sync'] };
    expect(flagsOfDeployment(deployment(container))).toEqual({
      code: 'DEPLOYMENT_RUNS_A_SHELL',
      containers: ['external-dns'],
    });
  });
});
