import type { Command } from './command.ts';
import { init } from './init.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { serve } from './serve.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [run, replay, serve, init, schema].map((command) => command as Command);
