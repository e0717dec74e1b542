import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../scenarios/', import.meta.url).pathname;
const index = readFileSync(`${folder}incidents.md`, 'utf8');
const linked = [...index.matchAll(/\]\(([^)]+\.yaml)\)/g)].map(([, path = '']) => path);

describe('the index of incidents', () => {
  it('leads to every scenario of the folders that it mentions, once, and to nothing else', () => {
    const folders = [...new Set(linked.map((path) => path.split('/')[0]))];
    const existing = folders.flatMap((name) => globSync(`${name}/*.yaml`, { cwd: folder }));

    expect([...linked].sort()).toEqual(existing.sort());
  });
});
