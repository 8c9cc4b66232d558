/** What a fleet of readers does to waiting events in DynamoDB, and what DynamoDB does to them: races, lost responses, half-done calls. */
import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../../../functions/adapters/aws/dynamodb/rows';
import { createDynamoWaitingEvents } from '../../../../../functions/adapters/aws/dynamodb/waiting-events';
import { createMemoryWaitingEvents } from '../../../../../functions/adapters/memory/waiting-events';
import type { Arrival } from '../../../../../functions/domain/labels/waiting';
import type { WaitingEvents } from '../../../../../functions/ports/waiting-events';
import {
  closedUpTo,
  kindsOf,
  minute,
  outcome,
  prediction,
  rules,
  shardAt,
} from '../../../../contracts/sample-arrivals';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { type Attempt, Intercepted } from './intercepted';
import { freshTable, NoPause } from './table';

const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `event ${at}`);
const isItem = ({ input }: Attempt): boolean => 'Item' in input && (input.Item?.pk?.S ?? '').startsWith('event#');
const repeated = <T>(value: T, times: number): T[] => new Array<T>(times).fill(value);

// Not a claim: other test files may be using the machine.
jest.setTimeout(60_000);

describeOnEmulator('waiting events in DynamoDB', (emulator) => {
  let table: Table;
  let calls: Intercepted;
  let backoff: NoPause;
  let waiting: WaitingEvents;
  /** Another reader, whose calls nobody intercepts. */
  let other: WaitingEvents;

  beforeEach(async () => {
    table = await freshTable(emulator());
    other = createDynamoWaitingEvents({ ...(await unwatched()), rules });
    calls = new Intercepted(table.client);
    backoff = new NoPause();
    waiting = createDynamoWaitingEvents({ ...table, rules, backoff });
  });
  const unwatched = async (): Promise<Table> => {
    const { client } = await freshTable(emulator());
    return { client, table: table.table };
  };

  it('cost one write a prediction, one write and a hundredth of a read call an outcome, and a closing bucket', async () => {
    await waiting.take(
      'flights',
      ids(150).map((id, at) => prediction(id, at + 1, 0)),
    );
    expect(calls.attempts).toEqual({ PutItem: 150 + 1 });
    calls.reset();
    await waiting.take(
      'flights',
      ids(150).map((id, at) => outcome(id, at + 151, 5)),
    );
    expect(calls.attempts).toEqual({ BatchGetItem: 2, PutItem: 150 });
    calls.reset();
    // Both halves in one call: nothing waits, and nothing needs to be found again.
    const pairs = ids(50).flatMap((id, at) => [
      prediction(`${id}!`, 501 + 2 * at, 0),
      outcome(`${id}!`, 502 + 2 * at, 5),
    ]);
    await waiting.take('flights', pairs);
    expect(calls.attempts).toEqual({ PutItem: 50 });
  });

  it('complete an example once, however many readers bring its outcome at once', async () => {
    await waiting.take('flights', [prediction('a', 1, 0)]);
    const racers = ids(20).map((origin) => waiting.take('flights', [outcome('a', 1, 5, { origin })]));
    const kinds = (await Promise.all(racers)).flatMap(kindsOf).sort();
    expect(kinds).toEqual(['completes', ...repeated('duplicate', 19)]);
  });

  it('give two readers of the same records the same answers', async () => {
    const batch = ids(30).flatMap((id, at) => [prediction(id, 2 * at + 1, 0), outcome(id, 2 * at + 2, 5)]);
    const [first, second] = await Promise.all([waiting.take('flights', batch), other.take('flights', batch)]);
    expect(first).toEqual(second);
    expect(kindsOf(first!)).toEqual(ids(30).flatMap(() => ['waits', 'completes']));
  });

  it('answer a write whose response was lost as one that came through', async () => {
    await waiting.take('flights', [prediction('a', 1, 0)]);
    calls.reset();
    calls.onAttempt = async ({ operation, nth, pass }) => {
      if (operation !== 'PutItem' || nth !== 1) return;
      await pass();
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    };
    expect(kindsOf(await waiting.take('flights', [outcome('a', 2, 5)]))).toEqual(['completes']);
    expect(calls.attempts.PutItem).toBe(2);
    calls.reset();
    calls.onAttempt = async ({ operation, nth, pass }) => {
      if (operation !== 'PutItem' || nth !== 1) return;
      await pass();
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    };
    expect(await waiting.settle('shard-1', shardAt(2), null)).toBe('settled');
    expect(await waiting.origin('shard-1')).toEqual(shardAt(2));
  });

  it('try throttled writes again', async () => {
    calls.onAttempt = async ({ nth }) => {
      if (nth === 1 || nth === 3)
        throw new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
    };
    const answers = await waiting.take(
      'flights',
      ids(20).map((id, at) => prediction(id, at + 1, 0)),
    );
    expect(kindsOf(answers)).toEqual(repeated('waits', 20));
    expect(await other.count('flights')).toBe(20);
  });

  it('ask again for what a read left undone, and say so when nothing comes', async () => {
    await waiting.take(
      'flights',
      ids(40).map((id, at) => prediction(id, at + 1, 0)),
    );
    calls.onAttempt = async ({ operation, nth, pass }) => {
      if (operation !== 'BatchGetItem' || nth > 2) return;
      const { output } = await pass();
      if (output === undefined || !('Responses' in output) || !('UnprocessedKeys' in output)) return;
      const Keys = output.Responses?.[table.table]?.splice(10).map(({ pk, sk }) => ({ pk: pk!, sk: sk! })) ?? [];
      output.UnprocessedKeys = { [table.table]: { Keys } };
    };
    const outcomes = ids(40).map((id, at) => outcome(id, at + 41, 5));
    expect(kindsOf(await waiting.take('flights', outcomes))).toEqual(repeated('completes', 40));
    expect(calls.attempts.BatchGetItem).toBe(3);
    expect(backoff.pauses).toBe(2);
    calls.onAttempt = async ({ operation, input, pass }) => {
      if (operation !== 'BatchGetItem' || !('RequestItems' in input)) return;
      const { output } = await pass();
      Object.assign(output ?? {}, { Responses: {}, UnprocessedKeys: input.RequestItems });
    };
    await expect(waiting.take('flights', outcomes)).rejects.toThrow(/40 of 40 rows were not read/);
  });

  it('answer a call that failed half-way, and comes again cut otherwise, as if it had not', async () => {
    const first = ids(40).map((id, at) => prediction(id, at + 1, at % 7));
    const second = ids(40).flatMap((id, at): Arrival[] =>
      at % 3 === 0
        ? [outcome(id, 41 + 2 * at, 8), outcome(id, 42 + 2 * at, 8)]
        : [prediction(`${id}!`, 41 + 2 * at, 8)],
    );
    const memory = createMemoryWaitingEvents(rules);
    for (const batch of [first, second]) {
      const expected = await memory.take('clicks', batch);
      calls.reset();
      calls.onAttempt = async (attempt) => {
        if (isItem(attempt) && attempt.nth % 5 === 0) throw new Error('killed');
      };
      await expect(waiting.take('clicks', batch)).rejects.toThrow('killed');
      calls.onAttempt = undefined;
      const head = await waiting.take('clicks', batch.slice(0, 13));
      expect([...head, ...(await waiting.take('clicks', batch.slice(13)))]).toEqual(expected);
    }
    expect(await waiting.count()).toBe(await memory.count());
    const dues = await waiting.close('clicks', minute(68), null, 100);
    expect(dues).toEqual(await memory.close('clicks', minute(68), null, 100));
    expect(dues).toHaveLength(66);
  });

  it('end a window once and as one thing, when its outcome comes between the reading and the writing', async () => {
    await waiting.take('flights', [prediction('a', 1, 0), prediction('b', 2, 0)]);
    await waiting.take('clicks', [prediction('a', 3, 0)]);
    let others: Promise<unknown> | undefined;
    calls.onAttempt = async (attempt) => {
      if (!isItem(attempt)) return;
      others ??= Promise.all([
        other.take('flights', [outcome('a', 4, 5), outcome('b', 5, 5)]),
        other.take('clicks', [outcome('a', 6, 5)]),
      ]);
      await others;
    };
    expect(await waiting.close('flights', minute(60), null, 10)).toEqual([]);
    calls.onAttempt = undefined;
    expect(await waiting.close('clicks', minute(60), null, 10)).toMatchObject([
      { kind: 'completes', example: { label: 1 } },
    ]);
    expect(await waiting.count()).toBe(0);
  });

  it('look further where others took away what was due, so that few endings mean the last', async () => {
    await waiting.take('flights', [prediction('a', 1, 0), prediction('b', 2, 1)]);
    calls.onAttempt = async (attempt) => {
      if (!isItem(attempt)) return;
      calls.onAttempt = undefined;
      await other.take('flights', [outcome('a', 3, 5)]);
    };
    expect(await waiting.close('flights', minute(61), null, 1)).toMatchObject([{ eventId: 'b' }]);
  });

  it('are still ended when closing came between the note of a window and its item', async () => {
    let duesBefore: unknown;
    calls.onAttempt = async (attempt) => {
      if (!isItem(attempt)) return;
      calls.onAttempt = undefined;
      duesBefore = await other.close('clicks', minute(60), null, 10);
    };
    await waiting.take('clicks', [prediction('a', 1, 0)]);
    expect(duesBefore).toEqual([]);
    expect(await other.close('clicks', minute(60), null, 10)).toMatchObject([{ eventId: 'a', kind: 'completes' }]);
  });

  it('end both by two who close at once, under the same numbers', async () => {
    await waiting.take(
      'clicks',
      ids(60).map((id, at) => prediction(id, at + 1, at % 3)),
    );
    const close = (by: WaitingEvents) => by.close('clicks', minute(62), null, 50);
    const [first, second] = await Promise.all([close(waiting), close(other)]);
    expect(first).toEqual(second);
    expect(first).toHaveLength(50);
    const [origin, state] = closedUpTo('clicks', first!.at(-1)!.sequence, 61);
    expect(await waiting.settle(origin, state, null)).toBe('settled');
    expect(await other.settle(origin, { ...state, position: '1' }, null)).toBe('conflict');
  });

  it('find a window that a join has moved, also where the join did not begin with the prediction', async () => {
    await waiting.take('clicks', [outcome('a', 1, 10)]);
    // The outcome alone would wait until minute 70; with its prediction the window ends at minute 65.
    expect(kindsOf(await waiting.take('clicks', [outcome('a', 2, 10), prediction('a', 3, 5)]))).toEqual([
      'duplicate',
      'waits',
    ]);
    expect(await waiting.close('clicks', minute(65), null, 10)).toMatchObject([{ eventId: 'a', kind: 'completes' }]);
  });

  it('keep an id whose ended window nobody has settled, however late it is', async () => {
    await waiting.take('clicks', [prediction('a', 1, 0)]);
    await waiting.settle('shard-1', shardAt(1));
    const dues = await waiting.close('clicks', minute(60), null, 10);
    const anew = prediction('a', 2, 130, { watermark: 125 });
    expect(kindsOf(await waiting.take('clicks', [anew]))).toEqual(['duplicate']);
    expect(await waiting.close('clicks', minute(60), null, 10)).toEqual(dues);
    await waiting.settle(...closedUpTo('clicks', dues[0]!.sequence, 60));
    expect(kindsOf(await waiting.take('clicks', [anew]))).toEqual(['waits']);
  });
});
