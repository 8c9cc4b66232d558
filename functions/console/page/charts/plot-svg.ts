/**
 * A Plot figure as an SVG image: named for assistive technology, and without the <style> element that Plot adds, which the
 * page's Content-Security-Policy would refuse (page.css has the rules that matter).
 */
import { type PlotOptions, plot } from '@observablehq/plot';

export const AXIS = { color: 'var(--muted)', tickSize: 0, label: null } as const;
export const GRID = { stroke: 'var(--grid)', strokeOpacity: 1 } as const;
/** The two charts of a candidate, one above or beside the other, with room for labels at the right where there is any. */
export function contestFrame(width: number) {
  return { width, height: 210, marginLeft: 58, marginRight: width >= 400 ? 84 : 12, marginTop: 12, marginBottom: 24 };
}

/** Enough decimals to tell the ticks of an axis apart; steps are 1, 2 or 5 times a power of ten. */
export function tickDecimals([low, high]: readonly [number, number], ticks: number): number {
  const step = (high - low) / ticks;
  return step > 0 ? Math.min(9, Math.max(0, -Math.floor(Math.log10(step)))) : 0;
}

export function plotSvg(label: string, options: PlotOptions): SVGSVGElement {
  const figure = plot({ ...options, className: 'plot' });
  if (!(figure instanceof SVGSVGElement)) throw new Error('Plot made a figure instead of an image');
  figure.querySelector('style')?.remove();
  figure.setAttribute('role', 'img');
  figure.setAttribute('aria-label', label);
  return figure;
}
