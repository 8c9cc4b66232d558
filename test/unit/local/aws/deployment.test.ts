import { chosenModel, deploymentIn } from '../../../../functions/local/aws/deployment';
import { UsageError } from '../../../../functions/local/usage-error';

const PLATFORM = {
  EventsStream: 'events-1',
  ExamplesStream: 'examples-1',
  ObjectsBucket: 'bucket-1',
  RecordsTable: 'records-1',
  WaitingTable: 'waiting-1',
  MetricsNamespace: 'perennial/demo',
};
const FLIGHTS = {
  FlightsName: 'flights',
  FlightsPredictFunction: 'predict-flights',
  FlightsPredictUrl: 'https://f.lambda-url.us-east-1.on.aws/',
  FlightsPromoteFunction: 'promote-flights',
  FlightsRetrainStateMachine: 'arn:aws:states:us-east-1:000000000000:stateMachine:flights',
};
const CLICK_LOG = {
  ClickLogName: 'click-log',
  ClickLogPredictFunction: 'predict-click-log',
  ClickLogPromoteFunction: 'promote-click-log',
};

const complete = (outputs: Readonly<Record<string, string>>) => ({ status: 'CREATE_COMPLETE', outputs });
const both = deploymentIn('demo', complete({ ...PLATFORM, ...FLIGHTS, ...CLICK_LOG, TeamName: 'team' }));

describe('a deployment', () => {
  it('is the stores of the platform and the functions of each model, by the outputs of the stack', () => {
    expect(both.platform).toEqual({
      eventsStream: 'events-1',
      examplesStream: 'examples-1',
      objectsBucket: 'bucket-1',
      recordsTable: 'records-1',
      waitingTable: 'waiting-1',
      metricsNamespace: 'perennial/demo',
    });
    expect(both.models).toEqual([
      {
        name: 'click-log',
        predictFunction: 'predict-click-log',
        promoteFunction: 'promote-click-log',
        retrainStateMachine: null,
      },
      {
        name: 'flights',
        predictFunction: 'predict-flights',
        promoteFunction: 'promote-flights',
        retrainStateMachine: FLIGHTS.FlightsRetrainStateMachine,
      },
    ]);
  });

  it.each([
    [
      'without any output of a platform',
      { Url: 'https://example.com' },
      /^--stack: web \(CREATE_COMPLETE\) has no LearningPlatform: it has no output EventsStream, /,
    ],
    [
      'with only some of them',
      { ...PLATFORM, ...FLIGHTS, WaitingTable: undefined },
      /^--stack: web \(CREATE_COMPLETE\) is of another version of perennial, or was deployed in part: it has no output WaitingTable;/,
    ],
    [
      'with a model that lacks a function',
      { ...PLATFORM, ...FLIGHTS, FlightsPromoteFunction: undefined },
      /^--stack: web has no output FlightsPromoteFunction of model flights; deploy it again$/,
    ],
  ])('%s is refused, naming what is missing', (_, outputs, says) => {
    const told = Object.entries(outputs).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    const read = () => deploymentIn('web', complete(Object.fromEntries(told)));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(says);
  });
});

describe('the model of a stack', () => {
  it('is the one named, or the only one', () => {
    expect(chosenModel(both, 'flights').name).toBe('flights');
    expect(chosenModel(deploymentIn('demo', complete({ ...PLATFORM, ...CLICK_LOG })), undefined).name).toBe(
      'click-log',
    );
  });

  it.each([
    [
      'must be named among several',
      both,
      undefined,
      '--model: stack demo has click-log, flights; say which one: --model NAME',
    ],
    [
      'must be there',
      both,
      'weather',
      '--model: there is no model weather in stack demo, which has click-log, flights',
    ],
    [
      'must exist',
      deploymentIn('demo', complete(PLATFORM)),
      undefined,
      '--stack: demo has no model; add a ContinualModel to it, and deploy it again',
    ],
  ])('%s', (_, deployment, name, message) => {
    expect(() => chosenModel(deployment, name)).toThrow(new UsageError(message));
  });
});
