import { describe, expect, it } from 'vitest';
import { readSourceSettings } from '../../../src/externaldns/source/source-settings.ts';
import { configurationWith } from './desired.ts';

describe('flags about sources that are wrong', () => {
  it.each([
    [{ sources: ['ingres'] }, { code: 'SOURCE_UNKNOWN', source: 'ingres', known: ['ingress', 'service', 'crd'] }],
    [
      { annotationFilter: 'a!=b' },
      {
        code: 'SOURCE_SELECTOR_INVALID',
        flag: '--annotation-filter',
        selector: 'a!=b',
        reason: "'!=' is not supported here",
      },
    ],
    [
      { labelFilter: 'a in b' },
      {
        code: 'SOURCE_SELECTOR_INVALID',
        flag: '--label-filter',
        selector: 'a in b',
        reason: "found 'b', expected: '('",
      },
    ],
    [
      { ingressClassNames: ['nginx'], annotationFilter: 'kubernetes.io/ingress.class=nginx' },
      { code: 'SOURCE_INGRESS_CLASS_TWICE' },
    ],
    [
      { fqdnTemplate: '{{.Name}}.{{ toLower .Namespace }}.example.org' },
      {
        code: 'SOURCE_TEMPLATE_UNSUPPORTED',
        template: '{{.Name}}.{{ toLower .Namespace }}.example.org',
        unsupported: '{{ toLower .Namespace }}',
        offset: 10,
      },
    ],
  ])('%j', (flags, problem) => {
    expect(readSourceSettings(configurationWith(flags)).problems).toEqual([problem]);
  });

  it('are none in a usual configuration', () => {
    const { settings, problems, log } = readSourceSettings(
      configurationWith({ labelFilter: 'a!=b', targetNetFilter: [] }),
    );
    expect(problems).toEqual([]);
    expect(log).toEqual([]);
    expect(settings.sources).toEqual(['ingress', 'service', 'crd']);
  });
});
