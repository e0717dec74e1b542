import { describe, expect, it } from 'vitest';
import { deployEnvironment } from '../../src/kura/deploy-environment.ts';
import { templateProblems } from '../../src/kura/host-template.ts';
import { handleProblems, instanceName, instanceNameProblems, nameFacts } from '../../src/kura/name-limits.ts';
import {
  availableRegions,
  catalogueProblems,
  DEFAULT_REGIONS,
  findRegion,
  type Region,
  regionIds,
  selectableRegions,
} from '../../src/kura/region.ts';
import { renderHosts } from '../../src/kura/release.ts';
import { createReleaseCatalogue } from '../../src/kura/release-catalogue.ts';

const { releases } = createReleaseCatalogue({});

function hosts(release: string, deployEnv: string | null, region = 'eu-central', accountName = 'acme') {
  const found = releases.get(release);
  const place = findRegion(DEFAULT_REGIONS, region);
  if (found === undefined || place === undefined) throw new Error('no such release or region');
  return renderHosts({ release: found, deployEnv, region: place, accountName });
}

describe('hosts', () => {
  it.each([
    ['before', 'stag', 'acme-eu-central-1'],
    ['before', 'prod', 'acme-eu-central-1'],
    ['second-commit', 'stag', 'acme-eu-central-1-staging'],
    ['second-commit', 'can', 'acme-eu-central-1-canary'],
    ['second-commit', 'prod', 'acme-eu-central-1'],
    ['second-commit', null, 'acme-eu-central-1'],
    ['second-commit', 'staging', 'acme-eu-central-1'],
    ['second-commit', 'STAG', 'acme-eu-central-1'],
    ['second-commit', 'dev', 'acme-eu-central-1'],
  ])('release %s with TUIST_DEPLOY_ENV=%s mints %s', (release, deployEnv, label) => {
    expect(hosts(release, deployEnv)).toEqual({
      publicHost: `${label}.kura.tuist.dev`,
      grpcHost: `grpc.${label}.kura.tuist.dev`,
    });
  });

  it('handles are lowered and otherwise left alone', () => {
    expect(hosts('second-commit', 'stag', 'us-east', '-Bumble--').publicHost).toBe(
      '-bumble---us-east-1-staging.kura.tuist.dev',
    );
  });

  it.each(['scw-fr-par-runners', 'hetzner-staging-runners', 'local-controller'])('%s has no public host', (region) => {
    expect(hosts('second-commit', 'stag', region)).toEqual({ publicHost: null, grpcHost: null });
  });

  it('a template with an unknown placeholder is reported', () => {
    expect(templateProblems('{account_handle}-{cluster}.x')).toEqual([
      { code: 'HOST_TEMPLATE_UNKNOWN_PLACEHOLDER', template: '{account_handle}-{cluster}.x', placeholder: 'cluster' },
    ]);
  });

  it('an environment variable that is unset or mistyped falls open to production', () => {
    expect([null, '', 'staging', 'Prod', 'stag', 'can', 'prod'].map(deployEnvironment)).toEqual([
      ...['prod', 'prod', 'prod', 'prod'],
      ...['stag', 'can', 'prod'],
    ]);
  });
});

describe('the catalogue of regions', () => {
  it('has the three public regions with their cluster ids and ingress classes', () => {
    const found = DEFAULT_REGIONS.filter(({ kind }) => kind === 'public');
    expect(found.map(({ id, clusterId, ingressClass }) => [id, clusterId, ingressClass])).toEqual([
      ['us-east', 'us-east-1', 'kura-us-east'],
      ['us-west', 'us-west-1', 'kura-us-west'],
      ['eu-central', 'eu-central-1', 'kura-eu-central'],
    ]);
  });

  it('offers the configured regions in catalogue order, ignores unknown ones and hides private ones from users', () => {
    const offered = regionIds(' eu-central ,moon, us-east,hetzner-staging-runners');
    expect(availableRegions(DEFAULT_REGIONS, offered).map(({ id }) => id)).toEqual([
      'us-east',
      'eu-central',
      'hetzner-staging-runners',
    ]);
    expect(selectableRegions(DEFAULT_REGIONS, offered).map(({ id }) => id)).toEqual(['us-east', 'eu-central']);
    expect(availableRegions(DEFAULT_REGIONS, regionIds(null))).toEqual([]);
  });

  it('keeps hosts apart: no cluster id is a dash-suffix of another', () => {
    expect(catalogueProblems(DEFAULT_REGIONS, ['', '-canary', '-staging'])).toEqual([]);
    const central: Region = { id: 'central', kind: 'public', clusterId: 'central-1', ingressClass: 'kura' };
    expect(catalogueProblems([...DEFAULT_REGIONS, central], [''])).toEqual([
      { code: 'REGION_CLUSTER_AMBIGUOUS', shorter: 'central-1', longer: 'eu-central-1' },
    ]);
  });

  it('refuses a public cluster id that reads like the suffix of an environment', () => {
    const staging: Region = { id: 'stage', kind: 'public', clusterId: 'staging', ingressClass: 'kura' };
    expect(catalogueProblems([staging], ['', '-staging'])).toEqual([
      { code: 'REGION_CLUSTER_LIKE_SUFFIX', clusterId: 'staging', suffix: '-staging' },
    ]);
  });
});

