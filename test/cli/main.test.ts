import { once } from 'node:events';
import { expect, it } from 'vitest';
import { dibsStarted, folderWith } from './dibs-process.ts';

const records = Array.from({ length: 20_000 }, (_, number) => `host-${number}.example.org. 300 IN A 192.0.2.1\n`);
const scenario = `
title: An empty zone
zone: { name: example.org }
`;

it.each([
  ['audit', ['audit', '--zone', 'zone.txt', '--zone-name', 'example.org', '--owner', 'east=e', '--reporter', 'json']],
  ['run', ['run', 'scenarios', '--reporter', 'json']],
] as const)(
  '%s ends quietly, and not as a success, when whoever reads its output has gone away',
  async (_, args) => {
    const cwd = folderWith({
      'zone.txt': records.join(''),
      'scenarios/empty-zone.yaml': scenario,
    });
    const child = dibsStarted(args, { cwd });
    child.stdout?.destroy();
    let told = '';
    child.stderr?.on('data', (text) => {
      told += text;
    });
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, told }).toEqual({ exitCode: 3, told: '' });
  },
  60_000,
);
