/** The CloudWatch metric that a source names, at a place; undefined where the place has no such thing. */
import type { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { MODEL_DIMENSION } from '../../functions/contracts/metrics';
import type { ModelFunction, PlatformFunction, Source } from './watch';

/** Where sources are looked up: a model, or what its models share. */
export interface Place {
  readonly namespace: string;
  readonly model: string;
  readonly functions: Readonly<Partial<Record<ModelFunction | PlatformFunction, IFunction>>>;
  readonly machine?: IStateMachine;
  readonly unburied?: IQueue;
  readonly events?: IStream;
  readonly waiting?: TableV2;
}

export function metricOf(source: Source, place: Place, period: Duration): IMetric | undefined {
  const options = { statistic: source.statistic, period };
  switch (source.from) {
    case 'own':
      return new Metric({
        namespace: place.namespace,
        metricName: source.metric,
        dimensionsMap: { [MODEL_DIMENSION]: place.model },
        ...options,
      });
    case 'function':
      return place.functions[source.of]?.metric(source.metric, options);
    case 'machine':
      return place.machine?.metric(source.metric, options);
    case 'unburied':
      return place.unburied?.metric(source.metric, options);
    case 'events':
      return place.events?.metric(source.metric, options);
    case 'waiting':
      return place.waiting?.metric(source.metric, options);
  }
}
