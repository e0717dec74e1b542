import { readFileSync } from 'node:fs';

/**
 * The text of a file of the product's SQL, by its name without `.sql`. Read while modules load, never later: the one
 * place below the command line that opens files.
 */
export function sqlFile(name: string): string {
  return readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');
}
