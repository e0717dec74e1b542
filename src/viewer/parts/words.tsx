import { Fragment } from 'preact';

/** A name that is words with `_` between them, which may break only behind these. */
export function Words({ text }: { readonly text: string }) {
  const words = text.split(/(?<=_)/);
  return (
    <span class="words">
      {words.map((word, index) => (
        <Fragment key={index}>
          {index > 0 ? <wbr /> : null}
          {word}
        </Fragment>
      ))}
    </span>
  );
}
