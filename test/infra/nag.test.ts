/** cdk-nag's AwsSolutions rules over what is deployed: every finding is either mended or has a reason, written beside the resource. */
import { App, Aspects } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { binary, categorical, days, hours, model, neural, whenBetter } from 'perennial';
import { flights } from '../../infra/models/flights';
import { type Deployment, stackOf } from './deployed';

const clicks = model('clicks', {
  outcome: binary({ within: hours(1), otherwise: 0 }),
  features: { page: categorical() },
  learners: [neural()],
  promote: whenBetter({ metric: 'logLoss' }),
  archive: { days: 30 },
  retrain: { every: days(1), everyExamples: 1_000_000 },
});

function findings(deployment: Deployment): string[] {
  const app = new App();
  const stack = stackOf(deployment, app);
  Aspects.of(app).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(stack);
  const all = [
    ...annotations.findError('*', Match.stringLikeRegexp('AwsSolutions-.*')),
    ...annotations.findWarning('*', Match.stringLikeRegexp('AwsSolutions-.*|CdkNagValidationFailure.*')),
  ];
  return all.map(({ id, entry }) => `${id}: ${String(entry.data)}`);
}

it.each<[string, Deployment]>([
  ['the sample app', {}],
  [
    'with everything that can be asked for',
    {
      platform: { encryption: 'customerManaged', shards: 2, notify: 'team@example.org' },
      models: {
        Flights: { model: flights, enhancedFanOut: true },
        Clicks: { model: clicks, backend: 'native', rollbackOnAlarm: true },
      },
    },
  ],
])('%s has no finding without a reason', (_, deployment) => {
  expect(findings(deployment)).toEqual([]);
});

it('reasons are sentences, and stand beside the resource that they are about', () => {
  const app = new App();
  const stack = stackOf({}, app);
  const template = app.synth().getStackByName(stack.stackName).template;
  const accepted = Object.values<{ Metadata?: { cdk_nag?: { rules_to_suppress: { id: string; reason: string }[] } } }>(
    template.Resources,
  ).flatMap(({ Metadata }) => Metadata?.cdk_nag?.rules_to_suppress ?? []);
  expect([...new Set(accepted.map(({ id }) => id))].sort()).toEqual([
    'AwsSolutions-IAM5',
    'AwsSolutions-L1',
    'AwsSolutions-S1',
    'AwsSolutions-SF2',
  ]);
  for (const { reason } of accepted) expect(reason.split(' ').length).toBeGreaterThan(8);
  expect(template.Metadata?.cdk_nag).toBeUndefined();
});
