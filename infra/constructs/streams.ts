import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { Construct } from 'constructs';

export interface StreamsProps {
  /**
   * How long events wait for a reader that is broken before they are lost.
   * @default 7 days: a failure on Friday evening is mended on Monday
   */
  readonly retention?: Duration;
}

/** The two hops of an event: as it was sent, partitioned by event id; and as an example, partitioned by model. */
export class Streams extends Construct {
  readonly events: Stream;
  readonly examples: Stream;

  constructor(scope: Construct, id: string, { retention = Duration.days(7) }: StreamsProps = {}) {
    super(scope, id);
    const stream = (name: string): Stream =>
      new Stream(this, name, {
        streamMode: StreamMode.ON_DEMAND,
        retentionPeriod: retention,
        encryption: StreamEncryption.MANAGED,
        removalPolicy: RemovalPolicy.RETAIN,
      });
    this.events = stream('Events');
    this.examples = stream('Examples');
  }
}
