/** States of the console as a replay would give them: nothing yet, the first hours, the middle, the end, and two others. */
import { isAboutServing } from '../../../functions/console/about-serving';
import type { ConsoleLine, ConsoleState, Metrics } from '../../../functions/console/state';
import { candidate, daysLater, LEDGER_SHOWN, ledgerOf, marksOf, promotionOf, unseen } from './decisions';
import { delaySeries, FLIGHT_SERIES, FROZEN_MS, flightSeries, rounded, START_MS } from './series';

const NO_FIGURES = { logLoss: null, rocAuc: null, accuracy: null, kappa: null, kappaTemporal: null };
const FLIGHT_CONTEST = { metric: 'logLoss', clip: 0.01, alpha: 0.05, minimumExamples: 16_500 } as const;
const checkpointOf = (version: string) => version.replace('.', 'c').padStart(8, '0').repeat(8).slice(0, 64);

export const TOTAL_EVENTS = 6_000_000;

/** Nothing was read yet. */
export function emptyState(): ConsoleState {
  return {
    model: 'flights',
    task: 'binary',
    running: true,
    progress: { fraction: 0, events: 0, totalEvents: TOTAL_EVENTS, seconds: 0, eventsPerSecond: 0 },
    clockMs: 0,
    counts: { accepted: 0, learned: 0, pending: 0, late: 0, rejected: 0, duplicates: 0 },
    champion: { version: '4.0', learner: 'prior', checkpoint: checkpointOf('4.0'), sinceMs: 0 },
    served: NO_FIGURES,
    lines: [],
    series: FLIGHT_SERIES.map(({ name, role }) => ({ name, role, days: [], months: [] })),
    contest: { ...FLIGHT_CONTEST, candidates: [], lastPromotion: null },
    marks: [],
    ledger: [],
    earlierServing: [],
    decisionCount: 0,
    stages: [],
    stopped: null,
  };
}

/** The first hours: one day in the making, no ROC AUC in the baselines, a candidate whose bound is not defined yet. */
export function earlyState(): ConsoleState {
  const series = FLIGHT_SERIES.map(({ name, role }) => {
    const scores = { logLoss: 0.61, rocAuc: role === 'baseline' ? null : 0.55 };
    return {
      name,
      role,
      days: [{ fromMs: START_MS, examples: 512, ...scores, mae: null, rmse: null }],
      months: [{ fromMs: START_MS, metrics: scores }],
    };
  });
  const first = candidate({ version: '1.1', learner: 'logistic', sealedAtMs: daysLater(0, 4), gain: 0.01, looks: 1 });
  const unbounded = { ...first, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY, trail: [] };
  return {
    ...emptyState(),
    progress: { fraction: 0.0004, events: 2_400, totalEvents: TOTAL_EVENTS, seconds: 0.31, eventsPerSecond: 7_741 },
    clockMs: daysLater(0, 9),
    counts: { accepted: 1_400, learned: 512, pending: 887, late: 0, rejected: 1, duplicates: 0 },
    served: { ...NO_FIGURES, logLoss: 0.61 },
    lines: flightLines(1).map((line) => ({ ...line, progressive: NO_FIGURES, recent: NO_FIGURES })),
    series,
    contest: { ...FLIGHT_CONTEST, candidates: [unbounded], lastPromotion: null },
    stages: [{ stage: 'read', seconds: 0.2 }],
  };
}

/** The middle of May: 210 promotions, a rollback, four live candidates. Each tick later adds a day and its promotions. */
export function midState(tick = 0): ConsoleState {
  const days = 133 + tick;
  const events = 4_400_000 + 33_000 * tick;
  const learned = events / 2 - 9_000;
  const marks = marksOf(210 + Math.floor(1.58 * tick));
  const ledger = ledgerOf(marks);
  const { version, timeMs } = marks.at(-1) ?? { version: '4.0', timeMs: START_MS };
  const late = candidate({
    version: '1.4302',
    learner: 'logistic',
    sealedAtMs: daysLater(days, 5),
    gain: 0.004,
    looks: 1,
  });
  return {
    ...emptyState(),
    progress: {
      fraction: events / TOTAL_EVENTS,
      events,
      totalEvents: TOTAL_EVENTS,
      seconds: 21.4 + tick / 2,
      eventsPerSecond: 205_607,
    },
    clockMs: daysLater(days, 6),
    counts: { accepted: learned + 8_655, learned, pending: 8_431, late: 212, rejected: 12, duplicates: 37 },
    champion: { version, learner: 'logistic', checkpoint: checkpointOf(version), sinceMs: timeMs },
    served: { logLoss: 0.4283, rocAuc: 0.7634, accuracy: 0.8203, kappa: 0.2381, kappaTemporal: 0.3104 },
    sinceControl: {
      sinceMs: FROZEN_MS,
      served: { logLoss: 0.4279, rocAuc: 0.7652 },
      control: { logLoss: 0.4391, rocAuc: 0.7412 },
    },
    lines: flightLines(4296 + 32 * tick),
    series: flightSeries(days),
    contest: {
      ...FLIGHT_CONTEST,
      candidates: [
        candidate({
          version: '1.4290',
          learner: 'logistic',
          sealedAtMs: daysLater(days - 1, 10),
          gain: 0.004,
          looks: 18 + tick,
        }),
        candidate({
          version: '2.4281',
          learner: 'neural',
          sealedAtMs: daysLater(days - 2, 14),
          gain: -0.003,
          looks: 48,
        }),
        { ...late, trail: [] },
        unseen(daysLater(days, 6), '1.4304'),
      ],
      lastPromotion: promotionOf(marks),
    },
    marks,
    ledger: ledger.slice(0, LEDGER_SHOWN),
    earlierServing: ledger.slice(LEDGER_SHOWN).filter(isAboutServing),
    decisionCount: ledger.length,
    stages: [
      { stage: 'learn', seconds: 6.2 },
      { stage: 'read', seconds: 2.1 },
      { stage: 'parse', seconds: 1.9 },
      { stage: 'join', seconds: 4.4 },
      { stage: 'featurise', seconds: 2.8 },
      { stage: 'contest', seconds: 1.7 },
      { stage: 'commit', seconds: 1.6 },
    ],
  };
}

