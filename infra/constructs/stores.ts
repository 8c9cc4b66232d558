import { CfnResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { archivePrefix } from '../../functions/contracts/object-keys';
import { acceptFinding } from './accepted-finding';

export interface StoresProps {
  /** @default keys that AWS holds: SSE-S3, and DynamoDB's own */
  readonly key?: IKey;
}

/**
 * What cannot be made again: checkpoints and archived examples by their hash; heads with lineage and ledger; events that wait for
 * their other half. All survive the stack, and refuse to be replaced.
 */
export class Stores extends Construct {
  readonly objects: Bucket;
  readonly records: TableV2;
  readonly waiting: TableV2;
  readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { key }: StoresProps = {}) {
    super(scope, id);
    this.key = key;
    // No versioning: an object is named by its bytes, so it never changes, and what retention removes must really go.
    this.objects = new Bucket(this, 'Objects', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      ...(key === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      enforceSSL: true,
      lifecycleRules: [{ id: 'half-sent', abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acceptFinding(this.objects, 'AwsSolutions-S1', {
      reason:
        'Server access logs would be a second bucket of its own cost. Who reads or writes objects is told by CloudTrail data events where an account records them.',
    });
    this.records = this.table('Records');
    this.waiting = this.table('Waiting');
  }

  /** Archived examples go after the days that the model declares; checkpoints have no such end. */
  expireArchive(model: string, days: number): void {
    this.objects.addLifecycleRule({
      id: `archive-of-${model}`,
      prefix: archivePrefix(model),
      expiration: Duration.days(Math.ceil(days)),
    });
  }

  private table(id: string): TableV2 {
    const table = new TableV2(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      // Only what is done with carries it: see the adapters of each table.
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    if (this.key !== undefined) encrypt(table, this.key);
    return table;
  }
}

/** As TableEncryptionV2.customerManagedKey does, which refuses a stack whose region is only known when it is deployed. */
function encrypt(table: TableV2, key: IKey): void {
  const resource = table.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${table.node.path} has no resource to encrypt`);
  resource.addPropertyOverride('SSESpecification', { SSEEnabled: true, SSEType: 'KMS' });
  resource.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: key.keyArn });
}
