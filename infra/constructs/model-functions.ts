import { Duration } from 'aws-cdk-lib';
import { type FunctionUrl, FunctionUrlAuthType, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { archivePrefix, checkpointsPrefix, recordsPrefix } from '../../functions/contracts/object-keys';
import { grantObjects, grantPutEvents, grantRecords, LIST_OF_MODELS } from './grants';
import type { LearningPlatform } from './learning-platform';
import { acceptPatterns } from './role-patterns';
import { type ServiceFunctionProps, serviceFunction } from './service-function';
import { learnFrom } from './stream-readers';

export interface ModelFunctionsProps {
  readonly platform: LearningPlatform;
  readonly model: ModelDeclaration;
  readonly isNeural: boolean;
  /** Whether learn is a container image with TensorFlow. */
  readonly native: boolean;
  readonly enhancedFanOut: boolean;
  readonly batchingWindow: Duration;
}

/** The functions of one model that follow the stream and answer: learn, predict, promote. Each is fenced in to this model. */
export class ModelFunctions extends Construct {
  readonly learn: LambdaFunction;
  readonly predict: LambdaFunction;
  readonly predictUrl: FunctionUrl;
  readonly promote: LambdaFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ModelFunctionsProps,
  ) {
    super(scope, id);
    this.learn = this.learnFunction();
    this.predict = this.predictFunction();
    this.predictUrl = this.predict.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
    this.promote = this.promoteFunction();
    for (const fn of [this.learn, this.predict, this.promote]) acceptPatterns(fn);
  }

  private learnFunction(): LambdaFunction {
    const { platform, isNeural, native, enhancedFanOut, batchingWindow } = this.props;
    const { streams, stores, failures } = platform;
    const { name } = this.props.model;
    const fn = this.make('Learn', isNeural ? 'learn-neural' : 'learn', {
      description: `${name}: learns each line test-then-train, contests, promotes`,
      // One core: learning is one thread of arithmetic.
      memoryMiB: 1_769,
      timeout: Duration.minutes(5),
      container: native,
    });
    const own = [checkpointsPrefix(name), recordsPrefix(name)];
    grantRecords(fn, stores, [name, LIST_OF_MODELS], 'write');
    // What a lost commit has put into the archive is looked at when it is put again.
    const archived = [...own, archivePrefix(name)];
    grantObjects(fn, stores, { read: archived, write: archived, delete: own });
    failures.grantGiveUp(fn);
    learnFrom(fn, streams.examples, {
      model: name,
      retention: streams.retention,
      failures: failures.queue,
      enhancedFanOut,
      batchingWindow,
    });
    return fn;
  }

  private predictFunction(): LambdaFunction {
    const { platform, isNeural } = this.props;
    const { name } = this.props.model;
    const fn = this.make('Predict', isNeural ? 'predict-neural' : 'predict', {
      description: `${name}: answers with the champion, and logs what was asked`,
      memoryMiB: 1_024,
      timeout: Duration.seconds(15),
    });
    grantRecords(fn, platform.stores, [name], 'read');
    grantObjects(fn, platform.stores, { read: [checkpointsPrefix(name), recordsPrefix(name)] });
    grantPutEvents(fn, platform.streams);
    return fn;
  }

  private promoteFunction(): LambdaFunction {
    const { platform } = this.props;
    const { name } = this.props.model;
    const fn = this.make('Promote', 'promote', {
      description: `${name}: moves the champion for a person, or back for an alarm`,
      memoryMiB: 512,
      timeout: Duration.minutes(1),
    });
    grantRecords(fn, platform.stores, [name], 'write');
    // It moves a pointer: no checkpoint is read.
    grantObjects(fn, platform.stores, { read: [recordsPrefix(name)], write: [recordsPrefix(name)] });
    return fn;
  }

  private make(id: string, bundle: string, props: Omit<ServiceFunctionProps, 'bundle' | 'models'>): LambdaFunction {
    const { platform, model } = this.props;
    return serviceFunction(this, id, platform.functionDefaults, { bundle, models: () => [model], ...props });
  }
}
