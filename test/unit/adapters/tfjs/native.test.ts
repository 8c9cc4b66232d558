import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadNative } from '../../../../functions/adapters/tfjs/native';

/** Stand-ins for the package: what matters here is how loading it can fail. */
describe('loadNative', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-native-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const packageOf = (name: string, source: string) => {
    const file = join(folder, `${name}.js`);
    writeFileSync(file, source);
    return file;
  };
  const standIn = (product: string) => `
    const tensor = { dataSync: () => ${product} };
    module.exports = {
      version: { 'tfjs-node': '9.9.9' },
      enableProdMode() {},
      tidy: (work) => work(),
      tensor2d: () => tensor,
      matMul: () => tensor,
    };`;

  it('takes the package from the folder it is given, and its version from the package', () => {
    const native = loadNative(packageOf('works', standIn('[31]')));
    expect(native).toMatchObject({ kind: 'loaded', version: '9.9.9' });
  });

  it('is absent with the cause when the compiled part is missing', () => {
    const native = loadNative(packageOf('broken', "throw new Error('tfjs_binding.node can not be found');"));
    expect(native).toMatchObject({ kind: 'absent', cause: { message: 'tfjs_binding.node can not be found' } });
  });

  it('is absent with the cause when it loads and cannot compute', () => {
    const fails = packageOf(
      'fails',
      standIn("(() => { throw new TypeError('isNullOrUndefined is not a function'); })()"),
    );
    expect(loadNative(fails)).toMatchObject({
      kind: 'absent',
      cause: { message: expect.stringContaining('isNullOrUndefined') },
    });
    expect(loadNative(packageOf('wrong', standIn('[30]')))).toMatchObject({ kind: 'absent' });
  });

  it('asks TensorFlow for repeatable sums, and leaves a setting that is there', () => {
    const before = { ...process.env };
    delete process.env.TF_ENABLE_ONEDNN_OPTS;
    process.env.TF_NUM_INTRAOP_THREADS = '2';
    loadNative(packageOf('settings', standIn('[31]')));
    const { TF_ENABLE_ONEDNN_OPTS: oneDnn, TF_NUM_INTRAOP_THREADS: threads } = process.env;
    process.env = before;
    expect({ oneDnn, threads }).toEqual({ oneDnn: '0', threads: '2' });
  });
});
