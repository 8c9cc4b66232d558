/** What the sample app deploys, with models made for the tests and the functions that a test has built. */
import { App, Stack } from 'aws-cdk-lib';
import { ContinualModel, LearningPlatform } from '../../../../infra';
import { flights, parcels } from './models';

const app = new App();
const stack = new Stack(app, 'Loop');
const platform = new LearningPlatform(stack, 'Default', {
  shards: Number(app.node.tryGetContext('shards')),
  bundles: app.node.tryGetContext('bundles'),
});
new ContinualModel(stack, 'Flights', { platform, model: flights });
new ContinualModel(stack, 'Parcels', { platform, model: parcels });
