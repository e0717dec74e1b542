import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { canonicalJson } from '../../../src/kernel/json.ts';
import { modelAnswer, normalAnswer, sampleCases } from './cases.ts';
import { judgedReleases, releaseJudge } from './release-judge.ts';

/*
 * `npx tsx test/oracle/releases/record-releases.ts COUNT SEED [kept]`: puts COUNT cases of each kind to every older
 * release, prints how many the model answers otherwise, and keeps the first `kept` of each kind, with the answers, for
 * the tests. Cases on which the real code panics are left out.
 */
const [count = '1000', seed = '1', kept = '0'] = process.argv.slice(2);
const lines: string[] = [];
let isAlike = true;
for (const version of judgedReleases) {
  const cases = sampleCases(version, { count: Number(count), seed: Number(seed) });
  const answers = releaseJudge(version).ask(cases);
  let [asked, differences] = [0, 0];
  const keptOf = { plan: 0, registry: 0 };
  for (const [index, given] of cases.entries()) {
    const answer = answers[index] as object;
    if ('panic' in answer || 'problem' in answer) continue;
    asked += 1;
    const judged = canonicalJson(normalAnswer(answer));
    const isSame = canonicalJson(normalAnswer(JSON.parse(JSON.stringify(modelAnswer(version, given))))) === judged;
    if (!isSame) differences += 1;
    else if (keptOf[given.kind] < Number(kept)) {
      keptOf[given.kind] += 1;
      lines.push(`{"version":"${version}","case":${JSON.stringify(given)},"answer":${judged}}`);
    }
  }
  isAlike &&= differences === 0;
  console.log(`${version}: ${asked} cases, ${differences} differences`);
}
if (lines.length > 0)
  writeFileSync(new URL('recorded.jsonl.gz', import.meta.url), gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
process.exitCode = isAlike ? 0 : 1;
