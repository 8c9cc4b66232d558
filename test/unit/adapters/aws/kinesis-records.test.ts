import type { KinesisStreamRecord } from 'aws-lambda';
import { eventRecord, shardOf, textOf } from '../../../../functions/adapters/aws/kinesis-records';

/** After the sample event of https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
const record = (data: Buffer): KinesisStreamRecord => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: '1',
    sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
    data: data.toString('base64'),
    approximateArrivalTimestamp: 1545084650.987,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: 'shardId-000000000006:49590338271490256608559692538361571095921575989136588898',
  eventName: 'aws:kinesis:record',
  invokeIdentityArn: 'arn:aws:iam::123456789012:role/lambda-role',
  awsRegion: 'us-east-2',
  eventSourceARN: 'arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream',
});

it('a record is its text, its sequence number, and when the stream received it', () => {
  expect(eventRecord(record(Buffer.from('{"eventId":"é"}')))).toEqual({
    sequence: '49590338271490256608559692538361571095921575989136588898',
    data: '{"eventId":"é"}',
    arrivedAtMs: 1_545_084_650_987,
  });
});

it('its shard is named by its id', () => {
  expect(shardOf(record(Buffer.from('')))).toBe('shardId-000000000006');
  expect(() => shardOf({ eventID: '' })).toThrow(/without its shard/);
});

it('what is no UTF-8 is kept as base64: replacement characters would lose what was sent', () => {
  const bytes = Buffer.from([0x7b, 0xff, 0xfe]);
  expect(Buffer.from(textOf(bytes), 'base64')).toEqual(bytes);
});
