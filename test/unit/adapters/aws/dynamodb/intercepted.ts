/**
 * Stands between a client and DynamoDB, inside of the SDK's own retries: counts the attempts of each kind of call, and lets a test
 * decide what becomes of one.
 */
import type { DynamoDBClient, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';

export interface Attempt {
  /** Such as 'PutItem'. */
  readonly operation: string;
  /** The how many-th attempt of this operation, from 1. */
  readonly nth: number;
  readonly input: ServiceInputTypes;
  /** Lets DynamoDB do it; once, however often it is asked to. */
  readonly pass: () => Promise<{ output?: ServiceOutputTypes; response: unknown }>;
}

export class Intercepted {
  readonly attempts: Record<string, number> = {};
  /** Before the call, or around it; throws for one that fails. */
  onAttempt: ((attempt: Attempt) => Promise<void>) | undefined;

  constructor(client: DynamoDBClient) {
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const operation = commandName.replace(/Command$/, '');
          const nth = (this.attempts[operation] ?? 0) + 1;
          this.attempts[operation] = nth;
          let done: ReturnType<Attempt['pass']> | undefined;
          const pass: Attempt['pass'] = () => {
            done ??= next(args);
            return done;
          };
          await this.onAttempt?.({ operation, nth, input: args.input, pass });
          return pass();
        },
      { step: 'deserialize', priority: 'high', name: 'intercepted' },
    );
  }

  /** Forgets what was counted and decided. */
  reset(): void {
    for (const operation of Object.keys(this.attempts)) delete this.attempts[operation];
    this.onAttempt = undefined;
  }
}
