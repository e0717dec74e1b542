import { Worker } from 'node:worker_threads';

/**
 * A thread whose main module is `name` of this folder. Code that is not compiled, as in tests, runs under tsx, which does
 * not reach into threads by itself.
 */
export function startModuleThread(name: string): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, import.meta.url));
  const file = JSON.stringify(new URL(`./${name}.ts`, import.meta.url).href);
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const source = `import(${tsx}).then(({ register }) => { register(); return import(${file}); });`;
  return new Worker(source, { eval: true });
}
