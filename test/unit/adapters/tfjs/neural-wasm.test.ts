import { openTfBackend } from '../../../../functions/adapters/tfjs/backend';
import { neuralSuite } from './neural-suite';

describe('neural on wasm', () => {
  neuralSuite('wasm');

  it('names the package, its version and the binary', async () => {
    const backend = await openTfBackend();
    expect(backend.name).toBe('tfjs-backend-wasm 4.22.0 simd');
    expect(backend.tf.getBackend()).toBe('wasm');
  });

  it('refuses another backend in the same process, naming both', async () => {
    await expect(openTfBackend({ preferred: 'cpu' })).rejects.toThrow(
      /tfjs-backend-wasm 4\.22\.0 simd.*cpu.*start another/,
    );
  });
});
