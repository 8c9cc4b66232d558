import type { Executions, ExecutionView } from '../../../../functions/adapters/aws/stack/executions';
import type { RetrainState } from '../../../../functions/contracts/retrain-state';
import { followed } from '../../../../functions/local/aws/retrain-stack';

const MACHINE = 'arn:machine';
const order = { by: 'ada', reason: 'the world moved', id: 'person-1' };
const cause = { kind: 'person', by: 'ada', reason: 'the world moved' } as const;

/** Runs through these views, one a look. */
function running(views: readonly Partial<ExecutionView>[]) {
  const started: unknown[] = [];
  let looks = 0;
  const executions: Executions = {
    async start(...args) {
      started.push(args);
      return 'arn:execution';
    },
    async view() {
      looks += 1;
      return { status: 'RUNNING', entered: [], output: null, failure: null, ...views[looks - 1] };
    },
  };
  return { executions, started };
}

const ADMIT = { state: 'Admit', enteredMs: 1_700_000_000_000 };
const FETCH = { state: 'Fetch', enteredMs: 1_700_000_001_000 };

const deployed: RetrainState = {
  id: 'person-1',
  cause,
  verdict: 'deployed',
  reason: 'the world moved',
  learner: 'logistic',
  configHash: 'c',
  startedAtMs: 1,
  plan: null,
  range: { from: 0, to: 4, next: 4 },
  batches: { first: 1, last: 4 },
  evaluatedFrom: 3,
  progress: null,
  former: null,
  isTrained: true,
  evidence: { examples: 64, seconds: 1.5 },
  version: '4.0',
};
const succeeded = (state: RetrainState): Partial<ExecutionView> => ({
  status: 'SUCCEEDED',
  entered: [ADMIT, FETCH],
  output: JSON.stringify({ next: 'on', state }),
});

describe('a retrain of a deployed model', () => {
  it('is started for a person, under an id of its own, and not waited for', async () => {
    const { executions, started } = running([]);
    const options = { ...order, learner: 'logistic', wait: false, say: () => {} };
    const { document, failed } = await followed(executions, 'clicks', MACHINE, options);
    expect(document).toEqual({ model: 'clicks', id: 'person-1', execution: 'arn:execution', status: 'RUNNING' });
    expect(failed).toBeUndefined();
    expect(started).toEqual([[MACHINE, 'person-1', { id: 'person-1', cause, learner: 'logistic' }]]);
  });

  it('is followed to its end, each state told once, and ends with what came of it', async () => {
    const { executions } = running([{ entered: [ADMIT] }, { entered: [ADMIT] }, succeeded(deployed)]);
    const said: string[] = [];
    const options = { ...order, wait: true, say: (line: string) => said.push(line) };
    const { document, failed } = await followed(executions, 'clicks', MACHINE, options, 0);
    expect(said).toEqual(['2023-11-14T22:13:20.000Z Admit', '2023-11-14T22:13:21.000Z Fetch']);
    expect(failed).toBeUndefined();
    expect(document).toEqual({
      model: 'clicks',
      id: 'person-1',
      verdict: 'deployed',
      version: '4.0',
      learner: 'logistic',
      evidence: { examples: 64, seconds: 1.5 },
      execution: 'arn:execution',
      status: 'SUCCEEDED',
      steps: [
        { step: 'Admit', entered: '2023-11-14T22:13:20.000Z' },
        { step: 'Fetch', entered: '2023-11-14T22:13:21.000Z' },
      ],
    });
  });

  it('of another version, that ends with something else, is not understood', async () => {
    const { executions } = running([{ status: 'SUCCEEDED', output: '{"state":{}}' }]);
    const options = { ...order, wait: true, say: () => {} };
    await expect(followed(executions, 'clicks', MACHINE, options, 0)).rejects.toThrow(
      /^arn:execution answered \{"state":\{\}\}, which this version of perennial does not understand/,
    );
  });

  it('that is refused, or fails, ends with why', async () => {
    const refused = { ...deployed, verdict: 'refused', reason: 'one class only', version: null } as const;
    for (const [view, error] of [
      [succeeded(refused), { name: 'Refused', message: 'one class only' }],
      [
        { status: 'FAILED', failure: 'States.TaskFailed: no archive' },
        { name: 'RetrainFailed', message: 'arn:execution ended as FAILED: States.TaskFailed: no archive' },
      ],
    ] as const) {
      const options = { ...order, wait: true, say: () => {} };
      const shown = await followed(running([view]).executions, 'clicks', MACHINE, options, 0);
      expect(shown.failed).toBe(true);
      expect(shown.document).toMatchObject({ id: 'person-1', error });
    }
  });
});
