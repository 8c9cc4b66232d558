/**
 * What is measured inside the browser. Playwright sends a function there as its source text, so each is self-contained. The
 * tests are compiled without the DOM's types; the few names used here are declared for this file only.
 */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

interface PageElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly parentElement: PageElement | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  getBoundingClientRect(): Box;
  checkVisibility(): boolean;
  getAttribute(name: string): string | null;
  closest(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

interface Style {
  readonly color: string;
  readonly fill: string;
  readonly backgroundColor: string;
  readonly outlineStyle: string;
  readonly outlineWidth: string;
  readonly outlineColor: string;
}

declare const document: {
  readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
  readonly activeElement: PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
declare function getComputedStyle(element: PageElement): Style;

/** Texts with less contrast to what is behind them than this, by WCAG 2.2's ratio; and how many texts were looked at. */
export function faintTexts(leastRatio: number): { readonly looked: number; readonly faint: readonly string[] } {
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const grounds = new Map<PageElement, string>();
  const ground = (element: PageElement | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const known = grounds.get(element);
    if (known !== undefined) return known;
    const own = getComputedStyle(element).backgroundColor;
    const found = (channels(own)[3] ?? 1) === 1 ? own : ground(element.parentElement);
    grounds.set(element, found);
    return found;
  };
  const faint: string[] = [];
  let looked = 0;
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
    // First, as it costs nothing: what a closed <details> holds has no layout, and would get one by being measured.
    if (!text || !element.checkVisibility()) continue;
    const { width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1) continue;
    looked++;
    const style = getComputedStyle(element);
    const colour = element.closest('svg') === null ? style.color : style.fill;
    const [light = 0, dark = 0] = [luminance(colour), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < leastRatio) faint.push(`${ratio.toFixed(2)} ${element.textContent?.slice(0, 60)}`);
  }
  return { looked, faint };
}

/** Texts of a chart that lie over one another or reach out of it; how far the page is wider than the window. */
export function misplaced(): { readonly overlapping: string[]; readonly clipped: string[]; readonly widerPx: number } {
  const overlapping: string[] = [];
  const clipped: string[] = [];
  for (const chart of document.querySelectorAll('svg.plot')) {
    const frame = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll('text')].map((text) => ({
      name: text.textContent ?? '',
      box: text.getBoundingClientRect(),
    }));
    for (const [index, { name, box }] of texts.entries()) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1) clipped.push(name);
      for (const other of texts.slice(index + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const along = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // Boxes hold ascenders and descenders, which figures do not use.
        if (across > 1 && along > 4) overlapping.push(`${name} and ${other.name}`);
      }
    }
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  return { overlapping, clipped, widerPx: scrollWidth - clientWidth };
}

/** What has the focus, and whether one can see that it has. */
export function focused(): { readonly what: string; readonly outlinePx: number } {
  const element = document.activeElement;
  if (element === null) return { what: 'nothing', outlinePx: 0 };
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const label =
    element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent ?? '';
  return {
    what: `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${label}`.trim(),
    outlinePx: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
  };
}
