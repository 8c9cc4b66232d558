import { App, Stack } from 'aws-cdk-lib';
import { Stores } from './constructs/stores';
import { Streams } from './constructs/streams';

const app = new App();
const stack = new Stack(app, 'Perennial', {
  description:
    'perennial: models that keep learning. What must outlive every deployment: streams, checkpoints, lineage.',
  terminationProtection: true,
});
new Streams(stack, 'Streams');
new Stores(stack, 'Stores');
