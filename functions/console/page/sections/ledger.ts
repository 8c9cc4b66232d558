/** The latest decisions, or all that changed what serves, newest first: when, what, by whom, for which reason, on which numbers. */
import type { LedgerEntry, LedgerKind } from '../../../domain/lineage/entries';
import { isAboutServing } from '../../about-serving';
import type { ConsoleState } from '../../state';
import { ledgerKey } from '../decisions';
import { h } from '../element';
import { formatCount, formatDay, formatMany, formatTimeOfDay, isFigure, NONE } from '../format';
import type { Scene, View } from '../view';
import { caption, columnHead, scrolling } from './table';

export const KIND_NAMES: Readonly<Record<LedgerKind, string>> = {
  'line-started': 'Line started',
  'candidate-sealed': 'Sealed',
  'candidate-given-up': 'Given up',
  'candidate-awaits-approval': 'Awaits approval',
  promoted: 'Promoted',
  'rolled-back': 'Rolled back',
  'line-retired': 'Line retired',
  'retrain-started': 'Retrain started',
  'retrain-refused': 'Retrain refused',
  'retrain-failed': 'Retrain failed',
};

export function ledger({ state, view }: Scene): Element {
  const entries = view.servingOnly ? [...state.ledger.filter(isAboutServing), ...state.earlierServing] : state.ledger;
  return h(
    'section',
    { class: 'ledger', 'aria-labelledby': 'ledger-title', 'data-key': 'ledger' },
    h('h2', { id: 'ledger-title' }, 'Ledger'),
    ...(state.ledger.length === 0
      ? [h('p', { class: 'empty' }, 'No decision has been made yet.')]
      : [
          h(
            'p',
            { class: 'legend', 'data-key': 'filter' },
            h(
              'label',
              {},
              h('input', { type: 'checkbox', 'data-serving-only': true, checked: view.servingOnly }),
              'Only what serves: promotions, rollbacks, approvals',
            ),
          ),
          entries.length === 0
            ? h('p', { class: 'empty' }, 'No decision was about what serves.')
            : scrolling('Ledger', 'ledger', table(entries, `${whichOf(state, entries.length, view)}, newest first.`)),
        ]),
  );
}

function whichOf({ decisionCount }: ConsoleState, shown: number, { servingOnly }: View): string {
  const all = formatMany(decisionCount, 'decision');
  if (servingOnly) return `${formatCount(shown)} of ${all}: everything about what serves`;
  return shown < decisionCount ? `The latest ${formatCount(shown)} of ${all}` : `All ${all}`;
}

function table(entries: readonly LedgerEntry[], which: string): Element {
  return h(
    'table',
    {},
    caption(`${which} Times are UTC, on the clock of the stream.`),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...['Time (UTC)', 'Decision', 'Version', 'By', 'Reason and evidence'].map((name) => columnHead(name)),
      ),
    ),
    h('tbody', {}, ...entries.map(row)),
  );
}

function row(entry: LedgerEntry): Element {
  return h(
    'tr',
    { 'data-key': ledgerKey(entry) },
    h('td', { class: 'time' }, `${formatDay(entry.timeMs)}, ${formatTimeOfDay(entry.timeMs)}`),
    h('td', {}, h('span', { class: `kind kind-${entry.kind}` }, KIND_NAMES[entry.kind] ?? entry.kind)),
    h(
      'th',
      { scope: 'row' },
      entry.version,
      entry.from === null ? null : h('span', { class: 'from' }, ` from ${entry.from}`),
    ),
    h('td', {}, entry.by),
    h('td', { class: 'reason' }, entry.reason, evidence(entry)),
  );
}

function evidence({ evidence: figures, version }: LedgerEntry): Element | null {
  const named = Object.entries(figures);
  if (named.length === 0) return null;
  return h(
    'details',
    {},
    h('summary', {}, formatMany(named.length, 'figure'), h('span', { class: 'unseen' }, ` for ${version}`)),
    h(
      'dl',
      { class: 'evidence' },
      ...named.map(([name, value]) =>
        h(
          'div',
          { class: 'evidence-figure' },
          h('dt', { class: 'evidence-name' }, name),
          h('dd', {}, formatEvidence(value)),
        ),
      ),
    ),
  );
}

/** As it was written, but for the noise of binary fractions. */
export function formatEvidence(value: number | string | null): string {
  if (typeof value === 'string') return value;
  if (!isFigure(value)) return NONE;
  return Number.isInteger(value) ? formatCount(value) : Number(value.toPrecision(6)).toString().replace('-', '−');
}
