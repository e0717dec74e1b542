import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { importIncident } from '../incident/import/import-incident.ts';
import type { ImportedScenario, Incident } from '../incident/import/incident.ts';
import { importHeading } from '../report/describe-import-guess.ts';
import { terminalLine } from '../report/printable.ts';
import type { Io } from './io.ts';
import { refuse } from './print-problems.ts';
import { attempt } from './system-error.ts';

/** Writes the scenario of an incident and its files beside it; none that is there is written over. The exit code if it cannot. */
export function writeImported(incident: Incident, out: string, io: Io): ImportedScenario | number {
  const folder = basename(out).replace(/\.(ya?ml|json)$/, '');
  const imported = importIncident(incident, { folder, heading: importHeading });
  const written = new Map([[out, imported.text]]);
  for (const [file, content] of Object.entries(imported.files)) written.set(join(dirname(out), file), content);
  const taken = [...written.keys()].filter((file) => existsSync(file));
  if (taken.length > 0) return refuse(io, ...taken.map((file) => ({ code: 'USAGE_FILE_EXISTS', file }) as const));
  for (const [file, content] of written) {
    const wrote = attempt(() => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    });
    if ('reason' in wrote) return refuse(io, { code: 'USAGE_CANNOT_WRITE', file, reason: wrote.reason });
    io.err(`${terminalLine(`wrote ${file}`)}\n`);
  }
  return imported;
}
