import { ingressClassKey } from '../../kubernetes/load-balancer.ts';
import type { Configuration } from '../configuration.ts';
import type { LogLine } from '../endpoint.ts';
import { Log } from '../log.ts';
import { type FqdnTemplate, readFqdnTemplate } from './fqdn-template.ts';
import { type LabelSelector, readLabelSelector } from './label-selector.ts';
import type { SourceProblem } from './source-problem.ts';
import { readTargetNetFilter, type TargetNetFilter } from './target-net-filter.ts';

/** The sources that dibs has, by the name that `--source` gives them. */
export const sourceNames = ['ingress', 'service', 'crd'] as const;
export type SourceName = (typeof sourceNames)[number];

/** A configuration's part about sources, read once. */
export interface SourceSettings {
  readonly configuration: Configuration;
  /** In the order given, which decides between endpoints that are the same. */
  readonly sources: readonly SourceName[];
  readonly annotationSelector: LabelSelector;
  readonly labelSelector: LabelSelector;
  readonly template: FqdnTemplate | null;
  readonly targetNetFilter: TargetNetFilter;
}

/**
 * Reads what a configuration says about sources. With any problem the process would not start, or dibs cannot say what
 * it would do; the settings then leave out what is wrong. `log` is what the process prints as it starts.
 *
 * *Source:* source/store.go:NewSourceConfig, source/ingress.go:NewIngressSource, source/wrappers/types.go:wrapSources.
 */
export function readSourceSettings(configuration: Configuration): {
  readonly settings: SourceSettings;
  readonly problems: readonly SourceProblem[];
  readonly log: readonly LogLine[];
} {
  const problems: SourceProblem[] = [];
  const log = new Log(configuration.logLevel);
  const sources = configuration.sources.filter((source): source is SourceName => {
    const isKnown = (sourceNames as readonly string[]).includes(source);
    if (!isKnown) problems.push({ code: 'SOURCE_UNKNOWN', source, known: sourceNames });
    return isKnown;
  });
  const annotationSelector = readSelector('--annotation-filter', configuration.annotationFilter, problems);
  const labelSelector = readSelector('--label-filter', configuration.labelFilter, problems);
  const namesClass = annotationSelector.requirements.some(({ key }) => key === ingressClassKey);
  if (sources.includes('ingress') && configuration.ingressClassNames.length > 0 && namesClass) {
    problems.push({ code: 'SOURCE_INGRESS_CLASS_TWICE' });
  }
  const { fqdnTemplate } = configuration;
  if (fqdnTemplate.trim() !== '') log.debug(() => `--fqdn-template: ${fqdnTemplate}`);
  const reading = readFqdnTemplate(fqdnTemplate);
  if ('unsupported' in reading) {
    const { unsupported, offset } = reading;
    problems.push({ code: 'SOURCE_TEMPLATE_UNSUPPORTED', template: fqdnTemplate, unsupported, offset });
  }
  const settings: SourceSettings = {
    configuration,
    sources,
    annotationSelector,
    labelSelector,
    template: 'template' in reading ? reading.template : null,
    targetNetFilter: readTargetNetFilter(configuration, log),
  };
  return { settings, problems, log: log.lines };
}

/** Operators that `--annotation-filter` refuses, being read as an API label selector (annotations.ParseFilter). */
const labelsOnly: readonly string[] = ['!=', '>', '<'];

function readSelector(
  flag: '--annotation-filter' | '--label-filter',
  selector: string,
  problems: SourceProblem[],
): LabelSelector {
  const reading = readLabelSelector(selector);
  if ('problem' in reading) {
    problems.push({ code: 'SOURCE_SELECTOR_INVALID', flag, selector, reason: reading.problem });
    return { requirements: [] };
  }
  if (flag === '--label-filter') return reading.selector;
  const refused = reading.selector.requirements.find(({ operator }) => labelsOnly.includes(operator));
  if (refused !== undefined) {
    const reason = `'${refused.operator}' is not supported here`;
    problems.push({ code: 'SOURCE_SELECTOR_INVALID', flag, selector, reason });
    return { requirements: [] };
  }
  return reading.selector;
}
