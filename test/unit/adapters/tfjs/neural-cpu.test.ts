import { neuralSuite } from './neural-suite';

describe('neural on plain JavaScript', () => {
  neuralSuite('cpu');
});
