/**
 * Charts need the width they are drawn at, which is known only once their place is on the page. A section leaves a holder
 * per chart and says how to draw it; after the page is laid out, `paint` draws those whose inputs or width have changed.
 */
import { h } from './element';

interface Chart {
  /** What the drawing depends on, compared by identity: while they stay, so does the drawing. */
  readonly inputs: readonly unknown[];
  readonly draw: (width: number) => SVGSVGElement;
}

export class Painter {
  private charts = new Map<string, Chart>();
  private readonly drawn = new WeakMap<Element, { readonly inputs: readonly unknown[]; readonly width: number }>();

  /** Forgets the charts of the last drawing of the page. */
  begin(): void {
    this.charts = new Map();
  }

  holder(key: string, inputs: Chart['inputs'], draw: Chart['draw']): HTMLElement {
    this.charts.set(key, { inputs, draw });
    return h('div', { class: 'chart', 'data-key': key, 'data-chart': key, 'data-keep': true });
  }

  paint(root: ParentNode): void {
    const holders = [...root.querySelectorAll<HTMLElement>('[data-chart]')];
    // All widths first: measuring between two drawings would lay the page out once per chart.
    const widths = holders.map((holder) => holder.clientWidth);
    for (const [index, holder] of holders.entries()) {
      const chart = this.charts.get(holder.dataset.chart ?? '');
      const width = widths[index] ?? 0;
      if (chart === undefined || width === 0) continue;
      const last = this.drawn.get(holder);
      if (last?.width === width && same(last.inputs, chart.inputs)) continue;
      holder.replaceChildren(chart.draw(width));
      this.drawn.set(holder, { inputs: chart.inputs, width });
    }
  }
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
