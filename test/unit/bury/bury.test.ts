import { createMemoryDeadLetters } from '../../../functions/adapters/memory/dead-letters';
import { createMemoryExamples } from '../../../functions/adapters/memory/examples';
import { createMemoryWaitingEvents } from '../../../functions/adapters/memory/waiting-events';
import { type BuryDeps, bury, type FailedBatch } from '../../../functions/bury/bury';
import { createEventParser } from '../../../functions/contracts/events';
import { encodeBlock } from '../../../functions/domain/examples/block-codec';
import { countsOf, sumTallies, unaccounted } from '../../../functions/domain/labels/tally';
import { createJoinLabels, joinLabels } from '../../../functions/join-labels/join-labels';
import { clicks, flights, outcome, prediction, recordsOf } from '../../support/sample-events';

const models = [flights, clicks];
const rule = { withinMs: 3_600_000, otherwise: 'discard' } as const;

const open = () => {
  const waiting = createMemoryWaitingEvents({ flights: rule, clicks: rule });
  const deadLetters = createMemoryDeadLetters();
  return { models, waiting, deadLetters } satisfies BuryDeps;
};

const failed = (
  stream: FailedBatch['stream'],
  records: readonly { sequence: string; text: string }[],
): FailedBatch => ({
  stream,
  shard: 'shard-1',
  condition: 'RetryAttemptsExhausted',
  attempts: 12,
  records: records.map(({ sequence, text }) => ({
    sequence,
    text,
    partitionKey: 'flights',
    bytes: Buffer.from(text, stream === 'examples' ? 'base64' : 'utf8'),
  })),
});

const countsIn = async ({ waiting }: BuryDeps, model: string | undefined) =>
  countsOf(sumTallies(await waiting.origins(), model), await waiting.count(model), 0);

describe('an event that nobody could join', () => {
  const event = JSON.stringify(prediction('a', 0));
  const batch = failed('events', [
    { sequence: '7', text: event },
    { sequence: '9', text: '{"broken' },
  ]);

  it('becomes a letter as it came, with what was tried', async () => {
    const deps = open();
    expect(await bury(deps, batch)).toEqual({ flights: 1, '': 1 });
    expect(await deps.deadLetters.list()).toEqual([
      {
        origin: 'shard-1',
        sequence: '7',
        model: 'flights',
        code: 'not-joined',
        reason:
          'the event could not be joined (RetryAttemptsExhausted after 12 attempts); see the log of join-labels, mend the cause, and send it again',
        data: event,
      },
      expect.objectContaining({ sequence: '9', model: null, data: '{"broken' }),
    ]);
  });

  it('is accepted and rejected, once, however often the queue gives it', async () => {
    const deps = open();
    await bury(deps, batch);
    expect(await bury(deps, batch)).toEqual({});
    expect(await countsIn(deps, 'flights')).toMatchObject({ accepted: 1, rejected: 1, pending: 0 });
    expect(await countsIn(deps, undefined)).toMatchObject({ accepted: 2, rejected: 2 });
    expect(await deps.deadLetters.count()).toBe(2);
  });

  it('in an empty batch is nothing', async () => {
    const deps = open();
    expect(await bury(deps, failed('events', []))).toEqual({});
    expect(await deps.waiting.origins()).toEqual({});
  });
});

describe('a block that nobody could learn', () => {
  async function joined() {
    const deps = open();
    const examples = createMemoryExamples();
    await joinLabels(
      createJoinLabels(models, { ...deps, examples }),
      'shard-3',
      recordsOf([
        prediction('a', 0, { version: '1.0', weight: 2, source: 'app' }),
        prediction('b', 1, { features: { distance: 7 } }),
        outcome('a', 5),
        outcome('b', 6, { outcome: 0 }),
      ]),
    );
    const [delivered] = await examples.next(1);
    const bytes = Buffer.from(encodeBlock(delivered!.block, flights));
    return { deps, bytes };
  }

  it('gives a letter for each example, which can be sent again', async () => {
    const { deps, bytes } = await joined();
    const batch = failed('examples', [{ sequence: '100', text: bytes.toString('base64') }]);
    expect(await bury(deps, batch)).toEqual({ flights: 2 });
    const letters = await deps.deadLetters.list();
    expect(letters.map(({ origin, sequence, code }) => ({ origin, sequence, code }))).toEqual([
      { origin: 'shard-3', sequence: '3', code: 'not-learned' },
      { origin: 'shard-3', sequence: '4', code: 'not-learned' },
    ]);
    const parse = createEventParser(models);
    const [first, second] = letters.map(({ data }) => parse(data));
    expect(first).toMatchObject({
      event: {
        kind: 'example',
        eventId: 'a',
        timeMs: Date.UTC(2001, 0, 1),
        label: 1,
        served: {
          features: { origin: 'LAS', distance: 2176 },
          weight: 2,
          source: 'app',
          version: '1.0',
          prediction: null,
        },
      },
    });
    expect(second).toMatchObject({
      event: { eventId: 'b', label: 0, served: { features: { distance: 7 }, weight: null } },
    });
  });

  it('leaves nothing unaccounted for: its events were accepted, and are rejected now', async () => {
    const { deps, bytes } = await joined();
    expect(await countsIn(deps, 'flights')).toMatchObject({ accepted: 4, pending: 4 });
    const batch = failed('examples', [{ sequence: '100', text: bytes.toString('base64') }]);
    await bury(deps, batch);
    await bury(deps, batch);
    const counts = await countsIn(deps, 'flights');
    expect(counts).toMatchObject({ accepted: 4, pending: 0, rejected: 4 });
    expect(unaccounted(counts)).toBe(0);
  });

  it('takes no block of another model with it, which stands between its own in the shard', async () => {
    const { deps, bytes } = await joined();
    const text = bytes.toString('base64');
    const batch = failed(
      'examples',
      ['100', '101', '102'].map((sequence) => ({ sequence, text })),
    );
    const records = batch.records.map((record, at) => (at === 1 ? { ...record, partitionKey: 'clicks' } : record));
    expect(await bury(deps, { ...batch, records })).toEqual({ flights: 4 });
    expect((await deps.deadLetters.list()).map(({ model }) => model)).not.toContain('clicks');
  });

  it('is left in the queue where nobody can tell whose it was: its ends are of two models', async () => {
    const { deps, bytes } = await joined();
    const text = bytes.toString('base64');
    const batch = failed(
      'examples',
      ['100', '101'].map((sequence) => ({ sequence, text })),
    );
    const records = batch.records.map((record, at) => (at === 1 ? { ...record, partitionKey: 'clicks' } : record));
    await expect(bury(deps, { ...batch, records })).rejects.toThrow('the first is of flights and the last of clicks');
    expect(await deps.deadLetters.count()).toBe(0);
  });

  it('that cannot even be read is kept whole', async () => {
    const deps = open();
    const text = Buffer.from('no block').toString('base64');
    await bury(deps, failed('examples', [{ sequence: '100', text }]));
    expect(await deps.deadLetters.list()).toEqual([
      expect.objectContaining({ code: 'unreadable-block', model: 'flights', data: text, origin: 'examples:shard-1' }),
    ]);
  });
});
