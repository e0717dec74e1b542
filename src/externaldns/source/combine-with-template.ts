import type { Endpoint } from '../endpoint.ts';
import type { FqdnTemplate } from './fqdn-template.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * The endpoints of an object: those of its annotations and spec; the template's only where there are none of these, or
 * in addition with `--combine-fqdn-annotation`.
 *
 * *Source:* source/template/engine.go:CombineWithEndpoints.
 */
export function combineWithTemplate(
  endpoints: readonly Endpoint[],
  { template, configuration }: SourceSettings,
  fromTemplate: (template: FqdnTemplate) => readonly Endpoint[],
): readonly Endpoint[] {
  if (template === null) return endpoints;
  if (configuration.combineFqdnAnnotation) return [...endpoints, ...fromTemplate(template)];
  return endpoints.length > 0 ? endpoints : fromTemplate(template);
}
