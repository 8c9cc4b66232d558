import { logistic } from '../../../functions/contracts/model';
import type { LedgerEntry } from '../../../functions/domain/lineage/entries';
import type { Contest } from '../../../functions/domain/promotion/contest';
import { evidenceOf } from '../../../functions/domain/promotion/evidence';
import { Learning } from '../../../functions/learn/learn';
import { consoleView, type Running } from '../../../functions/local/console-view';
import { ContestTrail } from '../../../functions/local/contest-trail';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  learnDeps,
  memoryStores,
  regressionModel,
} from '../../support/learning';

const declaration = binaryModel({
  learners: [logistic(), logistic({ name: 'frozen', until: '2024-01-01T04:00:00Z' })],
});

const running = (changes: Partial<Running> = {}): Running => ({
  running: true,
  progress: { fraction: 0.5, events: 1200, totalEvents: 2400, seconds: 2, eventsPerSecond: 600 },
  counts: { accepted: 1200, learned: 1184, pending: 16, late: 0, rejected: 0, duplicates: 0 },
  ledger: [],
  trail: new ContestTrail(),
  stages: [{ stage: 'learn', seconds: 1 }],
  stopped: null,
  ...changes,
});

async function learned(model = declaration, count = 600, from = 0) {
  const stores = memoryStores();
  const trail = new ContestTrail();
  const onLook = (contest: Contest) => trail.observe(contest, model.promote);
  const learning = new Learning({ ...learnDeps(stores), onLook }, model);
  for (const block of blocksOf(model, completedExamples(model, count, { from }), 100)) await learning.learn([block]);
  return { session: await learning.view(), ledger: await stores.heads.ledger(model.name), trail };
}

