/**
 * What the reader does: switching lines on and off, and choosing a day by pointer or by keys. Listeners sit on the page's
 * fixed elements, since everything inside is redrawn.
 */
import type { ConsoleState } from '../state';
import { scoreFrame } from './charts/daily-score';
import { choosableDays } from './sections/chosen-day';
import type { View } from './view';

/** Which part of the page a choice of the reader changes. */
export type Affected = 'scores' | 'ledger';

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export function listen(
  root: HTMLElement,
  view: View,
  state: () => ConsoleState | undefined,
  redraw: (affected: Affected) => void,
): void {
  root.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const name = target.dataset.toggle;
    if ('servingOnly' in target.dataset) {
      view.servingOnly = target.checked;
      redraw('ledger');
      return;
    }
    if (name !== undefined) view.switched.set(name, target.checked);
    else if ('toggleMarks' in target.dataset) view.showMarks = target.checked;
    redraw('scores');
  });

  const choose = (index: number | null) => {
    const current = state();
    if (current === undefined) return;
    const days = choosableDays(current);
    const chosen = index === null ? null : (days[Math.min(days.length - 1, Math.max(0, index))]?.fromMs ?? null);
    if (chosen === view.chosenDayMs) return;
    view.chosenDayMs = chosen;
    redraw('scores');
  };

  root.addEventListener('keydown', (event) => {
    const current = state();
    const slider = event.target;
    if (current === undefined || !(slider instanceof HTMLElement) || !('days' in slider.dataset)) return;
    const step = KEY_STEPS[event.key];
    if (step === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    choose(step === undefined ? null : Number(slider.getAttribute('aria-valuenow')) + step);
  });

  const point = (event: PointerEvent) => {
    const current = state();
    if (current !== undefined && event.target instanceof HTMLElement && 'days' in event.target.dataset) {
      choose(dayUnder(event.offsetX, event.target.clientWidth, choosableDays(current)));
    }
  };
  root.addEventListener('pointermove', point);
  root.addEventListener('pointerdown', point);
  root.addEventListener('pointerout', (event) => {
    if (event.target instanceof HTMLElement && 'days' in event.target.dataset && event.pointerType === 'mouse')
      choose(null);
  });
}

/** The index of the day that is drawn nearest to a distance from the left edge of a chart of this width; -1: no days. */
export function dayUnder(offsetPx: number, widthPx: number, days: readonly { readonly fromMs: number }[]): number {
  const { left, right } = scoreFrame(widthPx);
  const share = Math.min(1, Math.max(0, (offsetPx - left) / Math.max(1, widthPx - left - right)));
  const firstMs = days[0]?.fromMs ?? 0;
  const wantedMs = firstMs + share * ((days.at(-1)?.fromMs ?? 0) - firstMs);
  const after = days.findIndex((day) => day.fromMs >= wantedMs);
  const [before, next] = [days[after - 1], days[after]];
  return before !== undefined && next !== undefined && wantedMs - before.fromMs < next.fromMs - wantedMs
    ? after - 1
    : after;
}