describe('limits of names', () => {
  it.each([
    ['acme', []],
    ['-Acme--', []],
    ['a'.repeat(32), []],
    ['a'.repeat(33), ['HANDLE_LENGTH']],
    ['a.b', ['HANDLE_CHARACTERS']],
    ['', ['HANDLE_CHARACTERS']],
  ])('handle %s: %j', (name, codes) => {
    expect(handleProblems(name).map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['a'.repeat(32), 'eu-central-1', 50, []],
    ['a'.repeat(35), 'eu-central-1', 53, []],
    ['a'.repeat(36), 'eu-central-1', 54, ['INSTANCE_NAME_LENGTH']],
    ['a'.repeat(32), 'local-controller', 54, ['INSTANCE_NAME_LENGTH']],
    ['-acme', 'eu-central-1', 23, []],
  ])('the instance of %s in %s has %i characters: %j', (handle, clusterId, length, codes) => {
    const instance = instanceName(handle, clusterId);
    expect(instance).toHaveLength(length);
    expect(instanceNameProblems(instance).map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    [32, 53, 55, 59, true],
    [35, 56, 58, 62, true],
    [42, 63, 65, 69, true],
    [43, 64, 66, 70, false],
  ])(
    'a handle of %i characters on staging: label %i, with a- %i, with cname- %i',
    (length, label, a, cname, isHostName) => {
      const template = releases.get('second-commit')?.host.public ?? '';
      const values = { accountName: 'a'.repeat(length), clusterId: 'eu-central-1', envSuffix: '-staging' };
      expect(nameFacts(template, values)).toMatchObject({
        labelOctets: label,
        aLabelOctets: a,
        cnameLabelOctets: cname,
        hostOctets: label + '.kura.tuist.dev'.length,
        isHostName,
      });
    },
  );

  it.each([
    ['xn-', { isPunycodeLike: true }],
    ['a-team', { isRecordTypeLike: true }],
    ['acme', { isPunycodeLike: false, isRecordTypeLike: false, isHostName: true }],
    ['-acme', { isHostName: false }],
  ])('handle %s renders a name that is %j', (accountName, expected) => {
    const template = '{account_handle}-{cluster_id}{env_suffix}.kura.tuist.dev';
    expect(nameFacts(template, { accountName, clusterId: 'eu-central-1', envSuffix: '' })).toMatchObject(expected);
  });
});

describe('releases written by users', () => {
  it('take what they do not say from the release they extend, through several steps', () => {
    const { releases: written, problems } = createReleaseCatalogue({
      mine: { extends: 'other', revision: 'r2' },
      other: { extends: 'second-commit', abilities: { gateChecksEnvironment: true }, host: { grpc: null } },
    });
    expect(problems).toEqual([]);
    expect(written.get('mine')).toMatchObject({
      revision: 'r2',
      abilities: { urlAwareConvergence: true, gateChecksEnvironment: true, orderedRevision: false },
      host: { public: '{account_handle}-{cluster_id}{env_suffix}.kura.tuist.dev', grpc: null },
    });
  });

  it('are refused for an unknown base, a circle, an unknown ability or placeholder, all at once', () => {
    const { problems } = createReleaseCatalogue({
      a: { extends: 'b' },
      b: { extends: 'a' },
      c: { extends: 'nowhere' },
      d: { abilities: { flying: true } as object, host: { public: '{region}.x' } },
    });
    expect(problems.map(({ release, code }) => [release, code])).toEqual([
      ['a', 'RELEASE_EXTENDS_ITSELF'],
      ['b', 'RELEASE_EXTENDS_ITSELF'],
      ['c', 'RELEASE_UNKNOWN_BASE'],
      ['d', 'HOST_TEMPLATE_UNKNOWN_PLACEHOLDER'],
      ['d', 'RELEASE_UNKNOWN_ABILITY'],
    ]);
  });
});
