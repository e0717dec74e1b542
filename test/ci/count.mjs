// Prints the closing line of a CI run: `N passed, N failed`, counted from vitest's JSON report.
// Usage: node test/ci/count.mjs REPORT STATUS   (STATUS is the exit code of the test command)
import { existsSync, readFileSync } from 'node:fs';

const [report, statusText] = process.argv.slice(2);
const status = Number(statusText);
const counts = { passed: 0, failed: 0, skipped: 0 };

if (existsSync(report)) {
  const results = JSON.parse(readFileSync(report, 'utf8'));
  counts.passed = results.numPassedTests;
  counts.failed = results.numFailedTests;
  counts.skipped = results.numPendingTests + results.numTodoTests;
}
// A test command that fails without a failed test (a lint error, a crash, no report) is one failure of its own.
if (status !== 0 && counts.failed === 0) counts.failed = 1;

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(status === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1);
