import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acceptFinding } from './accepted-finding';

export interface StreamsProps {
  /**
   * How long events wait for a reader that is broken before they are lost: 1 to 365 days.
   * @default 7 days: a failure on Friday evening is mended on Monday
   */
  readonly retention?: Duration;
  /**
   * Provision each stream with so many shards. Cheaper where the traffic is known: a shard takes 1 MB/s and 1,000 records/s.
   * @default on demand: no shards to count, it follows the traffic
   */
  readonly shards?: number;
  /** @default the key that AWS holds for Kinesis */
  readonly key?: IKey;
}

const MAX_SHARDS = 10_000;

/** The two hops of an event: as it was sent, partitioned by event id; and as an example, partitioned by model. */
export class Streams extends Construct {
  readonly events: Stream;
  readonly examples: Stream;
  readonly retention: Duration;

  constructor(scope: Construct, id: string, { retention = Duration.days(7), shards, key }: StreamsProps = {}) {
    super(scope, id);
    checkRetention(retention);
    checkShards(shards);
    this.retention = retention;
    const stream = (name: string): Stream => {
      const made = new Stream(this, name, {
        ...(shards === undefined
          ? { streamMode: StreamMode.ON_DEMAND }
          : { streamMode: StreamMode.PROVISIONED, shardCount: shards }),
        retentionPeriod: retention,
        ...(key === undefined
          ? { encryption: StreamEncryption.MANAGED }
          : { encryption: StreamEncryption.KMS, encryptionKey: key }),
        removalPolicy: RemovalPolicy.RETAIN,
      });
      if (key !== undefined)
        acceptFinding(made, 'AwsSolutions-KDS3', {
          reason: 'The platform was asked for a key of the customer: they turn it over, and can take it back.',
        });
      return made;
    };
    this.events = stream('Events');
    this.examples = stream('Examples');
  }
}

function checkRetention(retention: Duration): void {
  const hours = retention.toHours({ integral: false });
  if (hours < 24 || hours > 365 * 24 || !Number.isInteger(hours))
    throw new Error(`retention: got ${retention.toHumanString()}; give whole hours from 1 to 365 days`);
}

function checkShards(shards: number | undefined): void {
  if (shards === undefined || Token.isUnresolved(shards)) return;
  if (!Number.isInteger(shards) || shards < 1 || shards > MAX_SHARDS)
    throw new Error(
      `shards: got ${shards}; give a whole number from 1 to ${MAX_SHARDS}, or leave it out for streams on demand`,
    );
}
