/** AWS's rules as the tests on the emulator carry them out, by AWS's own examples where it gives some. */
import { type AlarmRule, alarmState, statisticOf } from '../support/aws/alarm-state';
import { filterOf } from '../support/aws/mapping/filter-criteria';
import { reportedFailures } from '../support/aws/mapping/invocation';

describe('a filter', () => {
  const record = (data: string, partitionKey = '1') => ({
    partitionKey,
    sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
    data: Buffer.from(data),
  });
  // The record of https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
  const example = record('{"Record":12345,"order":{"type":"buy","stock":"ANYCO","quantity":1000}}');
  const passes = (pattern: unknown, ...others: unknown[]): boolean =>
    filterOf([pattern, ...others].map((one) => JSON.stringify(one)))(example);

  it.each([
    ['a value', { data: { order: { type: ['buy'] } } }, true],
    ['another value', { data: { order: { type: ['sell'] } } }, false],
    ['one of several values', { data: { order: { type: ['sell', 'buy'] } } }, true],
    ['a key', { partitionKey: ['1'] }, true],
    ['another key', { partitionKey: ['2'] }, false],
    ['a value and another key', { partitionKey: ['2'], data: { order: { type: ['buy'] } } }, false],
    ['a range', { data: { order: { quantity: [{ numeric: ['>', 0, '<=', 1000] }] } } }, true],
    ['a range that ends before', { data: { order: { quantity: [{ numeric: ['>', 0, '<', 1000] }] } } }, false],
    ['a beginning', { data: { order: { stock: [{ prefix: 'ANY' }] } } }, true],
    ['anything but the value', { data: { order: { stock: [{ 'anything-but': ['ANYCO'] }] } } }, false],
    ['a field that is there', { data: { order: [{ exists: true }] } }, true],
    ['a field that is not there', { data: { price: [{ exists: false }] } }, true],
    ['null where there is nothing', { data: { price: [null] } }, false],
  ])('that names %s', (_, pattern, expected) => {
    expect(passes(pattern)).toBe(expected);
  });

  it('lets through what one of its patterns does', () => {
    expect(passes({ partitionKey: ['2'] }, { data: { Record: [12345] } })).toBe(true);
  });

  it('drops what is no JSON when it names data, and looks at nothing but the key when it does not', () => {
    const text = record('no JSON');
    expect(filterOf(['{"data":{"Record":[12345]}}'])(text)).toBe(false);
    expect(filterOf(['{"partitionKey":["1"]}'])(text)).toBe(true);
  });

  it('lets everything through when there is none', () => {
    expect(filterOf([])(record('no JSON'))).toBe(true);
  });
});

describe('what a function reports as failed', () => {
  const KNOWN = new Set(['1', '2']);

  // The conditions of https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
  it.each([
    ['an empty list', { batchItemFailures: [] }, []],
    ['null for the list', { batchItemFailures: null }, []],
    ['an empty response', {}, []],
    ['null', null, []],
    ['an item', { batchItemFailures: [{ itemIdentifier: '2' }] }, ['2']],
    ['an empty item', { batchItemFailures: [{ itemIdentifier: '' }] }, 'all'],
    ['null for an item', { batchItemFailures: [{ itemIdentifier: null }] }, 'all'],
    ['an item under another name', { batchItemFailures: [{ sequenceNumber: '2' }] }, 'all'],
  ])('%s', (_, response, expected) => {
    expect(reportedFailures(response, KNOWN)).toEqual(expected);
  });
});

describe('an alarm', () => {
  const rule = (missing: AlarmRule['missing'], toAlarm = 3): AlarmRule => ({
    breaches: (value) => value > 0,
    periods: 3,
    toAlarm,
    missing,
  });
  const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
  const states = (values: readonly (number | null)[], toAlarm?: number) =>
    treatments.map((missing) => alarmState(rule(missing, toAlarm), values, 'OK'));

  // The table of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
  it('without any value does what it says of missing ones', () => {
    expect(states([null, null, null])).toEqual(['INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK']);
  });

  it('with one good value among missing ones is OK', () => {
    expect(states([null, null, 0])).toEqual(['OK', 'OK', 'OK', 'OK']);
  });

  it('goes off when all of its values breach, and with two of three when two are enough', () => {
    expect(states([1, 1, 1])).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM']);
    expect(states([1, 0, 1], 2)).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM']);
    expect(states([1, 0, 0], 2)).toEqual(['OK', 'OK', 'OK', 'OK']);
  });

  it.each([
    ['Sum', 10],
    ['Average', 2.5],
    ['Minimum', 1],
    ['Maximum', 4],
    ['SampleCount', 4],
    ['p50', 2],
    ['p95', 4],
  ])('looks at the %s of a period', (name, expected) => {
    expect(statisticOf(name, [3, 1, 4, 2])).toBe(expected);
    expect(statisticOf(name, [])).toBeNull();
  });
});
