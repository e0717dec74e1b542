/**
 * How fast the timeline is, against limits of the same machine measured in the same run.
 *
 *     npm run bench
 *
 * Prints, for one virtual day of three clusters with 200 names each and an interval of a minute, virtual seconds per
 * second of wall time, and what one sync of one owner costs in zones of 10,000 and 100,000 record sets, as a ratio to
 * parsing and printing the same zone as JSON: the least that any program does that gets it from an API.
 */
import { performance } from 'node:perf_hooks';
import { buildScenario, defineScenario, runScenario, Timeline } from 'dibs';

const dayMs = 86_400_000;

function ingress(name: string, hosts: readonly string[]) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: { rules: hosts.map((host) => ({ host })) },
  };
}

function flagsOf(owner: string): string[] {
  return ['--source=ingress', '--provider=aws', '--policy=sync', `--txt-owner-id=${owner}`];
}

function oneDay() {
  const names = ['east', 'west', 'north'];
  const clusters = Object.fromEntries(
    names.map((cluster, index) => [
      cluster,
      {
        'load-balancer': `192.0.2.${index + 1}`,
        'external-dns': { flags: flagsOf(cluster), starts: `${index * 20}s` },
        manifests: Array.from({ length: 200 }, (_, n) => ingress(`app-${n}`, [`app-${n}.${cluster}.example.org`])),
      },
    ]),
  );
  const [scenario] = defineScenario({
    title: 'A day of three clusters',
    zone: 'example.org',
    clusters,
    steps: [{ wait: '1d' }],
  });
  const started = performance.now();
  const run = runScenario(buildScenario(scenario));
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `one virtual day, 3 clusters x 200 names, every minute: ${run.stepCount} steps in ${seconds.toFixed(2)} s`,
  );
  console.log(`  ${Math.round(dayMs / 1000 / seconds).toLocaleString('en')} virtual seconds per second`);
}

function oneSync(recordSetCount: number) {
  const ownCount = recordSetCount / 10;
  const records = Array.from({ length: recordSetCount / 2 }, (_, n) => {
    const owner = n < ownCount / 2 ? 'east' : 'somebody';
    const text = `heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/default/app-${n}`;
    return `app-${n} 300 IN A 192.0.2.1\na-app-${n} 300 IN TXT "${text}"`;
  }).join('\n');
  const [scenario] = defineScenario({
    title: 'One sync of a large zone',
    zone: { name: 'example.org', records },
    clusters: {
      east: {
        'load-balancer': '192.0.2.1',
        'external-dns': flagsOf('east'),
        manifests: Array.from({ length: ownCount / 2 }, (_, n) => ingress(`app-${n}`, [`app-${n}.example.org`])),
      },
    },
  });
  const { model, landscape } = buildScenario(scenario);
  const options = { model, seed: '1', jitterMs: 0, stepCountMax: 1000, onStep: () => {} };
  new Timeline(options).advanceTo(1000);
  const timeline = new Timeline(options);
  const started = performance.now();
  timeline.advanceTo(1000);
  const syncMs = performance.now() - started;
  const zone = landscape.zones[0]?.records.entries(model.reader(timeline.world)) ?? [];
  const floorStarted = performance.now();
  JSON.parse(JSON.stringify(zone));
  const floorMs = performance.now() - floorStarted;
  console.log(
    `one sync of one owner over ${recordSetCount.toLocaleString('en')} record sets: ${Math.round(syncMs)} ms`,
  );
  console.log(
    `  ${(syncMs / floorMs).toFixed(1)} times printing and parsing the zone as JSON (${Math.round(floorMs)} ms)`,
  );
}

oneDay();
oneSync(10_000);
oneSync(100_000);
