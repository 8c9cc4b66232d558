/** What joining and closing windows write to: waiting events, the examples stream, dead letters. */
import type { ModelDeclaration } from '../../contracts/declaration';
import type { WindowRule } from '../../domain/labels/waiting';
import type { DeadLetters } from '../../ports/dead-letters';
import type { ExamplesOut } from '../../ports/examples';
import type { WaitingEvents } from '../../ports/waiting-events';
import { dynamo } from './clients/dynamo';
import { kinesis } from './clients/kinesis';
import { s3 } from './clients/s3';
import { setting } from './deployed';
import { createDynamoWaitingEvents } from './dynamodb/waiting-events';
import { createKinesisExamples } from './kinesis-examples';
import { createS3DeadLetters } from './s3-dead-letters';

export interface JoiningPorts {
  readonly waiting: WaitingEvents;
  readonly examples: ExamplesOut;
  readonly deadLetters: DeadLetters;
}

export const windowRules = (models: readonly ModelDeclaration[]): Record<string, WindowRule> =>
  Object.fromEntries(models.map(({ name, outcome: { withinMs, otherwise } }) => [name, { withinMs, otherwise }]));

export const joiningPorts = (models: readonly ModelDeclaration[]): JoiningPorts => ({
  waiting: createDynamoWaitingEvents({ client: dynamo(), table: setting('waitingTable'), rules: windowRules(models) }),
  examples: createKinesisExamples({ client: kinesis(), stream: setting('examplesStream'), declarations: models }),
  deadLetters: createS3DeadLetters({ client: s3(), bucket: setting('objectsBucket'), nowMs: Date.now }),
});
