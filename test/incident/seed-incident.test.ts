import { describe, expect, test } from 'vitest';
import { auditFilesOf, remainsOf, seedIncidentFolder, seedIncidentScenario } from './seed-incident.ts';

describe('the files of the seed incident', () => {
  const files = auditFilesOf(remainsOf(seedIncidentScenario()));

  test.each(Object.entries(files))('%s is what the model left behind', async (name, text) => {
    await expect(text).toMatchFileSnapshot(new URL(name, seedIncidentFolder).pathname);
  });
});
