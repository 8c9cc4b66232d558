import { forgettingSuite } from './forgetting-suite';

describe('against forgetting on plain JavaScript', () => {
  forgettingSuite('cpu');
});
