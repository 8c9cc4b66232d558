/** What is in the Waiting table: how large a row is, when it expires, what becomes of the largest events, and of closing buckets. */
import { createHash } from 'node:crypto';
import { type AttributeValue, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../../../functions/adapters/aws/dynamodb/rows';
import { createDynamoWaitingEvents } from '../../../../../functions/adapters/aws/dynamodb/waiting-events';
import { beyondLimits } from '../../../../../functions/contracts/event-limits';
import type { WaitingEvents } from '../../../../../functions/ports/waiting-events';
import { closedUpTo, kindsOf, minute, outcome, prediction, rules, served } from '../../../../contracts/sample-arrivals';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { freshTable } from './table';

type Row = Record<string, AttributeValue>;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 5, 1);

/** As DynamoDB counts: names and values in UTF-8, numbers by two digits a byte and one more. */
function sizeBytes(row: Row): number {
  return Object.entries(row).reduce((sum, [name, { S, N, B }]) => {
    const value = S !== undefined ? Buffer.byteLength(S) : N !== undefined ? Math.ceil(N.length / 2) + 1 : B!.length;
    return sum + Buffer.byteLength(name) + value;
  }, 0);
}

/** Text that no compression makes much shorter than three quarters. */
const noise = (seed: number, chars: number): string => {
  let text = '';
  for (let at = 0; text.length < chars; at += 1)
    text += createHash('sha512').update(`${seed}/${at}`).digest('base64').slice(0, 84);
  return text.slice(0, chars);
};

// Not a claim: other test files may be using the machine.
jest.setTimeout(60_000);

