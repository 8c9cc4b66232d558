import { App, Stack } from 'aws-cdk-lib';
import { ContinualModel, LearningPlatform } from '.';
import { flights } from './models/flights';

const app = new App();
const stack = new Stack(app, 'Perennial', {
  description: 'perennial: models that keep learning',
  terminationProtection: true,
});
// 'Default' adds nothing to the ids of what it holds: they stay what they were when the streams and stores stood in the stack.
const platform = new LearningPlatform(stack, 'Default', shardsOf(app.node.tryGetContext('shards')));
new ContinualModel(stack, 'Flights', { platform, model: flights });

/** `-c shards=1` provisions the streams; without it they are on demand. */
function shardsOf(given: unknown): { readonly shards?: number } {
  return given === undefined ? {} : { shards: Number(given) };
}
