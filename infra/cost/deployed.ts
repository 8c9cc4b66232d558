/**
 * What a template deploys that has a price. O(resources). Read from the template rather than from the constructs, so that it is
 * what CloudFormation makes.
 */

export interface DeployedStream {
  /** null: on demand. */
  readonly shards: number | null;
  readonly retentionHours: number;
  /** Functions that share its reading. */
  readonly sharedReaders: number;
  /** Functions that have a pipe of their own. */
  readonly fannedOutReaders: number;
}

export interface DeployedFunction {
  readonly memoryMiB: number;
  readonly architecture: 'arm64' | 'x86_64';
}

export interface Deployed {
  /** By logical id. */
  readonly streams: Readonly<Record<string, DeployedStream>>;
  /** By logical id. */
  readonly functions: Readonly<Record<string, DeployedFunction>>;
  readonly alarms: number;
  /** One for each model. */
  readonly dashboards: number;
  readonly keys: number;
}

type Properties = Readonly<Record<string, unknown>>;

export interface CloudFormationTemplate {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
}

export function deployedIn({ Resources }: CloudFormationTemplate): Deployed {
  const ofType = (type: string): [string, Properties][] =>
    Object.entries(Resources).flatMap(([id, { Type, Properties: properties = {} }]) =>
      Type === type ? [[id, properties]] : [],
    );
  const consumers = new Map(
    ofType('AWS::Kinesis::StreamConsumer').map(([id, { StreamARN }]) => [id, referredTo(StreamARN)]),
  );
  const sources = ofType('AWS::Lambda::EventSourceMapping').map(([, { EventSourceArn }]) => referredTo(EventSourceArn));
  const streams = ofType('AWS::Kinesis::Stream').map(([id, properties]) => [
    id,
    {
      shards: typeof properties.ShardCount === 'number' ? properties.ShardCount : null,
      retentionHours: numberIn(properties, 'RetentionPeriodHours', id),
      sharedReaders: sources.filter((source) => source === id).length,
      fannedOutReaders: sources.filter((source) => source !== undefined && consumers.get(source) === id).length,
    },
  ]);
  const functions = ofType('AWS::Lambda::Function').map(([id, properties]) => [
    id,
    {
      memoryMiB: numberIn(properties, 'MemorySize', id),
      architecture: JSON.stringify(properties.Architectures) === '["arm64"]' ? 'arm64' : 'x86_64',
    },
  ]);
  return {
    streams: Object.fromEntries(streams),
    functions: Object.fromEntries(functions),
    alarms: ofType('AWS::CloudWatch::Alarm').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    keys: ofType('AWS::KMS::Key').length,
  };
}

function numberIn(properties: Properties, name: string, id: string): number {
  const value = properties[name];
  if (typeof value !== 'number')
    throw new Error(`${id}: ${name} is ${JSON.stringify(value)}, and a price needs a number`);
  return value;
}

/** The logical id in {"Fn::GetAtt":[id, "Arn"]}; undefined for anything else. */
function referredTo(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('Fn::GetAtt' in value)) return undefined;
  const attribute = value['Fn::GetAtt'];
  const [id]: unknown[] = Array.isArray(attribute) ? attribute : [];
  return typeof id === 'string' ? id : undefined;
}
