import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { createExecutions } from '../../../../../functions/adapters/aws/stack/executions';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:retrain-flights';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:retrain-flights:person-1';

const executions = (send: (command: { readonly input: unknown }) => unknown) =>
  createExecutions({ send: async (command: { readonly input: unknown }) => send(command) } as unknown as SFNClient);

describe('an execution', () => {
  it('is started under its name, with its input as JSON', async () => {
    const asked: unknown[] = [];
    const { start } = executions((command) => {
      expect(command).toBeInstanceOf(StartExecutionCommand);
      asked.push(command.input);
      return { executionArn: EXECUTION };
    });
    expect(await start(MACHINE, 'person-1', { id: 'person-1' })).toBe(EXECUTION);
    expect(asked).toEqual([{ stateMachineArn: MACHINE, name: 'person-1', input: '{"id":"person-1"}' }]);
  });

  it('that was started before under this name is named, not started again', async () => {
    const { start } = executions(() => {
      throw new ExecutionAlreadyExists({ message: 'exists', $metadata: {} });
    });
    expect(await start(MACHINE, 'person-1', {})).toBe(EXECUTION);
  });

  it('tells the states that it has entered, over all pages of its history', async () => {
    const entered = (name: string, ms: number) => ({
      timestamp: new Date(ms),
      stateEnteredEventDetails: { name },
    });
    const pages = [
      {
        events: [
          { timestamp: new Date(1) },
          entered('Admit', 2),
          { type: 'ChoiceStateEntered', ...entered('Go on?', 2) },
        ],
        nextToken: 'more',
      },
      { events: [entered('Train', 3), entered('Train', 4)] },
    ];
    const tokens: unknown[] = [];
    const { view } = executions((command) => {
      if (command instanceof DescribeExecutionCommand) return { status: 'SUCCEEDED', output: '{}' };
      if (!(command instanceof GetExecutionHistoryCommand)) throw new Error('asked for something else');
      tokens.push(command.input.nextToken);
      return pages[tokens.length - 1];
    });
    expect(await view(EXECUTION)).toEqual({
      status: 'SUCCEEDED',
      entered: [
        { state: 'Admit', enteredMs: 2 },
        { state: 'Train', enteredMs: 3 },
        { state: 'Train', enteredMs: 4 },
      ],
      output: '{}',
      failure: null,
    });
    expect(tokens).toEqual([undefined, 'more']);
  });

  it('tells what failed in its own words', async () => {
    const { view } = executions((command) =>
      command instanceof DescribeExecutionCommand
        ? { status: 'FAILED', error: 'States.TaskFailed', cause: 'no archive' }
        : { events: [] },
    );
    expect(await view(EXECUTION)).toMatchObject({ status: 'FAILED', failure: 'States.TaskFailed: no archive' });
  });
});
