import { describe, expect, it } from 'vitest';
import { hostnamesFromTemplate, readFqdnTemplate } from '../../../src/externaldns/source/fqdn-template.ts';

const object = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'web',
    namespace: 'shop',
    labels: { app: 'front', 'app.kubernetes.io/name': 'store' },
    annotations: { zone: 'eu' },
  },
};

describe('host names from a template (source/template/engine_test.go)', () => {
  it.each([
    ['{{.Name}}.example.org', ['web.example.org']],
    ['{{ .Name }}.{{.Namespace}}.example.org.', ['web.shop.example.org']],
    ['b.org, a.org ,b.org,,', ['a.org', 'b.org']],
    ['{{.Labels.app}}.org', ['front.org']],
    ['{{ .Annotations.zone }}.org', ['eu.org']],
    ['{{ index .Labels "app.kubernetes.io/name" }}.org', ['store.org']],
    ['{{index .Annotations `zone`}}.org', ['eu.org']],
    ['{{ index .Labels "missing" }}', []],
    ['{{.Labels.missing}}.org', ['<no value>.org']],
    ['a {{- .Name -}} b.org', ['awebb.org']],
  ])('%s', (text, hosts) => {
    const reading = readFqdnTemplate(text);
    if ('unsupported' in reading || reading.template === null) throw new Error('not read');
    expect(hostnamesFromTemplate(reading.template, object)).toEqual(hosts);
  });

  it('is none if it is blank', () => {
    expect(readFqdnTemplate('  ')).toEqual({ template: null });
  });

  it.each([
    ['{{.Name | toLower}}.org', '{{.Name | toLower}}', 0],
    ['x.{{ if .Name }}y{{ end }}', '{{ if .Name }}', 2],
    ['{{.Labels.my-app}}', '{{.Labels.my-app}}', 0],
    ['{{.Spec.Type}}', '{{.Spec.Type}}', 0],
    ['a{{.Name', '{{.Name', 1],
    ['{{ index .Labels "}}" "x" }}', '{{ index .Labels "}}" "x" }}', 0],
  ])('%s is not understood, which is said', (text, unsupported, offset) => {
    expect(readFqdnTemplate(text)).toEqual({ unsupported, offset });
  });
});
