import { openTfBackend } from '../../../../functions/adapters/tfjs/backend';
import { loadNative } from '../../../../functions/adapters/tfjs/native';
import { neuralSuite } from './neural-suite';

const native = loadNative();

if (native.kind === 'loaded') {
  describe('neural on tfjs-node', () => {
    neuralSuite('native');

    it('is what is opened when nothing is asked for, and names its version', async () => {
      expect((await openTfBackend()).name).toBe(`tfjs-node ${native.version}`);
    });
  });
} else {
  describe(`neural on tfjs-node (not run: ${native.cause.message.split('\n', 1)[0]})`, () => {
    it('is refused when asked for, with what to do and the cause', async () => {
      const refusal = await openTfBackend({ preferred: 'native' }).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refusal).toMatchObject({
        message: expect.stringContaining('PERENNIAL_TFJS_NODE'),
        cause: { message: native.cause.message },
      });
    });
  });
}
