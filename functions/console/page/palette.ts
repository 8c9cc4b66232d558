/**
 * One look per series, the same in every chart and table: a colour of the style sheet and a dash, so that no two lines of
 * a chart are told apart by colour alone. Colours after Okabe and Ito (2008), darkened or lightened per scheme.
 */
import type { ConsoleSeries } from '../state';

export interface SeriesLook {
  /** Also the class of its swatches. */
  readonly key: 'served' | 'control' | 'line-1' | 'line-2' | 'line-3' | 'line-4' | 'baseline-1' | 'baseline-2';
  readonly colour: string;
  /** stroke-dasharray; null: solid. */
  readonly dash: string | null;
}

const LINE_DASHES = ['2 2', '8 3 2 3', '10 3', '1 3'] as const;
const BASELINE_DASHES = ['1 4', '6 4'] as const;

export function seriesLooks(series: readonly Pick<ConsoleSeries, 'name' | 'role'>[]): ReadonlyMap<string, SeriesLook> {
  const looks = new Map<string, SeriesLook>();
  let contenders = 0;
  let baselines = 0;
  for (const { name, role } of series) {
    if (role === 'served') looks.set(name, look('served', null));
    else if (role === 'control') looks.set(name, look('control', '5 3'));
    else if (role === 'contender') {
      const index = contenders++ % LINE_DASHES.length;
      looks.set(name, look(`line-${(index + 1) as 1 | 2 | 3 | 4}`, LINE_DASHES[index] ?? null));
    } else {
      const index = baselines++ % BASELINE_DASHES.length;
      looks.set(name, look(`baseline-${(index + 1) as 1 | 2}`, BASELINE_DASHES[index] ?? null));
    }
  }
  return looks;
}

function look(key: SeriesLook['key'], dash: string | null): SeriesLook {
  return { key, colour: key.startsWith('baseline') ? 'var(--baseline)' : `var(--${key})`, dash };
}
