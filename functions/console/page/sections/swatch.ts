/** A piece of a series' line, as a key to the charts; it says nothing that the name beside it does not. */
import { h } from '../element';
import type { SeriesLook } from '../palette';

export function swatch(look: SeriesLook | undefined): Element {
  return h('span', { class: `swatch look-${look?.key ?? 'baseline-1'}`, 'aria-hidden': 'true' });
}
