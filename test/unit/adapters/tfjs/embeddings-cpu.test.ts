import { embeddingsSuite } from './embeddings-suite';

describe('embeddings on plain JavaScript', () => {
  embeddingsSuite('cpu');
});
