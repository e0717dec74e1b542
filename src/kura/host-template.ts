/** The words that a host template may contain in braces. */
export const HOST_PLACEHOLDERS = ['account_handle', 'cluster_id', 'env_suffix'] as const;

type Placeholder = (typeof HOST_PLACEHOLDERS)[number];

/** What is wrong with a host template. */
export interface TemplateProblem {
  readonly code: 'HOST_TEMPLATE_UNKNOWN_PLACEHOLDER';
  readonly template: string;
  readonly placeholder: string;
}

/** The account's name as it goes into host and instance names: lower case, nothing else changed.
 *
 * *Source:* server/lib/tuist/kura/provisioner/kubernetes_controller.ex:dns_handle/1 of tuist/tuist.
 */
export function dnsHandle(accountName: string): string {
  return accountName.toLowerCase();
}

/** A host template with `{account_handle}`, `{cluster_id}` and `{env_suffix}` filled in; other braces stay. */
export function renderHost(
  template: string,
  values: { readonly accountName: string; readonly clusterId: string; readonly envSuffix: string },
): string {
  const byPlaceholder: Readonly<Record<Placeholder, string>> = {
    account_handle: dnsHandle(values.accountName),
    cluster_id: values.clusterId,
    env_suffix: values.envSuffix,
  };
  return template.replace(/\{(\w+)\}/g, (whole, word: string) => (isPlaceholder(word) ? byPlaceholder[word] : whole));
}

/** Placeholders in the template that nothing fills in. */
export function templateProblems(template: string): readonly TemplateProblem[] {
  return [...template.matchAll(/\{([^}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((word) => !isPlaceholder(word))
    .map((placeholder) => ({ code: 'HOST_TEMPLATE_UNKNOWN_PLACEHOLDER', template, placeholder }));
}

function isPlaceholder(word: string): word is Placeholder {
  return HOST_PLACEHOLDERS.some((placeholder) => placeholder === word);
}
