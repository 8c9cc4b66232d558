import { forgettingSuite } from './forgetting-suite';

describe('against forgetting on wasm', () => {
  forgettingSuite('wasm');
});
