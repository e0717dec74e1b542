import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * A Vite plugin that makes the page one file: script and styles stand in it, and its content security policy allows
 * exactly these, by their hashes, and nothing else. `connect-src` is decided when data is put in.
 *
 * *Source:* Content Security Policy Level 3, "Usage of 'unsafe-inline'" and hash sources; Trusted Types.
 */
export function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    // Last of all: what lists the licenses of what is in the bundle has to see it.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['page.html'];
        if (page?.type !== 'asset') this.error('the bundle has no page.html');
        const scripts: string[] = [];
        const styles: string[] = [];
        for (const [name, part] of Object.entries(bundle)) {
          if (part === page || name === 'licenses.md') continue;
          if (part.type === 'chunk') scripts.push(part.code);
          else if (name.endsWith('.css')) styles.push(String(part.source));
          else this.error(`${name} cannot stand in the page`);
          delete bundle[name];
        }
        page.source = inOne(String(page.source), scripts.join('\n'), styles.join('\n'));
      },
    },
  };
}

function inOne(page: string, code: string, style: string): string {
  const script = code.replaceAll('</script', '<\\/script');
  return page
    .replace(/\s*<script type="module"[^>]*><\/script>/g, '')
    .replace(/\s*<link rel="stylesheet"[^>]*>/g, '')
    .replace('%CONTENT_SECURITY_POLICY%', () => policyFor(script, style))
    .replace('</head>', () => `<style>${style}</style>\n  </head>`)
    .replace('</body>', () => `<script type="module">${script}</script>\n  </body>`);
}

function policyFor(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
