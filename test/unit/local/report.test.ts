import { createMemoryWaitingEvents } from '../../../functions/adapters/memory/waiting-events';
import { logistic } from '../../../functions/contracts/model';
import { type Counts, unaccounted } from '../../../functions/domain/labels/tally';
import { emptyTally } from '../../../functions/domain/labels/waiting';
import { Learning } from '../../../functions/learn/learn';
import { countsIn, receivedIn, reportOn } from '../../../functions/local/report';
import { prediction } from '../../contracts/sample-arrivals';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnDeps,
  memoryStores,
  STARTS_AT_MS,
  type Stores,
} from '../../support/learning';

/** 240 minutes after the first prediction, which is one of 600, a minute apart. Scores are kept by month. */
const UNTIL = '2024-02-01T00:00:00Z';
const FROM = 31 * 24 * 60 - 240;
const declaration = binaryModel({ learners: [logistic(), logistic({ name: 'frozen', until: UNTIL })] });
const counts: Counts = { accepted: 1200, learned: 1184, pending: 16, late: 0, rejected: 0, duplicates: 0 };

async function afterExamples(count: number): Promise<{ readonly stores: Stores; readonly learning: Learning }> {
  const stores = memoryStores();
  const learning = new Learning(learnDeps(stores), declaration);
  const completed = completedExamples(declaration, count, { from: FROM });
  for (const block of blocksOf(declaration, completed, 100)) await learning.learn([block]);
  return { stores, learning };
}

describe('the report on a model', () => {
  it('is made of its head: champion, lines, candidates', async () => {
    const { stores, learning } = await afterExamples(600);
    const head = await headOf(stores, declaration);
    const report = reportOn(await learning.view(), counts, await stores.heads.ledger('clicks'));
    const reign = head.reigns.at(-1)!;
    expect(report).toMatchObject({
      model: 'clicks',
      clock: new Date(head.clockMs).toISOString(),
      counts,
      unaccounted: 0,
      champion: { version: reign.version, learner: reign.learner, checkpoint: reign.checkpoint },
      liveCandidates: head.contest.candidates.length,
    });
    expect(
      report.lines.map(({ line, learner, role, version, checkpoint }) => [line, learner, role, version, checkpoint]),
    ).toEqual(
      head.lines.map(({ major, minor, learner, checkpoint }, at) => [
        major,
        learner,
        ['contender', 'control', 'baseline', 'baseline'][at],
        `${major}.${minor}`,
        checkpoint,
      ]),
    );
    // 600 examples are 37 whole micro-batches of 16.
    expect(report.lines.map(({ progressive }) => progressive.examples)).toEqual([592, 592, 592, 592]);
    expect(report.served.examples).toBe(592);
  });

  it('has every promotion and rollback of the ledger, in order, and not the prior that it began with', async () => {
    const { stores, learning } = await afterExamples(600);
    const ledger = await stores.heads.ledger('clicks');
    const { promotions } = reportOn(await learning.view(), counts, ledger);
    const [first, ...moves] = ledger.filter(({ kind }) => kind === 'promoted');
    expect(first).toMatchObject({ timeMs: 0, from: null, by: 'perennial' });
    expect(moves.length).toBeGreaterThan(0);
    expect(promotions.map(({ version }) => version)).toEqual(moves.map(({ version }) => version));
    const last = ledger.findLast(({ kind }) => kind === 'promoted')!;
    expect(promotions.at(-1)).toEqual({
      time: new Date(last.timeMs).toISOString(),
      kind: 'promoted',
      version: last.version,
      from: last.from,
      by: 'gate',
      reason: last.reason,
    });
  });

  it('compares what was served with a control line, on the same examples: those predicted since it stopped', async () => {
    const { stores, learning } = await afterExamples(600);
    const { sinceControl } = reportOn(await learning.view(), counts, await stores.heads.ledger('clicks'));
    expect(sinceControl).toMatchObject([{ control: 'frozen', since: '2024-02-01T00:00:00.000Z' }]);
    const { served, frozen } = sinceControl[0]!;
    const learned = completedExamples(declaration, 600, { from: FROM }).slice(0, 592);
    const since = learned.filter(({ predictedAtMs }) => predictedAtMs >= Date.parse(UNTIL));
    expect([served.examples, frozen.examples]).toEqual([since.length, since.length]);
    expect(since.length).toBeGreaterThan(300);
  });

  it('before the first example has no time, the untrained prior, and no figures', async () => {
    const { learning } = await afterExamples(0);
    const report = reportOn(await learning.view(), { ...counts, accepted: 5 }, []);
    expect(report).toMatchObject({
      clock: null,
      champion: { learner: 'prior', since: null },
      promotions: [],
      liveCandidates: 0,
    });
    expect(report.served).toMatchObject({ examples: 0, logLoss: null, rocAuc: null });
    expect(report.unaccounted).toBe(-1195);
  });
});

test('the counts are of three stores: origins, what waits, and what the head has learned', async () => {
  const { learning } = await afterExamples(600);
  const waiting = createMemoryWaitingEvents({ clicks: { withinMs: 3_600_000, otherwise: 'discard' } });
  await waiting.take('clicks', [prediction('a', 1, 0), prediction('b', 2, 0)]);
  const tallies = {
    clicks: {
      ...emptyTally,
      latestMs: STARTS_AT_MS,
      accepted: 1205,
      late: 2,
      rejected: 1,
      released: 1200,
      duplicates: 9,
    },
    '': { ...emptyTally, accepted: 4, rejected: 4 },
  };
  await waiting.settle('shard-1', { position: '3', tallies });
  const found = countsIn(await learning.view(), await receivedIn(waiting, 'clicks'));
  // 592 examples of two events each are learned; 8 wait for a micro-batch, and two predictions for their outcomes.
  expect(found).toEqual({ accepted: 1209, learned: 1184, pending: 18, late: 2, rejected: 5, duplicates: 9 });
  expect(unaccounted(found)).toBe(0);
});
