/** A first scenario, with a comment on every line that needs one: what `dibs init` writes. */
export const FIRST_SCENARIO = `# A scenario is a story: what there is, what happens, what must be true. Run it with \`dibs run\`.
# Every key is explained in scenarios/README.md.
title: Staging cannot take a name that production owns

# Why this is worth a test: a sentence, or the link to an incident.
because: both clusters write to one zone, and both want app.example.org

# The zone that they share. Its records, if there are any at first, go here as master-file lines.
zone:
  name: example.org

clusters:
  production:
    load-balancer: 192.0.2.10 # the address that its Ingresses get
    external-dns: # the flags as they stand in the Deployment
      - --source=ingress
      - --provider=cloudflare
      - --registry=txt
      - --txt-owner-id=production
      - --policy=sync
    manifests:
      - &ingress
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: app }
        spec: { rules: [{ host: app.example.org }] }

  staging:
    load-balancer: 198.51.100.20
    external-dns:
      - --source=ingress
      - --provider=cloudflare
      - --registry=txt
      - --txt-owner-id=staging
      - --policy=sync

# What happens, in order. Without steps, the world runs until nothing changes any more.
steps:
  - settle: 1h # production gets the name
  - apply: { cluster: staging, manifests: [*ingress] } # then staging asks for it
  - settle: 1h

# What must be true at the end; with \`always: true\` beside it, at every moment.
expect:
  - records: { app.example.org A: 192.0.2.10 }
  - owners: { app.example.org A: production }
  - dig: { app.example.org A: 192.0.2.10 }
`;
