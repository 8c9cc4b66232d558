/** Units are worked out by hand by AWS's rules: 1 KB a write, 4 KB a read, each row rounded up, twice in a transaction. */
import type { Answer, Call } from '../../support/aws/fault-proxy';
import { createUnitMeter } from '../../support/aws/request-units';

const call = (operation: string, body: unknown): Call => ({
  operation: `DynamoDB.${operation}`,
  path: '/',
  body: Buffer.from(JSON.stringify(body)),
});
const answered = (body: unknown = {}, status = 200): Answer => ({ status, body: Buffer.from(JSON.stringify(body)) });
/** A row of so many bytes: `pk` and `sk` with a letter each are 6, the name of b is 1. */
const rowOf = (sizeBytes: number) => ({ pk: { S: 'p' }, sk: { S: 's' }, b: { S: 'x'.repeat(sizeBytes - 7) } });

it('a write takes a unit for each KB begun, whether its condition holds or not', () => {
  const meter = createUnitMeter();
  expect(meter(call('PutItem', { Item: rowOf(1_024) }), answered())).toEqual({ write: 1, read: 0 });
  expect(meter(call('PutItem', { Item: rowOf(1_025) }), answered({}, 400))).toEqual({ write: 2, read: 0 });
});

it('a number takes a byte for two digits and one more, binary what it is without base64', () => {
  const meter = createUnitMeter();
  // 6 of the keys; n: 1, and 3 + 1 for six digits; c: 1, and 1,012. Together 1,024; a seventh digit takes a byte more.
  const item = (digits: string) => ({
    ...{ pk: { S: 'p' }, sk: { S: 's' } },
    ...{ n: { N: digits }, c: { B: Buffer.alloc(1_012).toString('base64') } },
  });
  expect(meter(call('PutItem', { Item: item('123456') }), answered()).write).toBe(1);
  expect(meter(call('PutItem', { Item: item('1234567') }), answered()).write).toBe(2);
});

it('a transaction takes two units for one', () => {
  const puts = [rowOf(10), rowOf(2_000)].map((Item) => ({ Put: { TableName: 't', Item } }));
  // 2 x (1 + 2)
  expect(createUnitMeter()(call('TransactWriteItems', { TransactItems: puts }), answered()).write).toBe(6);
});

it('a row that is deleted is as large as it was read', () => {
  const meter = createUnitMeter();
  const { b: _, ...Key } = rowOf(3_000);
  expect(meter(call('DeleteItem', { Key }), answered()).write).toBe(1);
  meter(call('GetItem', { Key }), answered({ Item: rowOf(3_000) }));
  expect(meter(call('DeleteItem', { Key }), answered()).write).toBe(3);
});

it('a read takes a unit for each 4 KB begun, half of it where it may be stale, one where nothing is', () => {
  const meter = createUnitMeter();
  const read = (ConsistentRead: boolean, answer: unknown) =>
    meter(call('GetItem', { ConsistentRead }), answered(answer));
  expect(read(true, { Item: rowOf(4_096) })).toEqual({ write: 0, read: 1 });
  expect(read(true, { Item: rowOf(4_097) })).toEqual({ write: 0, read: 2 });
  expect(read(false, { Item: rowOf(4_097) })).toEqual({ write: 0, read: 1 });
  expect(read(true, {})).toEqual({ write: 0, read: 1 });
});

it('a query rounds up its page, a batch each of its rows, those that are not there too', () => {
  const meter = createUnitMeter();
  const Items = [rowOf(3_000), rowOf(3_000), rowOf(3_000)];
  expect(meter(call('Query', { ConsistentRead: true }), answered({ Items })).read).toBe(3);
  const keys = (count: number) => ({ t: { ConsistentRead: true, Keys: Items.concat(Items).slice(0, count) } });
  const batch = meter(
    call('BatchGetItem', { RequestItems: keys(6) }),
    answered({ Responses: { t: Items }, UnprocessedKeys: keys(1) }),
  );
  // Three rows of one unit each and two that are absent; the one that was not looked at is asked for again.
  expect(batch.read).toBe(5);
});

it('a read that failed takes none, and a call that it does not know is refused', () => {
  const meter = createUnitMeter();
  expect(meter(call('GetItem', {}), answered({}, 400))).toEqual({ write: 0, read: 0 });
  expect(() => meter(call('UpdateItem', {}), answered())).toThrow(
    'DynamoDB.UpdateItem: what it is billed is not known',
  );
});
