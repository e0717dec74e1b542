/** A name moves from west to east: east wants it, west gives it up, and a person deletes what is left of it. */
export const handover = `
title: A name moves to another cluster
zone: example.org
clusters:
  west:
    load-balancer: 192.0.2.10
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=west, --policy=sync]
    manifests: &app |
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: app }
      spec: { rules: [{ host: app.example.org }] }
  east:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=east, --policy=upsert-only]
clients:
  laptop: { asks: app.example.org }
steps:
  - settle: 1h
rollout:
  east-wants: { apply: { cluster: east, manifests: *app } }
  west-ends: { delete: { cluster: west, objects: [Ingress/default/app] } }
  east-ends: { delete: { cluster: east, objects: [Ingress/default/app] }, after: east-wants }
`;