describe('what the page shows', () => {
  it('is where the replay stands, as it was given', async () => {
    const { session } = await learned();
    const { running: on, progress, counts, stages, stopped } = running({ stopped: 'the disk is full' });
    expect(consoleView(session, running({ stopped: 'the disk is full' }))).toMatchObject({
      model: 'clicks',
      task: 'binary',
      running: on,
      progress,
      counts,
      stages,
      stopped,
      clockMs: session.clockMs,
    });
  });

  it('has the champion that answers, and every line with its role and when it stopped', async () => {
    const { session } = await learned();
    const { champion, lines } = consoleView(session, running());
    const reign = session.reigns.at(-1)!;
    expect(champion).toEqual({
      version: reign.version,
      learner: reign.learner,
      checkpoint: reign.checkpoint,
      sinceMs: reign.sinceMs,
    });
    expect(lines.map(({ line, learner, role, version, untilMs }) => [line, learner, role, version, untilMs])).toEqual([
      [1, 'logistic', 'contender', '1.37', null],
      [2, 'frozen', 'control', expect.stringMatching(/^2\./), Date.UTC(2024, 0, 1, 4)],
      [3, 'prior', 'baseline', '3.37', null],
      [4, 'lastOutcome', 'baseline', '4.37', null],
    ]);
    expect(lines[0]?.progressive.examples).toBe(592);
  });

  it('has a series for what was served and for each line, by day and month', async () => {
    const { session } = await learned();
    const { series } = consoleView(session, running());
    expect(series.map(({ name, role }) => [name, role])).toEqual([
      ['served', 'served'],
      ['logistic', 'contender'],
      ['frozen', 'control'],
      ['prior', 'baseline'],
      ['lastOutcome', 'baseline'],
    ]);
    for (const { days, months } of series) {
      // A prediction a minute: 592 of them are within one day.
      expect(days.map(({ fromMs, examples }) => [fromMs, examples])).toEqual([[Date.UTC(2024, 0, 1), 592]]);
      expect(days[0]).toMatchObject({ mae: null, rmse: null });
      expect(days[0]?.logLoss).toBeGreaterThan(0);
      expect(months.map(({ fromMs, metrics }) => [fromMs, metrics.examples])).toEqual([[Date.UTC(2024, 0, 1), 592]]);
    }
  });

  it('has each candidate with its evidence and the looks before', async () => {
    const { session, trail } = await learned();
    const { contest } = consoleView(session, running({ trail }));
    expect(contest).toMatchObject({ metric: 'logLoss', alpha: 0.05, clip: 0.1, minimumExamples: 50 });
    expect(contest.candidates.map(({ version }) => version)).toEqual(
      session.contest.candidates.map(({ version }) => version),
    );
    expect(contest.candidates.length).toBeGreaterThan(0);
    for (const [at, shown] of contest.candidates.entries()) {
      const candidate = session.contest.candidates[at]!;
      const evidence = evidenceOf(candidate, declaration.promote);
      expect(shown).toMatchObject({
        examples: candidate.examples,
        lower: evidence.lower,
        upper: evidence.upper,
        logEValue: evidence.logEValue,
        logThreshold: evidence.logThreshold,
        alpha: evidence.alpha,
        sealedAtMs: candidate.sealedAtMs,
        awaitingApproval: false,
      });
      expect(shown.trail).toEqual(trail.of(session.contest.champion, candidate.version));
    }
  });

  it('has the latest 200 decisions, what changed what serves before them, and a mark for each that moved the champion', async () => {
    const { session, ledger } = await learned();
    const entry = (number: number, kind: LedgerEntry['kind'], from: string | null): LedgerEntry => ({
      ...ledger[0]!,
      kind,
      from,
      timeMs: number,
      version: `1.${number}`,
    });
    const moves = new Map<number, LedgerEntry['kind']>([
      [1, 'promoted'],
      [50, 'candidate-awaits-approval'],
      [100, 'rolled-back'],
      [101, 'promoted'],
      [300, 'rolled-back'],
    ]);
    const long = [
      entry(0, 'promoted', null),
      ...Array.from({ length: 300 }, (_, at) => entry(at + 1, moves.get(at + 1) ?? 'candidate-sealed', '1.0')),
    ];
    const view = consoleView(session, running({ ledger: long }));
    expect(view.decisionCount).toBe(301);
    expect(view.ledger.map(({ timeMs }) => timeMs)).toEqual(Array.from({ length: 200 }, (_, at) => 300 - at));
    // 101 is the oldest of the latest 200.
    expect(view.earlierServing.map(({ timeMs }) => timeMs)).toEqual([100, 50, 1, 0]);
    // The first champion replaced nobody.
    expect(view.marks).toEqual([
      { timeMs: 1, kind: 'promoted', version: '1.1' },
      { timeMs: 100, kind: 'rolled-back', version: '1.100' },
      { timeMs: 101, kind: 'promoted', version: '1.101' },
      { timeMs: 300, kind: 'rolled-back', version: '1.300' },
    ]);
    expect(consoleView(session, running({ ledger: long.slice(0, 150) })).earlierServing).toEqual([]);
  });

  it('has the last promotion with the looks that led to it, as the ledger has it', async () => {
    const { session, ledger, trail } = await learned();
    const promoted = ledger.findLast(({ kind, from }) => kind === 'promoted' && from !== null)!;
    const { lastPromotion } = consoleView(session, running({ ledger, trail })).contest;
    expect(lastPromotion).toMatchObject({
      version: promoted.version,
      from: promoted.from,
      by: 'gate',
      promotedAtMs: promoted.timeMs,
      learner: 'logistic',
      examples: promoted.evidence.examples,
      logEValue: promoted.evidence.logEValue,
      lower: promoted.evidence.lower,
      sealedAtMs: promoted.evidence.sealedAtMs,
    });
    expect(lastPromotion!.logEValue).toBeGreaterThanOrEqual(lastPromotion!.logThreshold);
    expect(lastPromotion!.trail.at(-1)!.examples).toBeLessThanOrEqual(lastPromotion!.examples);
    expect(lastPromotion!.trail.length).toBeGreaterThan(0);
  });

  it('has no last promotion when this process saw none, or when a candidate was rolled back to', async () => {
    const { session, ledger, trail } = await learned();
    expect(consoleView(session, running({ ledger })).contest.lastPromotion).toBeNull();
    const rolledBack = ledger.map((entry) =>
      entry.kind === 'promoted' ? { ...entry, kind: 'rolled-back' as const } : entry,
    );
    expect(consoleView(session, running({ ledger: rolledBack, trail })).contest.lastPromotion).toBeNull();
  });

  it('compares with the control line once that has stopped, and not before', async () => {
    const untilFebruary = logistic({ name: 'frozen', until: '2024-02-01T00:00:00Z' });
    const from = 31 * 24 * 60 - 240;
    const model = binaryModel({ learners: [logistic(), untilFebruary] });
    // 240 predictions before midnight, 360 after it.
    const { session } = await learned(model, 600, from);
    const since = consoleView(session, running()).sinceControl;
    expect(since?.sinceMs).toBe(Date.UTC(2024, 1, 1));
    expect(since?.served.examples).toBe(since?.control.examples);
    expect(since?.served.examples).toBeGreaterThan(300);
    expect(consoleView((await learned(model, 100, from)).session, running()).sinceControl).toBeNull();
    expect(consoleView((await learned(binaryModel())).session, running()).sinceControl).toBeNull();
  });

  it('of values has their errors, and no figures of classes', async () => {
    const { session } = await learned(regressionModel());
    const view = consoleView(session, running());
    expect(view).toMatchObject({ task: 'regression', contest: { metric: 'absoluteError', clip: null } });
    expect(view.series[0]?.days[0]).toMatchObject({ logLoss: null, rocAuc: null });
    expect(view.series[0]?.days[0]?.mae).toBeGreaterThan(0);
  });

  it('is whole before the first example, and JSON at any time', async () => {
    const young = consoleView((await learned(declaration, 0)).session, running());
    expect(young).toMatchObject({
      clockMs: 0,
      champion: { learner: 'prior', checkpoint: '' },
      contest: { candidates: [] },
    });
    expect(young.series.map(({ days }) => days)).toEqual([[], [], [], [], []]);
    const { session, ledger, trail } = await learned();
    const view = consoleView(session, running({ ledger, trail }));
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });
});
