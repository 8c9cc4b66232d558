import type { Template } from 'aws-cdk-lib/assertions';
import { binary, categorical, days, hours, logistic, type ModelOptions, model, whenBetter } from 'perennial';
import { RETRAIN_STEPS } from '../../functions/contracts/state-machine';
import { resource, resources, templateOf } from './deployed';

const clicks = (retrain?: ModelOptions['retrain']) =>
  model('clicks', {
    outcome: binary({ within: hours(1), otherwise: 0 }),
    features: { page: categorical() },
    learners: [logistic()],
    promote: whenBetter({ metric: 'logLoss' }),
    archive: { days: 30 },
    ...(retrain === undefined ? {} : { retrain }),
  });
const templateFor = (retrain?: ModelOptions['retrain']): Template =>
  templateOf({ models: { Clicks: { model: clicks(retrain) } } });

const made = templateFor({ every: days(7), everyExamples: 1_000_000 });
const { DefinitionString } = resource(made, 'AWS::StepFunctions::StateMachine', 'Clicks').Properties;
/** The ARN of the retrain function stands where the references were. */
const { StartAt, States } = JSON.parse(
  DefinitionString['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'RETRAIN')).join(''),
);
const titled = (step: string): string => step.slice(0, 1).toUpperCase() + step.slice(1);

describe('the state machine', () => {
  it('goes through the seven steps in their order, admitted first', () => {
    const way: string[] = [];
    for (let at: string = States[StartAt].Next; at !== 'Deployed'; at = States[at].Default ?? States[at].Next)
      if (States[at].Type === 'Task') way.push(at);
    expect(way).toEqual(['Admit', 'Fetch', 'Resample', 'Extract', 'Label', 'Train', 'Evaluate', 'Deploy']);
    expect(way).toEqual(RETRAIN_STEPS.map(titled));
  });

  it('asks the one function for each step, with the name of the run and what the step before left', () => {
    expect(States[StartAt]).toMatchObject({ Type: 'Pass', Parameters: { 'state.$': '$' } });
    for (const step of RETRAIN_STEPS)
      expect(States[titled(step)]).toMatchObject({
        Resource: 'RETRAIN',
        Parameters: { step, 'run.$': '$$.Execution.Name', 'state.$': '$.state' },
      });
  });

  it('trains again until the step has done its work, and can end after any step with nothing deployed', () => {
    for (const step of RETRAIN_STEPS) {
      const { Choices } = States[States[titled(step)].Next];
      expect(Choices).toEqual([
        { Variable: '$.next', StringEquals: 'stop', Next: 'Refused' },
        ...(step === 'train' ? [{ Variable: '$.next', StringEquals: 'again', Next: 'Train' }] : []),
      ]);
    }
    expect(States.Refused.Type).toBe('Succeed');
  });

  it('tries a step that fails again, whatever it threw; then the failure is recorded, and the run has failed', () => {
    for (const step of RETRAIN_STEPS)
      expect(States[titled(step)]).toMatchObject({
        Retry: [
          { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: 'FULL' },
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Fail' }],
      });
    expect(States.Fail).toMatchObject({
      Parameters: { step: 'fail', 'error.$': '$.error', 'state.$': '$.state' },
      ResultPath: '$.recorded',
      Next: 'Failed',
    });
    expect(States.Failed).toEqual({ Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' });
  });

  it('logs every transition and nothing that is handed on', () => {
    made.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });

  it('may invoke the retrain function and no other', () => {
    const { Statement } = resource(made, 'AWS::IAM::Policy', 'ClicksRetrainingWorkflowMachineRole').Properties
      .PolicyDocument;
    const invoked = Statement.filter(({ Action }: { Action: unknown }) => Action === 'lambda:InvokeFunction');
    expect(JSON.stringify(invoked).match(/ClicksRetraining[A-Za-z]+/g)).toEqual(
      expect.arrayContaining([expect.stringContaining('ClicksRetrainingRetrain')]),
    );
    expect(invoked).toHaveLength(1);
  });
});

describe('a retrain is started', () => {
  const schedules = (template: Template): unknown[] =>
    Object.values(resources(template, 'AWS::Events::Rule', 'Clicks')).map(({ Properties }) => [
      Properties.ScheduleExpression,
      Properties.Targets[0].Input,
    ]);

  it('by the calendar, and asked for by volume, as declared', () => {
    expect(schedules(made)).toEqual([
      ['rate(7 days)', '{"cause":{"kind":"schedule"}}'],
      ['rate(15 minutes)', '{"cause":{"kind":"volume"}}'],
      ['rate(6 hours)', '{"cause":{"kind":"still-drifting"}}'],
    ]);
  });

  it('by drift alarms, through a function that may start this machine and nothing else', () => {
    made.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'lambda' });
    const { Statement } = resource(made, 'AWS::IAM::Policy', 'ClicksRetrainingStartRetrainRole').Properties
      .PolicyDocument;
    expect(Statement.flatMap(({ Action }: { Action: unknown }) => Action)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'states:StartExecution',
    ]);
  });

  it('by a person alone, where nothing is declared', () => {
    const quiet = templateFor();
    expect(schedules(quiet)).toEqual([]);
    quiet.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    expect(resources(quiet, 'AWS::Lambda::Function', 'ClicksRetrainingStart')).toEqual({});
  });
});

it('a period that EventBridge cannot count is refused', () => {
  expect(() => templateFor({ every: 90_500 })).toThrow(
    'model clicks: retrain.every: got 90500 ms; give whole minutes, for instance hours(24)',
  );
});
