import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { oneFile } from './one-file.ts';

/** Builds the report page into one file, `dist/viewer/page.html`, which the command line puts data into. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [oneFile()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/viewer',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: { input: fileURLToPath(new URL('page.html', import.meta.url)) },
  },
});
