import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isPrinting } from '../state/surroundings.ts';

/** Rows drawn beyond what can be seen, so that scrolling shows no gaps. */
const OVERSCAN = 8;
/** On paper a list shows so many rows at most, around its current one. */
const PRINTED_MAX = 120;

interface VirtualListProps {
  readonly count: number;
  /** Pixels; every row is as high as the next. */
  readonly rowHeight: number;
  readonly label: string;
  readonly role: 'listbox' | 'log' | 'rowgroup';
  /** A row that is to be seen; -1 for none. */
  readonly current: number;
  /** The id of the element that stands for the current row. */
  readonly activeId?: string;
  readonly row: (index: number) => ComponentChildren;
  readonly class?: string;
}

/** A list of any length that draws only the rows that can be seen. */
export function VirtualList(props: VirtualListProps) {
  const { count, rowHeight, label, role, current, activeId, row } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 400 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null) bringIntoView(element, current * rowHeight, rowHeight);
  }, [current, count, rowHeight]);
  const { first, last } = isPrinting.value ? printedRows(current, count) : seenRows(view, count, rowHeight);
  const rows = [];
  for (let index = first; index < last; index += 1) rows.push(row(index));
  const more = isPrinting.value && last - first < count ? `${count - (last - first)} more are not printed` : null;
  const isWhole = isPrinting.value;
  return (
    <div
      ref={box}
      class={`virtual ${props.class ?? ''}`}
      role={role}
      aria-label={label}
      tabIndex={0}
      {...(activeId === undefined ? {} : { 'aria-activedescendant': activeId })}
    >
      <div role="presentation" class="virtual-whole" style={isWhole ? {} : { height: `${count * rowHeight}px` }}>
        <div role="presentation" style={isWhole ? {} : { transform: `translateY(${first * rowHeight}px)` }}>
          {rows}
        </div>
      </div>
      {more === null ? null : <p class="note">{more}</p>}
    </div>
  );
}

function seenRows(view: { readonly top: number; readonly height: number }, count: number, rowHeight: number) {
  const first = Math.max(0, Math.min(count - 1, Math.floor(view.top / rowHeight)) - OVERSCAN);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN);
  return { first, last };
}

function printedRows(current: number, count: number) {
  const first = Math.max(0, Math.min(count - PRINTED_MAX, current - PRINTED_MAX / 2));
  return { first, last: Math.min(count, first + PRINTED_MAX) };
}

function bringIntoView(element: HTMLElement, top: number, height: number): void {
  if (top < 0) return;
  const margin = Math.min(2 * height, element.clientHeight / 4);
  if (top < element.scrollTop + margin) element.scrollTop = Math.max(0, top - margin);
  else if (top + height > element.scrollTop + element.clientHeight - margin) {
    element.scrollTop = top + height - element.clientHeight + margin;
  }
}
