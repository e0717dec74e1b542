import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The real code of an older release, answering the cases of cases.ts. Needs Go and its module proxy; a build is kept.
 *
 * Releases before v0.14.0 name modules that are gone, so of these only the four packages that decide are taken, with
 * what they import as it is today.
 */
export interface ReleaseJudge {
  ask(cases: readonly unknown[]): readonly unknown[];
}

/** The releases that have been asked. */
export const judgedReleases: readonly string[] =
  'v0.11.0 v0.12.0 v0.12.2 v0.13.2 v0.13.5 v0.13.6 v0.14.0 v0.14.1 v0.14.2 v0.15.1 v0.17.0 v0.18.0 v0.19.0 v0.20.0 v0.21.0'.split(
    ' ',
  );

const cache = new URL('../../../node_modules/.cache/dibs-releases/', import.meta.url).pathname;
const module = 'sigs.k8s.io/external-dns';

/** Builds the judge of a release, unless it has been built. */
export function releaseJudge(version: string): ReleaseJudge {
  const program = join(cache, `${version}.bin`);
  if (!existsSync(program)) build(version, program);
  return {
    ask(cases) {
      const input = cases.map((given) => `${JSON.stringify(given)}\n`).join('');
      const { stdout, stderr, status } = spawnSync(program, [], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
      if (status !== 0) throw new Error(`the judge of ${version} broke off: ${stderr}`);
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    },
  };
}

function build(version: string, program: string): void {
  const folder = join(cache, version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const go = (...args: readonly string[]) =>
    execFileSync('go', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  writeFileSync(join(folder, 'main.go'), source(numbers(version)));
  writeFileSync(join(folder, 'go.mod'), 'module dibs/release\n\ngo 1.23\n');
  const downloaded = JSON.parse(go('mod', 'download', '-json', `${module}@${version}`)) as { readonly Dir: string };
  if (isBefore(version, 'v0.14.0')) {
    prune(downloaded.Dir, join(folder, 'pruned'));
    go('mod', 'edit', `-require=${module}@v0.0.0`, `-replace=${module}=./pruned`);
    go('mod', 'tidy');
  } else {
    go('mod', 'edit', `-require=${module}@${version}`);
    const { Replace } = JSON.parse(
      execFileSync('go', ['mod', 'edit', '-json', join(downloaded.Dir, 'go.mod')], { encoding: 'utf8' }),
    ) as { readonly Replace: readonly Replacement[] | null };
    for (const { Old, New } of Replace ?? []) go('mod', 'edit', `-replace=${Old.Path}=${New.Path}@${New.Version}`);
  }
  go('build', '-mod=mod', '-o', program, '.');
}

interface Replacement {
  readonly Old: { readonly Path: string };
  readonly New: { readonly Path: string; readonly Version: string };
}

/** Without tests, and without the registry that brings a cloud's client library along. */
function prune(from: string, to: string): void {
  for (const name of ['endpoint', 'plan', 'provider', 'registry']) {
    mkdirSync(join(to, name), { recursive: true });
    for (const file of readdirSync(join(from, name)).filter((each) => /(?<!_test)\.go$/.test(each))) {
      if (file !== 'dynamodb.go') cpSync(join(from, name, file), join(to, name, file));
    }
  }
  writeFileSync(join(to, 'go.mod'), `module ${module}\n\ngo 1.21\n`);
}

function numbers(version: string): number {
  const [, minor = 0, patch = 0] = version.slice(1).split('.').map(Number);
  return minor * 100 + patch;
}

function isBefore(version: string, other: string): boolean {
  return numbers(version) < numbers(other);
}

/** The template for a release, whose number is 100 times the minor version and the patch. */
function source(release: number): string {
  const createsMissing = release >= 1202 && release <= 1305;
  const plan = [
    ...(release >= 1400 ? ['ExcludeRecords: c.ExcludeRecords, OwnerID: c.OwnerID,'] : []),
    ...(release >= 2000 ? [`${release >= 2100 ? 'OldOwnerID' : 'OldOwnerId'}: c.OldOwnerID,`] : []),
  ].join(' ');
  const values: Readonly<Record<string, string>> = {
    '/*PLAN*/': plan,
    '/*MISSING*/': createsMissing ? 'Missing: real(c.Missing),' : '',
    '/*SHOW*/': createsMissing ? 'shown.Missing = plain(opened.MissingRecords())' : '',
    '/*IMPORT*/': release >= 2100 ? `"${module}/pkg/apis/externaldns"\n\t"${module}/registry/txt"` : '',
    '/*OPEN*/': release >= 2100 ? openByConfiguration : openByArguments(release),
  };
  const template = readFileSync(new URL('judge.go.tmpl', import.meta.url), 'utf8');
  return Object.entries(values).reduce((text, [place, value]) => text.replaceAll(place, value), template);
}

function openByArguments(release: number): string {
  const args = [
    'p, s.Prefix, s.Suffix, s.OwnerID, interval, s.WildcardReplacement',
    ...(release >= 1202 ? ['s.ManagedRecords'] : []),
    ...(release >= 1400 ? ['s.ExcludeRecords'] : []),
    ...(release >= 1305 ? ['false, nil'] : []),
    ...(release >= 1600 && release < 1800 ? ['s.NewFormatOnly'] : []),
    ...(release >= 2000 ? ['s.OldOwnerID'] : []),
  ];
  return `func openReal(s settings, p provider.Provider, interval time.Duration) (*registry.TXTRegistry, error) {
	return registry.NewTXTRegistry(${args.join(', ')})
}`;
}

const openByConfiguration = `func openReal(s settings, p provider.Provider, interval time.Duration) (registry.Registry, error) {
	cfg := externaldns.NewConfig()
	cfg.TXTOwnerID, cfg.TXTOwnerOld = s.OwnerID, s.OldOwnerID
	cfg.TXTPrefix, cfg.TXTSuffix, cfg.TXTWildcardReplacement = s.Prefix, s.Suffix, s.WildcardReplacement
	cfg.TXTCacheInterval = interval
	cfg.ManagedDNSRecordTypes, cfg.ExcludeDNSRecordTypes = s.ManagedRecords, s.ExcludeRecords
	return txt.New(cfg, p)
}`;