describeOnEmulator('the Waiting table', (emulator) => {
  let table: Table;
  let nowMs: number;
  let waiting: WaitingEvents;

  beforeEach(async () => {
    table = await freshTable(emulator());
    nowMs = NOW_MS;
    waiting = createDynamoWaitingEvents({ ...table, rules, nowMs: () => nowMs });
  });
  const rowsOf = async (prefix: string): Promise<Row[]> => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.table }));
    return Items.filter(({ pk }) => pk?.S?.startsWith(prefix));
  };
  const items = (): Promise<Row[]> => rowsOf('event#');
  const buckets = (): Promise<Row[]> => rowsOf('closing#');

  it('holds a flight in less than one write unit, waiting and joined, with ids as Kinesis and applications give them', async () => {
    const origin = 'shardId-000000000000';
    const sequence = (at: number): string => `4959033827149025660855969253836157109592157598913658889${at}`;
    const eventId = '7b0c6d0e-4b5f-4f3c-8f65-2d3b2a6c9f10';
    const features = {
      origin: 'LAS',
      destination: 'PHX',
      hour: '17',
      weekday: 'Saturday',
      distance: 2176,
      recentLateAtOrigin: 0.214285714285714,
      recentLateAtDestination: 0.357142857142857,
      recentLate: 0.285714285714286,
      lateAroundNow: 0.1923,
      logUsualAroundNow: -0.2754,
      logUsualSoon: -2.3,
      overdue15: -0.2381,
      overdue60: 1.0417,
      overdue120: 1.3125,
    };
    const predicted = served({ features, version: '1.40', prediction: 0.284_715_063_1, propensity: 1 });
    await waiting.take('flights', [
      { ...prediction(eventId, 1, 0, { origin, served: predicted }), sequence: sequence(1) },
    ]);
    expect((await items()).map(sizeBytes)).toEqual([expect.any(Number)]);
    expect(sizeBytes((await items())[0]!)).toBeLessThan(700);
    await waiting.take('flights', [{ ...outcome(eventId, 2, 5, { origin }), sequence: sequence(2) }]);
    expect(sizeBytes((await items())[0]!)).toBeLessThan(800);
  });

  it('lets an item expire two windows and eight days after it was done, and never while it waits', async () => {
    await waiting.take('clicks', [prediction('a', 1, 0)]);
    await waiting.take('clicks', [outcome('a', 2, 5)]);
    expect((await items()).map(({ expiresAt }) => expiresAt)).toEqual([undefined]);
    await waiting.close('clicks', minute(60), null, 10);
    const written = (NOW_MS + 2 * HOUR_MS + 8 * DAY_MS) / 1000;
    expect((await items()).map(({ expiresAt }) => expiresAt)).toEqual([{ N: String(written) }]);
  });

  it('counts from the end of the window where that is still to come', async () => {
    nowMs = minute(5);
    await waiting.take('flights', [prediction('a', 1, 0), outcome('a', 2, 5)]);
    const ended = (minute(60) + 2 * HOUR_MS + 8 * DAY_MS) / 1000;
    expect((await items()).map(({ expiresAt }) => expiresAt)).toEqual([{ N: String(ended) }]);
  });

  it('holds the largest event there can be in rows beside its item, which expire with it', async () => {
    const features = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`feature${at}`, noise(at, 1024)]));
    const large = served({ features });
    const event = {
      kind: 'prediction',
      model: 'flights',
      eventId: 'a',
      timeMs: 0,
      served: large,
      label: null,
    } as const;
    expect(beyondLimits(event)).toBeNull();
    await waiting.take('flights', [prediction('a', 1, 0, { served: large }), prediction('b', 2, 0)]);
    const rows = await items();
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(sizeBytes(row)).toBeLessThan(400 * 1024);
    expect(await waiting.count()).toBe(2);
    const [answer] = await waiting.take('flights', [outcome('a', 3, 5)]);
    expect(answer).toMatchObject({ kind: 'completes', example: { served: large } });
    const after = (await items()).filter(({ pk }) => pk?.S === 'event#flights#a');
    expect(after).toHaveLength(rows.length - 1);
    for (const { expiresAt } of after) expect(expiresAt?.N).toBe(String((NOW_MS + 2 * HOUR_MS + 8 * DAY_MS) / 1000));
    expect(kindsOf(await waiting.take('flights', [outcome('a', 3, 5)]))).toEqual(['completes']);
  });

  it('drops a closing bucket once its windows are ended and settled', async () => {
    await waiting.take('clicks', [prediction('a', 1, 0), prediction('b', 2, 0)]);
    await waiting.take('flights', [prediction('c', 1, 0)]);
    const dues = await waiting.close('clicks', minute(60), null, 10);
    expect(await waiting.close('clicks', minute(60), null, 10)).toEqual(dues);
    expect(await buckets()).toHaveLength(2);
    const last = dues.at(-1)!.sequence;
    await waiting.settle(...closedUpTo('clicks', last, 60));
    expect(await waiting.close('clicks', minute(61), last, 10)).toEqual([]);
    expect((await buckets()).map(({ pk }) => pk?.S)).toEqual(['closing#flights']);
  });

  it('keeps a bucket whose items nobody wrote until nobody can be about to', async () => {
    await waiting.take('flights', [prediction('a', 1, 0)]);
    // A copy that says another time enters a window that no item has.
    await waiting.take('flights', [prediction('a', 2, 1)]);
    expect(await buckets()).toHaveLength(2);
    const [due] = await waiting.close('flights', minute(61), null, 10);
    await waiting.settle(...closedUpTo('flights', due!.sequence, 61));
    await waiting.close('flights', minute(62), due!.sequence, 10);
    expect(await buckets()).toHaveLength(1);
    nowMs += HOUR_MS;
    await waiting.close('flights', minute(62), due!.sequence, 10);
    expect(await buckets()).toEqual([]);
  });

  it('refuses what a later version wrote', async () => {
    const { client } = table;
    const later = { pk: { S: 'event#flights#a' }, sk: { S: 'item' }, r: { N: '1' }, b: { S: '[2,0]' } };
    await client.send(new PutItemCommand({ TableName: table.table, Item: later }));
    await expect(waiting.take('flights', [outcome('a', 1, 5)])).rejects.toThrow(/event#flights#a item has format 2/);
  });
});
