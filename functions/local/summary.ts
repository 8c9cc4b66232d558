/** The report as a person reads it at the end of a replay. */
import type { Report } from '../domain/evaluation/scores';
import type { ModelReport } from './report';
import type { StageSeconds } from './stopwatch';
import { table } from './table';

const whole = (value: number): string => value.toLocaleString('en-US');
const figure = (value: number | null | undefined, digits = 4): string =>
  value === null || value === undefined ? '–' : value.toFixed(digits);

const FIGURES = {
  logLoss: 'log loss',
  rocAuc: 'ROC AUC',
  accuracy: 'accuracy',
  kappa: 'kappa',
  kappaTemporal: 'kappa temporal',
  mae: 'MAE',
  rmse: 'RMSE',
} as const;

function scoreTable(rows: readonly { readonly name: string; readonly scores: Report }[]): string[] {
  const shown = Object.entries(FIGURES).filter(([key]) => rows.some(({ scores }) => key in scores));
  return table([
    ['', ...shown.map(([, title]) => title)],
    ...rows.map(({ name, scores }) => [name, ...shown.map(([key]) => figure(scores[key]))]),
  ]);
}

/** @param isLive read while events are joined: tallies and waiting events are not of the same moment */
export function modelSummary(report: ModelReport, { isLive = false } = {}): string[] {
  const { counts, champion } = report;
  const sum = `${whole(counts.accepted)} accepted = ${whole(counts.learned)} learned + ${whole(counts.pending)} pending + ${whole(counts.late)} late + ${whole(counts.rejected)} rejected`;
  const sentence = isLive ? 'in flight while this was read, or lost if it stays' : 'UNACCOUNTED FOR';
  const difference = report.unaccounted === 0 ? '' : `: ${whole(report.unaccounted)} ${sentence}`;
  return [
    `model ${report.model}${report.clock === null ? '' : `, the stream stands at ${report.clock}`}`,
    `  events: ${sum} (${whole(counts.duplicates)} duplicates)${difference}`,
    `  champion: ${champion.version} (${champion.learner}) since ${champion.since ?? 'the beginning'}, after ${whole(report.promotions.length)} promotions and rollbacks; ${report.liveCandidates} candidates are being compared`,
    '',
    ...scoreTable([
      { name: 'served', scores: report.served },
      ...report.lines.map(({ learner, version, progressive }) => ({
        name: `${learner} ${version}, test-then-train`,
        scores: progressive,
      })),
    ]),
    ...report.sinceControl
      .filter(({ frozen }) => frozen.examples !== 0)
      .flatMap(({ control, since, served, frozen }) => [
        '',
        `  since ${since?.slice(0, 10)}, of which ${control} has learned nothing:`,
        ...scoreTable([
          { name: 'served, learning on', scores: served },
          { name: control, scores: frozen },
        ]),
      ]),
  ];
}

export interface RunFigures {
  readonly events: number;
  readonly seconds: number;
  readonly peakMiB: number;
  readonly stateMiB: number;
  /** The two halves run side by side. */
  readonly stages: { readonly joining: readonly StageSeconds[]; readonly learning: readonly StageSeconds[] };
}

export function runSummary({ events, seconds, peakMiB, stateMiB, stages }: RunFigures): string[] {
  const spent = (half: readonly StageSeconds[]): string =>
    half
      .filter(({ seconds: own }) => own >= 0.05)
      .map(({ stage, seconds: own }) => `${stage} ${own.toFixed(1)} s`)
      .join(', ');
  return [
    '',
    `  ${whole(events)} events in ${seconds.toFixed(1)} s: ${whole(Math.round(events / Math.max(seconds, 1e-3)))} events/s; peak memory ${whole(Math.round(peakMiB))} MiB, state folder ${whole(Math.round(stateMiB))} MiB`,
    `  where the time went, side by side: ${spent(stages.joining)} | ${spent(stages.learning)}`,
  ];
}
