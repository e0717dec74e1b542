import { describe, expect, it } from 'vitest';
import { dibs, folderWith } from './dibs-process.ts';

const scenario = (title: string, host: string) => `title: ${title}
zone: example.org
clusters:
  west:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=aws, --policy=sync, --txt-owner-id=west]
    manifests: [{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web }, spec: { rules: [{ host: ${host} }] } }]
steps: [{ wait: 2m }]
expect: [{ holds: [no-shadowing, production-untouched] }]
`;
const folder = () =>
  folderWith({ 'one.yaml': scenario('one', 'app.example.org'), 'two.yaml': scenario('two', 'x.org') });

describe('--coverage', () => {
  it('tells of a suite what none of its runs exercised, and what holds untested', () => {
    const { exitCode, out } = dibs(['run', '.', '--coverage'], { cwd: folder() });

    expect(exitCode).toBe(0);
    expect(out).toContain('coverage of all 2 runs together\n');
    expect(out).toMatch(/machine states never exercised:\n {4}controller completed\n {4}controller exited\n/);
    expect(out).not.toContain('plan create-at-free-name');
    expect(out).toContain('    plan conflict-foreign-owner\n');
    expect(out).toContain('    no-shadowing: no cluster wants a name  in 1 scenario\n      two.yaml\n');
  });

  it('tells of one exploration whose it is, and of several what none of them exercised', () => {
    const cwd = folder();
    const one = dibs(['explore', 'one.yaml', '--coverage'], { cwd });
    const both = dibs(['explore', '.', '--coverage'], { cwd });

    expect(one.out).toContain('coverage of the exploration\n');
    expect(one.out).toContain('    restart  west\n');
    expect(both.out).toContain('coverage of all 2 explorations together\n');
    expect(both.out).toContain('    restart\n');
  });

  it('leaves a report for machines on standard output alone', () => {
    const { out, err } = dibs(['explore', 'one.yaml', '--coverage', '--reporter', 'json'], { cwd: folder() });

    expect(JSON.parse(out).coverage.states).toEqual({
      exercised: 3,
      never: ['west: controller completed', 'west: controller exited', 'west: controller stopped'],
    });
    expect(err).toContain('coverage of the exploration\n');
  });
});
