import { z } from 'zod';

/** What is wrong at one place of a manifest. `path` leads there from the object: `['spec', 'rules', 0, 'host']`. */
export type ShapeProblem =
  | { readonly code: 'MANIFEST_MISSING_MEMBER'; readonly path: Path }
  | {
      readonly code: 'MANIFEST_WRONG_SHAPE';
      readonly path: Path;
      /** JSON types: `string`, `array`, `object`, `number`, `boolean`, `null`. */
      readonly expected: string;
      readonly found: string;
    }
  | {
      readonly code: 'MANIFEST_UNKNOWN_VALUE';
      readonly path: Path;
      readonly found: unknown;
      readonly known: readonly string[];
    };

/** Member names and, in lists, indexes from 0. */
export type Path = readonly (string | number)[];

/**
 * Checks the members that dibs reads; all others may hold anything, as may all members of kinds that it does not know.
 * Every problem is returned, in the order of the schema.
 *
 * *Source:* the Kubernetes API reference (networking.k8s.io/v1 Ingress, v1 Service, cert-manager.io/v1 Certificate) and
 * external-dns apis/v1alpha1/dnsendpoint.go, endpoint/endpoint.go:Endpoint at v0.22.0.
 */
export function checkShape(object: unknown): readonly ShapeProblem[] {
  const kind = member(object, 'kind');
  const schema = (typeof kind === 'string' ? schemaByKind.get(kind) : undefined) ?? anyObject;
  const result = schema.safeParse(object);
  return result.success ? [] : result.error.issues.map((issue) => problemOf(object, issue));
}

const text = z.string();
const texts = z.array(text);
const textMap = z.record(z.string(), text);

const metadata = z.looseObject({
  name: text.min(1),
  namespace: text.min(1).optional(),
  labels: textMap.optional(),
  annotations: textMap.optional(),
  ownerReferences: z.array(z.looseObject({ kind: text.min(1), name: text.min(1) })).optional(),
});

const frame = { apiVersion: text.min(1), kind: text.min(1), metadata };
const anyMap = z.looseObject({});
const anyObject = z.looseObject({ ...frame, spec: anyMap.optional(), status: anyMap.optional() });

const loadBalancerStatus = z.looseObject({
  loadBalancer: z
    .looseObject({
      ingress: z.array(z.looseObject({ ip: text.optional(), hostname: text.optional() })).optional(),
    })
    .optional(),
});

const ingressPath = z.looseObject({
  path: text.optional(),
  pathType: z.enum(['Exact', 'Prefix', 'ImplementationSpecific']).optional(),
});

const ingress = z.looseObject({
  ...frame,
  spec: z
    .looseObject({
      ingressClassName: text.optional(),
      rules: z
        .array(
          z.looseObject({
            host: text.optional(),
            http: z.looseObject({ paths: z.array(ingressPath).optional() }).optional(),
          }),
        )
        .optional(),
      tls: z.array(z.looseObject({ hosts: texts.optional(), secretName: text.optional() })).optional(),
    })
    .optional(),
  status: loadBalancerStatus.optional(),
});

const service = z.looseObject({
  ...frame,
  spec: z
    .looseObject({
      type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']).optional(),
      clusterIP: text.optional(),
      externalIPs: texts.optional(),
      externalName: text.optional(),
    })
    .optional(),
  status: loadBalancerStatus.optional(),
});

const dnsEndpoint = z.looseObject({
  ...frame,
  spec: z
    .looseObject({
      endpoints: z
        .array(
          z
            .looseObject({
              dnsName: text.optional(),
              targets: texts.optional(),
              recordType: text.optional(),
              setIdentifier: text.optional(),
              recordTTL: z.int().optional(),
              labels: textMap.optional(),
              providerSpecific: z.array(z.looseObject({ name: text.optional(), value: text.optional() })).optional(),
            })
            .nullable(),
        )
        .optional(),
    })
    .optional(),
  status: anyMap.optional(),
});

const certificate = z.looseObject({
  ...frame,
  spec: z.looseObject({ secretName: text.min(1), dnsNames: texts.optional() }),
  status: anyMap.optional(),
});

const schemaByKind: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['Ingress', ingress],
  ['Service', service],
  ['DNSEndpoint', dnsEndpoint],
  ['Certificate', certificate],
]);

function problemOf(object: unknown, issue: z.core.$ZodIssue): ShapeProblem {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const found = path.reduce<unknown>(member, object);
  if (found === undefined || issue.code === 'too_small') return { code: 'MANIFEST_MISSING_MEMBER', path };
  if (issue.code === 'invalid_value') {
    return { code: 'MANIFEST_UNKNOWN_VALUE', path, found, known: issue.values.map(String) };
  }
  const expected = issue.code === 'invalid_type' ? jsonTypeExpected(issue.expected) : issue.code;
  return { code: 'MANIFEST_WRONG_SHAPE', path, expected, found: jsonType(found) };
}

function jsonTypeExpected(zodType: string): string {
  return zodType === 'record' ? 'object' : zodType;
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function member(value: unknown, step: string | number): unknown {
  if (value === null || typeof value !== 'object') return undefined;
  return Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
}
