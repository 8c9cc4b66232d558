/** The pieces that the page's tables share: a scrolling region that the keyboard reaches, and bars inside cells. */
import { type Child, h, svg } from '../element';

/** A table wider than its place scrolls inside it, never the page. */
export function scrolling(label: string, key: string, table: Element): Element {
  return h(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': label, tabindex: 0, 'data-key': `scroll-${key}` },
    table,
  );
}

/** Beside a table that scrolls sideways, its caption stays in view. */
export function caption(...children: Child[]): Element {
  return h('caption', {}, h('span', { class: 'caption' }, ...children));
}

export function columnHead(...children: Child[]): Element {
  return h('th', { scope: 'col' }, ...children);
}

/** A head above a column of figures. */
export function figureHead(...children: Child[]): Element {
  return h('th', { scope: 'col', class: 'figure' }, ...children);
}

export function figureCell(...children: Child[]): Element {
  return h('td', { class: 'figure' }, ...children);
}

/**
 * A figure with a bar of a share from 0 to 1 before it; what is not a share has no bar. The figure says what the bar says,
 * or the caption how to read it: for a screen reader the bar is not there.
 */
export function barCell(text: string, share: number | null, look: string): Element {
  return h('td', { class: 'figure' }, bar(share, look), h('span', { class: 'bar-figure' }, text));
}

function bar(share: number | null, look: string): Element | null {
  if (share === null || !Number.isFinite(share)) return null;
  const width = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
  return svg(
    'svg',
    { class: 'bar', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { class: 'bar-ground', width: '100%', height: '100%', rx: 2 }),
    svg('rect', { class: `bar-fill look-${look}`, width, height: '100%', rx: 2 }),
  );
}
