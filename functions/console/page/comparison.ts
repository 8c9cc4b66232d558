/** The report of compared learners: a table, and how each score went over the stream. Drawn once from the JSON beside it. */
import { axisX, axisY, gridY, lineY } from '@observablehq/plot';
import type { ComparedLearner, Comparison } from '../comparison';
import { endLabels } from './charts/end-labels';
import { AXIS, GRID, plotSvg, tickDecimals } from './charts/plot-svg';
import { h } from './element';
import { formatCount, formatFixed, isFigure } from './format';
import { METRICS, type MetricKey } from './metrics';
import { seriesLooks } from './palette';

const WIDTH = 860;
const HEIGHT = 300;
const LABELS_PX = 170;

const metricsOf = (task: Comparison['task']): readonly MetricKey[] => {
  if (task === 'regression') return ['mae', 'rmse'];
  const classified: readonly MetricKey[] = ['accuracy', 'kappa', 'kappaTemporal', 'logLoss'];
  return task === 'binary' ? [...classified.slice(0, 3), 'rocAuc', 'logLoss'] : classified;
};

const isBaseline = ({ kind }: ComparedLearner): boolean => kind === 'prior' || kind === 'lastOutcome';

function scoreTable({ task, learners }: Comparison): HTMLElement {
  const metrics = metricsOf(task);
  const head = ['Learner', ...metrics.map((metric) => METRICS[metric].name), 'µs an example', 'State, KiB'];
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...head.map((title) => h('th', { scope: 'col' }, title)))),
    h(
      'tbody',
      {},
      ...learners.map((learner) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, learner.name),
          ...metrics.map((metric) => h('td', {}, METRICS[metric].format(learner.scores[metric]))),
          h('td', {}, formatFixed(learner.microsecondsPerExample, 2)),
          h('td', {}, formatFixed(learner.stateBytes / 1024, 1)),
        ),
      ),
    ),
  );
}

/** Whoever answers 0 or 1 loses so much at each error that the others' curves would be one line. */
const isOnScale = (metric: MetricKey, { kind }: ComparedLearner): boolean =>
  metric !== 'logLoss' || kind !== 'lastOutcome';

function curveChart(metric: MetricKey, { learners }: Comparison): HTMLElement {
  const looks = seriesLooks(
    learners.map((learner) => ({ name: learner.name, role: isBaseline(learner) ? 'baseline' : 'contender' })),
  );
  const lines = learners
    .filter((learner) => isOnScale(metric, learner))
    .map((learner) => ({
      name: learner.name,
      look: looks.get(learner.name)!,
      points: learner.curve.flatMap(({ examples, scores }) => {
        const y = scores[metric];
        return isFigure(y) ? [{ x: examples, y }] : [];
      }),
    }));
  const values = lines.flatMap(({ points }) => points.map(({ y }) => y));
  const { name, better } = METRICS[metric];
  const title = h('h2', {}, `${name}, ${better} is better`);
  if (values.length === 0) return h('section', {}, title, h('p', {}, 'It is not defined on this stream.'));
  const range: [number, number] = [Math.min(...values), Math.max(...values)];
  const decimals = tickDecimals(range, 5);
  const ends = lines.flatMap(({ name: text, look, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ ...last, name: text, colour: look.colour }];
  });
  const label = `${name} of ${lines.length} learners over the stream`;
  return h(
    'section',
    {},
    title,
    plotSvg(label, {
      width: WIDTH,
      height: HEIGHT,
      marginLeft: 58,
      marginRight: LABELS_PX,
      y: { domain: range },
      marks: [
        gridY({ ...GRID, ticks: 5 }),
        axisX({ ...AXIS, ticks: 6, tickFormat: formatCount }),
        axisY({ ...AXIS, ticks: 5, tickFormat: (value: number) => formatFixed(value, decimals) }),
        ...lines.map(({ points, look }) =>
          lineY(points, {
            x: 'x',
            y: 'y',
            stroke: look.colour,
            strokeWidth: 1.75,
            ...(look.dash === null ? {} : { strokeDasharray: look.dash }),
          }),
        ),
        endLabels(ends, range, (range[1] - range[0]) / (HEIGHT - 50)),
      ],
    }),
  );
}

function draw(comparison: Comparison): void {
  const { model, task, examples, from, to } = comparison;
  const span = from === null || to === null ? '' : `, predicted from ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  document
    .querySelector('main')
    ?.append(
      h('h1', {}, `${model}: learners compared`),
      h(
        'p',
        {},
        `${formatCount(examples)} examples${span}. Each learner was asked at the moment of each prediction and knew the labels that had ` +
          'come by then. The curves are over stretches of the stream, in the order in which labels came.',
      ),
      scoreTable(comparison),
      ...metricsOf(task).map((metric) => curveChart(metric, comparison)),
    );
}

const held = document.getElementById('comparison')?.textContent;
if (!held) throw new Error('the report holds no comparison');
draw(JSON.parse(held));
