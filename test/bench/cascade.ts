/**
 * A rollout in so many environments, as the text of a scenario: each has a cluster with an external-dns of its own, an
 * account with a server, and has to get a release and a migration, in any order of all of them. They share one zone.
 */
export function cascadeScenario(environmentCount: number): string {
  const environments = ['staging', 'production', 'canary'].slice(0, environmentCount);
  const deployEnv = { staging: 'stag', production: 'prod', canary: 'can' } as Readonly<Record<string, string>>;
  return [
    'title: A release and a prune in every environment',
    'zone: { name: tuist.dev, negative-ttl: 5m }',
    'clusters:',
    ...environments.flatMap((name, index) => [
      `  ${name}:`,
      `    load-balancer: 192.0.2.${10 * (index + 1)}`,
      '    external-dns:',
      `      flags: [--source=ingress, --provider=cloudflare, --policy=sync, --domain-filter=tuist.dev, --txt-owner-id=tuist-${name}]`,
      `      starts: ${20 * index}s`,
    ]),
    'kura:',
    '  environments:',
    ...environments.map(
      (name) =>
        `    ${name}: { cluster: ${name}, deploy-env: ${deployEnv[name]}, release: before, accounts: [acme], servers: [acme/eu-central] }`,
    ),
    'steps:',
    '  - settle: 1h',
    'rollout:',
    ...environments.flatMap((name) => [
      `  second-${name}: { deploy: { environment: ${name}, release: second-commit, migrate: false } }`,
      `  prune-${name}: { migrate: { environment: ${name}, release: first-commit } }`,
    ]),
    '',
  ].join('\n');
}
