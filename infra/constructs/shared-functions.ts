import { Duration, Lazy } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { checkpointsPrefix, DEAD_LETTERS_PREFIX, recordsPrefix } from '../../functions/contracts/object-keys';
import { every } from './every';
import type { Failures } from './failures';
import {
  grantObjects,
  grantPutExamples,
  grantReadEvents,
  grantReadExamples,
  grantRecords,
  grantWaiting,
} from './grants';
import { acceptPatterns } from './role-patterns';
import { type FunctionDefaults, serviceFunction } from './service-function';
import type { Stores } from './stores';
import { joinFrom, watchFrom } from './stream-readers';
import type { Streams } from './streams';

export interface SharedFunctionsProps {
  readonly defaults: FunctionDefaults;
  readonly streams: Streams;
  readonly stores: Stores;
  readonly failures: Failures;
  /** Asked when the template is made. */
  readonly models: () => readonly ModelDeclaration[];
}

/** The functions that serve all models of a platform. */
export class SharedFunctions extends Construct {
  readonly functions: Readonly<Record<'joinLabels' | 'closeWindows' | 'watchDrift' | 'bury', LambdaFunction>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SharedFunctionsProps,
  ) {
    super(scope, id);
    this.functions = {
      joinLabels: this.joinLabels(),
      closeWindows: this.closeWindows(),
      watchDrift: this.watchDrift(),
      bury: this.bury(),
    };
    for (const fn of Object.values(this.functions)) acceptPatterns(fn);
  }

  private joinLabels(): LambdaFunction {
    const { streams, failures } = this.props;
    const fn = this.make('JoinLabels', 'join-labels', {
      description: 'Joins predictions with their outcomes, and releases examples',
      memoryMiB: 1_024,
      timeout: Duration.minutes(2),
    });
    this.grantJoining(fn);
    joinFrom(fn, streams.events, { retention: streams.retention, failures: failures.queue });
    return fn;
  }

  private closeWindows(): LambdaFunction {
    const fn = this.make('CloseWindows', 'close-windows', {
      description: 'Ends the windows that event time has passed: default labels, late events',
      memoryMiB: 1_024,
      timeout: Duration.minutes(5),
    });
    this.grantJoining(fn);
    grantReadEvents(fn, this.props.streams);
    every(this, 'CloseWindowsEveryMinute', Duration.minutes(1), fn, {});
    return fn;
  }

  private watchDrift(): LambdaFunction {
    const { streams, stores, models } = this.props;
    const fn = this.make('WatchDrift', 'watch-drift', {
      description: 'Sketches what is served, and compares it with what the champions have learned',
      memoryMiB: 512,
      timeout: Duration.minutes(5),
    });
    const names = Lazy.list({ produce: () => models().map(({ name }) => name) });
    grantRecords(fn, stores, names, 'write');
    grantObjects(fn, stores, { read: [checkpointsPrefix('*'), recordsPrefix('*')] });
    watchFrom(fn, streams.events);
    every(this, 'WatchDriftEveryFiveMinutes', Duration.minutes(5), fn, { evaluate: true });
    return fn;
  }

  private bury(): LambdaFunction {
    const { streams, failures } = this.props;
    const fn = this.make('Bury', 'bury', {
      description: 'Reads what was given up on from its stream, into the dead-letter store',
      memoryMiB: 512,
      timeout: Duration.minutes(1),
    });
    this.grantJoining(fn);
    grantReadEvents(fn, streams);
    grantReadExamples(fn, streams);
    failures.buriedBy(fn);
    return fn;
  }

  private grantJoining(fn: LambdaFunction): void {
    const { streams, stores } = this.props;
    grantWaiting(fn, stores);
    grantPutExamples(fn, streams);
    grantObjects(fn, stores, { read: [DEAD_LETTERS_PREFIX], write: [DEAD_LETTERS_PREFIX] });
  }

  private make(
    id: string,
    bundle: string,
    props: { readonly description: string; readonly memoryMiB: number; readonly timeout: Duration },
  ): LambdaFunction {
    const { defaults, models } = this.props;
    return serviceFunction(this, id, defaults, { bundle, models, ...props });
  }
}
