import { describe, expect, test } from 'vitest';
import { seedIncidentFolder, seedIncidentScenario } from './seed-incident.ts';
import { logFilesOf } from './seed-logs.ts';

describe('the logs and tables of the seed incident', () => {
  test.each(Object.entries(logFilesOf(seedIncidentScenario())))('%s is what the model wrote', async (name, text) => {
    await expect(text).toMatchFileSnapshot(new URL(name, seedIncidentFolder).pathname);
  });
});