/** The same, at the moments that are most of a run: nothing that was predicted since the seals has its outcome. */
export function waitingState(): ConsoleState {
  const state = midState();
  const candidates = [0, 1, 2, 3].map((hours) => unseen(daysLater(133, 2 + hours), `1.${4301 + hours}`));
  return { ...state, contest: { ...state.contest, candidates } };
}

/** The same, after a promotion on so much evidence that one look was enough. */
export function atOnceState(): ConsoleState {
  const state = waitingState();
  const { lastPromotion } = state.contest;
  if (lastPromotion === null) return state;
  const look = { examples: 2_566, meanDifference: 0.11632, lower: 0.08661, upper: 0.13537, logEValue: 54.3 };
  return { ...state, contest: { ...state.contest, lastPromotion: { ...lastPromotion, ...look, trail: [look] } } };
}

export function finishedState(): ConsoleState {
  const state = midState(48);
  return {
    ...state,
    running: false,
    progress: { fraction: 1, events: TOTAL_EVENTS, totalEvents: TOTAL_EVENTS, seconds: 29.3, eventsPerSecond: 204_778 },
    contest: { ...state.contest, candidates: [] },
  };
}

export const DISK_FULL = 'ENOSPC: no space left on device, write /data/objects/3f/3fa1c0';

export function stoppedState(): ConsoleState {
  return { ...midState(), running: false, stopped: DISK_FULL };
}

/** Minutes of delay instead of a class, from a stream of unknown length. */
export function regressionState(): ConsoleState {
  const rival = candidate({ version: '1.310', learner: 'linear', sealedAtMs: daysLater(38), gain: 0.02, looks: 12 });
  return {
    ...emptyState(),
    model: 'delays',
    task: 'regression',
    progress: { fraction: null, events: 320_000, totalEvents: null, seconds: 3.2, eventsPerSecond: 100_000 },
    clockMs: daysLater(40),
    counts: { accepted: 160_000, learned: 159_744, pending: 256, late: 0, rejected: 0, duplicates: 0 },
    served: { mae: 12.34, rmse: 20.71 },
    lines: [
      line(1, 312, 'linear', 'contender', { mae: 12.1, rmse: 20.6 }),
      line(2, 312, 'frozenInJanuary', 'control', { mae: 13.6, rmse: 23.1 }),
      line(3, 312, 'prior', 'baseline', { mae: 19.8, rmse: 33.7 }),
      line(4, 312, 'lastOutcome', 'baseline', { mae: 23, rmse: 39.1 }),
    ],
    series: delaySeries(40),
    contest: {
      metric: 'absoluteError',
      clip: null,
      alpha: 0.05,
      minimumExamples: 1000,
      candidates: [rival],
      lastPromotion: null,
    },
  };
}

function flightLines(minor: number): readonly ConsoleLine[] {
  return [
    line(1, minor, 'logistic', 'contender', flightScores(0.7672, 0.4251)),
    line(2, minor, 'neural', 'contender', flightScores(0.7608, 0.4287)),
    line(3, minor, 'frozenInJanuary', 'control', flightScores(0.7411, 0.4402)),
    line(4, minor, 'prior', 'baseline', flightScores(null, 0.4874)),
    line(5, minor, 'lastOutcome', 'baseline', flightScores(0.5312, 6.1034)),
  ];
}

function flightScores(rocAuc: number | null, logLoss: number): Metrics {
  const lead = (rocAuc ?? 0.5) - 0.5;
  return {
    rocAuc,
    logLoss,
    accuracy: rounded(0.81 + 0.04 * lead),
    kappa: rounded(0.9 * lead),
    kappaTemporal: rounded(0.2 + 0.4 * lead),
  };
}

function line(
  major: number,
  minor: number,
  learner: string,
  role: ConsoleLine['role'],
  progressive: Metrics,
): ConsoleLine {
  return {
    line: major,
    learner,
    version: `${major}.${minor}`,
    checkpoint: checkpointOf(`${major}.${minor}`),
    role,
    untilMs: role === 'control' ? FROZEN_MS : null,
    progressive,
    recent: progressive,
  };
}
