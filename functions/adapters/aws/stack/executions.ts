/** Starts a state machine, and follows it: which states it has entered, how it ended, and with what. */
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

export interface EnteredState {
  readonly state: string;
  readonly enteredMs: number;
}

export interface ExecutionView {
  /** RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED. */
  readonly status: string;
  readonly entered: readonly EnteredState[];
  /** JSON, once it has succeeded. */
  readonly output: string | null;
  /** What failed, in its own words. */
  readonly failure: string | null;
}

export interface Executions {
  /** The ARN. The same name again starts nothing, and names the same execution. */
  start(stateMachineArn: string, name: string, input: object): Promise<string>;
  view(executionArn: string): Promise<ExecutionView>;
}

export const createExecutions = (client: Pick<SFNClient, 'send'>): Executions => ({
  async start(stateMachineArn, name, input) {
    try {
      const { executionArn } = await client.send(
        new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
      );
      return executionArn!;
    } catch (error) {
      // A lost answer, tried again by the SDK: it runs under this very name.
      if (error instanceof ExecutionAlreadyExists)
        return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      throw error;
    }
  },

  async view(executionArn) {
    const { status, output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
    return {
      status: status ?? 'UNKNOWN',
      entered: (await historyOf(client, executionArn)).flatMap(entered),
      output: output ?? null,
      failure: error === undefined && cause === undefined ? null : [error, cause].filter(Boolean).join(': '),
    };
  },
});

async function historyOf(client: Pick<SFNClient, 'send'>, executionArn: string): Promise<HistoryEvent[]> {
  const all: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new GetExecutionHistoryCommand({
        executionArn,
        includeExecutionData: false,
        maxResults: 1000,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    all.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return all;
}

/** A choice between states does nothing itself. */
const entered = ({ type, timestamp, stateEnteredEventDetails: details }: HistoryEvent): EnteredState[] =>
  details?.name === undefined || type === 'ChoiceStateEntered'
    ? []
    : [{ state: details.name, enteredMs: timestamp?.getTime() ?? Number.NaN }];
