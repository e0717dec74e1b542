import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlob } from '../../src/report/blob.ts';
import { createBlobReporter } from '../../src/report/blob-reporter.ts';
import { retell } from '../../src/report/merge-blobs.ts';
import { reportRun } from '../../src/report/report-run.ts';
import { stolenName } from './fixtures/stolen-name.ts';

function blobText(): string {
  const { run, built } = stolenName();
  const reporter = createBlobReporter();
  const place = { file: 'broken.yaml', line: 6, column: 3 };
  return [
    reporter.start({ version: '1.0.0', scenarioCount: 1, seed: null, limits: ['at most 9 steps each'] }),
    reporter.mistakes('broken.yaml', [
      { code: 'A_CODE', what: 'wrong', where: 'broken.yaml:6:3', fix: 'mend it', place },
    ]),
    reporter.run(reportRun(run, built)),
    reporter.end({ passed: 0, failed: 1, inconclusive: 0, mistaken: 1, notRun: 0, durationVirtualMs: 1 }),
  ].join('');
}

describe('a blob', () => {
  it('holds all that any reporter is told', () => {
    const text = blobText();
    const read = readBlob(text);
    expect('blob' in read && retell(read.blob, createBlobReporter())).toBe(text);
  });

  it.each([
    ['', 'BLOB_UNREADABLE'],
    ['{}', 'BLOB_UNREADABLE'],
    ['{"dibs":"run-report","format":2,"campaign":{}}', 'BLOB_TOO_NEW'],
    ['{"dibs":"run-report","format":1,"campaign":{}}', 'BLOB_UNREADABLE'],
    [blobText().split('\n').slice(0, 3).join('\n'), 'BLOB_CUT_SHORT'],
    [blobText().slice(0, -9), 'BLOB_CUT_SHORT'],
    [blobText().replace('"verdict":"failed"', '"verdict":"fine"'), 'BLOB_UNREADABLE'],
    [blobText().replace('"mistakes":', '"misteaks":'), 'BLOB_UNREADABLE'],
  ])('that is broken is said to be: %#', (text, code) => {
    expect(readBlob(text)).toMatchObject({ problem: { code } });
  });

  it('that somebody changed never breaks the reader', () => {
    const text = blobText();
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string(), (start, length, other) => {
        const read = readBlob(text.slice(0, start) + other + text.slice(start + length));
        expect('blob' in read || 'problem' in read).toBe(true);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
