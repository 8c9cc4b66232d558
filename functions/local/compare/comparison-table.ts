/** Compared learners as a table for the terminal, the best first. */
import type { ComparedLearner, Comparison } from '../../console/comparison';
import { table } from '../table';

interface Column {
  readonly metric: string;
  readonly title: string;
}

const CLASSIFIED: readonly Column[] = [
  { metric: 'accuracy', title: 'accuracy' },
  { metric: 'kappa', title: 'kappa' },
  { metric: 'kappaTemporal', title: 'kappa temporal' },
  { metric: 'rocAuc', title: 'ROC AUC' },
  { metric: 'logLoss', title: 'log loss' },
];
const REGRESSED: readonly Column[] = [
  { metric: 'mae', title: 'MAE' },
  { metric: 'rmse', title: 'RMSE' },
];

export function comparisonTable({ model, task, examples, from, to, learners }: Comparison): string[] {
  const columns = (task === 'regression' ? REGRESSED : CLASSIFIED).filter(
    ({ metric }) => task === 'binary' || metric !== 'rocAuc',
  );
  const span = from === null || to === null ? '' : `, ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  const head = ['learner', ...columns.map(({ title }) => title), 'µs an example', 'state'];
  const rows = ranked({ task, learners }).map((learner) => [
    learner.name,
    ...columns.map(({ metric }) => figure(learner.scores[metric])),
    learner.microsecondsPerExample.toPrecision(3),
    bytes(learner.stateBytes),
  ]);
  return [`${model}: ${examples} examples${span}`, ...table([head, ...rows])];
}

/** By log loss, or by mean absolute error; what has none comes last. */
export function ranked({ task, learners }: Pick<Comparison, 'task' | 'learners'>): ComparedLearner[] {
  const loss = ({ scores }: ComparedLearner): number =>
    scores[task === 'regression' ? 'mae' : 'logLoss'] ?? Number.POSITIVE_INFINITY;
  return learners.toSorted((a, b) => (loss(a) === loss(b) ? 0 : loss(a) - loss(b)));
}

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : Math.abs(value) >= 100 ? value.toFixed(1) : value.toFixed(4);

const bytes = (count: number): string => (count < 10_240 ? `${count} B` : `${(count / 1024).toFixed(1)} KiB`);
