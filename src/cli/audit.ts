import { defineCommand, type OptionTable } from './command.ts';

/** The options of `dibs audit`. */
export const auditOptions = {
  zone: { kind: 'text', value: 'FILE', summary: 'the zone as the DNS host exports it; - for standard input' },
  'zone-name': { kind: 'text', value: 'NAME', summary: "the zone's name, where the export does not say it" },
  format: {
    kind: 'text',
    value: 'NAME',
    summary: 'bind, cloudflare, route53, google or azure; told from the file if not given',
  },
  desired: { kind: 'texts', value: 'CLUSTER=FILE', summary: 'kubectl get ingress,service,dnsendpoint -A -o json' },
  owner: { kind: 'texts', value: 'CLUSTER=ID', summary: "the owner id of the cluster's external-dns" },
  deployment: {
    kind: 'texts',
    value: 'CLUSTER=FILE',
    summary: "external-dns's Deployment, for its flags and release; instead of --owner",
  },
  reporter: {
    kind: 'texts',
    value: 'NAME[=FILE]',
    summary: 'table, json, csv or html, to standard output or a file; may be repeated',
  },
  'fail-on': { kind: 'text', value: 'CLASS,…', summary: 'exit with 1 if there is any of these, such as shadowed' },
  all: { kind: 'flag', summary: 'show every record set and change in the table' },
  lenient: { kind: 'flag', summary: 'go on with everything that can be read, after naming what cannot' },
} as const satisfies OptionTable;

/** `dibs audit`: whose is what in a zone, from files alone. */
export const audit = defineCommand({
  meta: {
    name: 'audit',
    summary: 'say of every record of a zone whose it is, who wants it and what to do',
    examples: [
      {
        line: 'dibs audit --zone zone.txt --owner east=id --desired east=east.json',
        does: 'one cluster, by its owner id',
      },
      { line: 'dibs audit … --deployment east=external-dns.yaml', does: 'with its real flags instead of --owner' },
      { line: 'dibs audit … --reporter json --fail-on shadowed,orphaned', does: 'for a nightly job' },
    ],
  },
  options: auditOptions,
  run: async (input) => (await import('./audit-files.ts')).auditFiles(input),
});
