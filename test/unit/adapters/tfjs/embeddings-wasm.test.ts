import { embeddingsSuite } from './embeddings-suite';

describe('embeddings on wasm', () => {
  embeddingsSuite('wasm');
});
