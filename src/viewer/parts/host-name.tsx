/** A name with its first label before the rest: that is what tells names of one zone apart. */
export function HostName({ name }: { readonly name: string }) {
  const dot = name.indexOf('.');
  if (dot <= 0) return <span class="host">{name}</span>;
  return (
    <span class="host" title={name}>
      {name.slice(0, dot)}
      <span class="host-rest">{name.slice(dot)}</span>
    </span>
  );
}
