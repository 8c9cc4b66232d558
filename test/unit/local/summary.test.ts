import type { ModelReport } from '../../../functions/local/report';
import { modelSummary, runSummary } from '../../../functions/local/summary';

const scores = { examples: 500, logLoss: 0.43, rocAuc: 0.761_04, accuracy: 0.8, kappa: 0, kappaTemporal: null };
const report: ModelReport = {
  model: 'flights',
  clock: '2001-06-30T23:59:00.000Z',
  counts: { accepted: 6_000_000, learned: 5_990_000, pending: 1024, late: 8000, rejected: 976, duplicates: 3 },
  unaccounted: 0,
  champion: { version: '1.40', learner: 'logistic', checkpoint: 'c', since: '2001-06-01T00:00:00.000Z' },
  lines: [
    {
      line: 1,
      learner: 'logistic',
      role: 'contender',
      version: '1.5850',
      checkpoint: 'd',
      progressive: { ...scores, logLoss: 0.425 },
      recent: scores,
    },
  ],
  served: scores,
  sinceControl: [
    {
      control: 'frozenInJanuary',
      since: '2001-02-01T00:00:00.000Z',
      served: { ...scores, rocAuc: 0.763 },
      frozen: { ...scores, rocAuc: 0.741 },
    },
  ],
  promotions: [
    { time: null, kind: 'promoted', version: '1.5', from: '2.0', by: 'gate', reason: '' },
    { time: null, kind: 'rolled-back', version: '2.0', from: '1.5', by: 'ann', reason: '' },
  ],
  liveCandidates: 4,
};

describe('the summary of a model', () => {
  it('says where it stands, accounts for every event, and has a line of scores each', () => {
    expect(modelSummary(report)).toEqual([
      'model flights, the stream stands at 2001-06-30T23:59:00.000Z',
      '  events: 6,000,000 accepted = 5,990,000 learned + 1,024 pending + 8,000 late + 976 rejected (3 duplicates)',
      '  champion: 1.40 (logistic) since 2001-06-01T00:00:00.000Z, after 2 promotions and rollbacks; 4 candidates are being compared',
      '',
      '                                     log loss   ROC AUC   accuracy    kappa   kappa temporal',
      '  served                               0.4300    0.7610     0.8000   0.0000                –',
      '  logistic 1.5850, test-then-train     0.4250    0.7610     0.8000   0.0000                –',
      '',
      '  since 2001-02-01, of which frozenInJanuary has learned nothing:',
      '                        log loss   ROC AUC   accuracy    kappa   kappa temporal',
      '  served, learning on     0.4300    0.7630     0.8000   0.0000                –',
      '  frozenInJanuary         0.4300    0.7410     0.8000   0.0000                –',
    ]);
  });

  it('does not hide events that are unaccounted for', () => {
    expect(modelSummary({ ...report, unaccounted: -1200 })[1]).toMatch(/\(3 duplicates\): -1,200 UNACCOUNTED FOR$/);
  });

  it('of what is read while it works, says that they may be in flight', () => {
    const live = (unaccounted: number) => modelSummary({ ...report, unaccounted }, { isLive: true })[1];
    expect(live(-243)).toMatch(/\(3 duplicates\): -243 in flight while this was read, or lost if it stays$/);
    expect(live(0)).toMatch(/\(3 duplicates\)$/);
  });

  it('has no time where none is known, and says nothing of a control that has scored nothing', () => {
    const young: ModelReport = {
      ...report,
      clock: null,
      champion: { ...report.champion, since: null },
      sinceControl: report.sinceControl.map((one) => ({ ...one, frozen: { ...one.frozen, examples: 0 } })),
    };
    const lines = modelSummary(young);
    expect(lines[0]).toBe('model flights');
    expect(lines[2]).toContain('champion: 1.40 (logistic) since the beginning, after');
    expect(lines).toHaveLength(7);
  });

  it('of values has their figures, and no others', () => {
    const values = { examples: 9, mae: 12.5, rmse: 20 };
    const lines = modelSummary({ ...report, served: values, lines: [], sinceControl: [] });
    expect(lines.slice(4)).toEqual(['               MAE      RMSE', '  served   12.5000   20.0000']);
  });
});

describe('the summary of a run', () => {
  const figures = {
    events: 6_000_000,
    seconds: 40,
    peakMiB: 812.4,
    stateMiB: 433.6,
    stages: { joining: [], learning: [] },
  };

  it('says how fast it was, what it took, and where the time went', () => {
    const stages = {
      joining: [
        { stage: 'join', seconds: 20.04 },
        { stage: 'other', seconds: 0.04 },
      ],
      learning: [{ stage: 'learn', seconds: 2 }],
    };
    expect(runSummary({ ...figures, stages })).toEqual([
      '',
      '  6,000,000 events in 40.0 s: 150,000 events/s; peak memory 812 MiB, state folder 434 MiB',
      '  where the time went, side by side: join 20.0 s | learn 2.0 s',
    ]);
  });

  it('of no time at all divides by nothing', () => {
    expect(runSummary({ ...figures, events: 0, seconds: 0 })[1]).toMatch(/^ {2}0 events in 0\.0 s: 0 events\/s;/);
  });
});
