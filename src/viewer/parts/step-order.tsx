/** Steps of a rollout, in the order in which they are taken. */
export function StepOrder({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol class="ordering">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
