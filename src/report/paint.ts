import { styleText } from 'node:util';

/** Colours by what they mean. Takes text that is harmless already; gives it back unchanged where there is no colour. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  doubtful(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Colours for a terminal, or, with `false`, none. */
export function createPaint(isColoured: boolean): Paint {
  const style = (format: 'green' | 'red' | 'yellow' | 'bold' | 'dim') => (text: string) =>
    isColoured && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    good: style('green'),
    bad: style('red'),
    doubtful: style('yellow'),
    strong: style('bold'),
    faint: style('dim'),
  };
}
