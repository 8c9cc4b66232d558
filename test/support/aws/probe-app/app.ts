/** A CDK app to try the mapping driver on: a stream of two shards, functions that fail in every way, queues for what they leave. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Stream, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import {
  Code,
  FilterCriteria,
  FilterRule,
  Function as Lambda,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import {
  KinesisEventSource,
  type KinesisEventSourceProps,
  SqsDlq,
  SqsEventSource,
} from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { buildSync } from 'esbuild';
import { BURYING, REPORTING, THROWING } from './functions';

const app = new App();
const stack = new Stack(app, 'Probe');
const stream = new Stream(stack, 'Stream', { streamMode: StreamMode.PROVISIONED, shardCount: 2 });
const failures = new Queue(stack, 'Failures');
const bucket = new Bucket(stack, 'Bucket');

const lambda = (id: string, source: string): Lambda =>
  new Lambda(stack, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(source),
    logGroup: new LogGroup(stack, `${id}Log`),
  });

const onStream = (id: string, source: string, props: Partial<KinesisEventSourceProps>): Lambda => {
  const made = lambda(id, source);
  made.addEventSource(
    new KinesisEventSource(stream, { startingPosition: StartingPosition.TRIM_HORIZON, batchSize: 10, ...props }),
  );
  return made;
};

const throwing = onStream('Throwing', THROWING, {
  bisectBatchOnError: true,
  retryAttempts: 2,
  onFailure: new SqsDlq(failures),
});
bucket.grantRead(throwing, 'own/*');
const reporting = onStream('Reporting', REPORTING, {
  reportBatchItemFailures: true,
  bisectBatchOnError: true,
  retryAttempts: 1,
  maxBatchingWindow: Duration.minutes(5),
  onFailure: new SqsDlq(failures),
});
onStream('Stubborn', THROWING, {});
onStream('Filtered', THROWING, {
  filters: [
    FilterCriteria.filter({ partitionKey: FilterRule.isEqual('b'), data: { n: FilterRule.between(1, 8) } }),
    FilterCriteria.filter({ data: { n: FilterRule.isEqual(9) } }),
  ],
});
const burying = lambda('Burying', BURYING);
burying.addEventSource(new SqsEventSource(failures, { batchSize: 10 }));

const alarm = (id: string, metric: IMetric): Alarm =>
  new Alarm(stack, id, {
    metric,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
alarm(
  'Processed',
  new Metric({ namespace: 'Probe', metricName: 'processed', dimensionsMap: { model: 'probe' }, statistic: 'Sum' }),
);
alarm('OtherModel', new Metric({ namespace: 'Probe', metricName: 'processed', dimensionsMap: { model: 'other' } }));
alarm('ErrorsOfBurying', burying.metricErrors());
alarm('ErrorsOfReporting', reporting.metricErrors());

/** Bundled as the real functions are. */
const bundle = mkdtempSync(join(tmpdir(), 'perennial-probe-'));
buildSync({
  entryPoints: [join(__dirname, 'calling.ts')],
  outfile: join(bundle, 'index.js'),
  bundle: true,
  platform: 'node',
  target: 'node20',
});
const out = new Stream(stack, 'Out', { streamMode: StreamMode.PROVISIONED, shardCount: 1 });
const calling = new Lambda(stack, 'Calling', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromAsset(bundle),
  timeout: Duration.seconds(20),
  environment: { BUCKET: bucket.bucketName, STREAM: out.streamName },
});
bucket.grantPut(calling, 'own/*');
out.grantWrite(calling);
new Rule(stack, 'Hourly', {
  schedule: Schedule.rate(Duration.hours(1)),
  targets: [new LambdaFunction(calling, { event: RuleTargetInput.fromObject({ key: 'scheduled' }) })],
});

new CfnOutput(stack, 'OutName', { value: out.streamName });
new CfnOutput(stack, 'StreamName', { value: stream.streamName });
new CfnOutput(stack, 'BucketName', { value: bucket.bucketName });
