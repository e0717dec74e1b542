import { audit } from './audit.ts';
import type { Command } from './command.ts';
import { explain } from './explain.ts';
import { explore } from './explore.ts';
import { importCommand } from './import.ts';
import { init } from './init.ts';
import { merge } from './merge.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { serve } from './serve.ts';
import { view } from './view.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  run,
  explore,
  merge,
  replay,
  view,
  serve,
  audit,
  importCommand,
  explain,
  init,
  schema,
].map((command) => command as Command);
