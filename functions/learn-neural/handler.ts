/** Learning for a model that declares `neural`: the same handler, with TF.js. */
import { openNeural } from '../adapters/aws/neural-backend';
import { createHandler } from '../learn/create-handler';

export const handler = createHandler(openNeural);
