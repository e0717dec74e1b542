import type { Command } from './command.ts';
import { globalOptions } from './global-options.ts';
import { spellingOf, usageOf } from './help.ts';

/** The commands and their options as the Markdown table that README.md shows. */
export function renderCommandTable(commands: readonly Command[]): string {
  const rows = commands.flatMap(({ meta, options }) => [
    row(`dibs ${usageOf(meta)}`, meta.summary),
    ...Object.entries(options).map(([name, option]) => row(spellingOf(name, option), option.summary, true)),
  ]);
  const global = Object.entries(globalOptions).map(([name, option]) =>
    row(spellingOf(name, option), option.summary, true),
  );
  return ['| command | what it does |', '| --- | --- |', ...rows, row('every command', ''), ...global]
    .join('\n')
    .concat('\n');
}

function row(left: string, right: string, isOption = false): string {
  const shown = left === 'every command' ? left : `\`${left.replaceAll('|', '\\|')}\``;
  return `| ${isOption ? '&emsp;' : ''}${shown} | ${right.replaceAll('|', '\\|')} |`;
}
