/** Training from scratch for a model whose learners need no TF.js. */
import { createHandler } from './create-handler';

export const handler = createHandler();
