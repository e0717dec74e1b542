import type { OptionTable } from './command.ts';

/**
 * The options that name an incident's artefacts. `CLUSTER` is whatever you call a cluster; its external-dns is called so,
 * too, or `CLUSTER/NAME` where there are several.
 */
export const incidentOptions = {
  zone: {
    kind: 'texts',
    value: 'FILE',
    summary: 'a zone as the DNS host exports it now; NAME=FILE where it does not say its name',
  },
  'zone-before': { kind: 'texts', value: 'FILE', summary: 'an export from before it began; else the logs are undone' },
  'zone-name': { kind: 'text', value: 'NAME', summary: "the zone's name, where the export does not say it" },
  desired: { kind: 'texts', value: 'CLUSTER=FILE', summary: 'kubectl get ingress,service,dnsendpoint -A -o json' },
  'desired-before': { kind: 'texts', value: 'CLUSTER=FILE', summary: 'the same from before it began' },
  deployment: {
    kind: 'texts',
    value: 'CLUSTER=FILE',
    summary: "external-dns's Deployment: flags and release; CLUSTER/NAME of several",
  },
  owner: { kind: 'texts', value: 'CLUSTER=ID', summary: 'its owner id, where there is no Deployment at hand' },
  log: { kind: 'texts', value: 'CLUSTER=FILE', summary: "external-dns's log, text or JSON; CLUSTER/NAME of several" },
  endpoints: { kind: 'texts', value: 'CLUSTER=FILE', summary: "Kura's endpoint table, CSV or SQLite" },
  release: {
    kind: 'texts',
    value: 'CLUSTER=NAME',
    summary: 'the release of Kura that ran at first; before, unless given',
  },
  steps: {
    kind: 'text',
    value: 'FILE',
    summary: 'what people did (deploys): a YAML list of steps, each with its time',
  },
  lenient: { kind: 'flag', summary: 'go on with everything that can be read, after naming what cannot' },
} as const satisfies OptionTable;
