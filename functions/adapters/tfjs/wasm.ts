/**
 * TF.js's WASM backend with its SIMD binary on one thread. Fixed rather than detected: threads would split sums by the
 * number of cores, and the binary without SIMD adds in another order, while SIMD on one thread gives the same bits on
 * every machine. An engine without SIMD gets an error. The binaries are read from the installed package; nothing is
 * fetched.
 */
import { dirname, join, sep } from 'node:path';
import type { TfBackend } from './backend';
import { checkKnownProduct } from './known-product';
import type { TensorLibrary } from './tensor-library';

interface WasmPackage {
  readonly version_wasm: string;
  setWasmPaths(folder: string): void;
}

/** Events that Emscripten's start-up code takes hold of: it would turn every failure of the program into its own. */
const SEIZED = ['uncaughtException', 'unhandledRejection'] as const;

export async function openWasm(): Promise<TfBackend> {
  const tf: TensorLibrary = require('@tensorflow/tfjs-core');
  const wasm: WasmPackage = require('@tensorflow/tfjs-backend-wasm');
  const folder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out');
  wasm.setWasmPaths(folder + sep);
  // A failure is thrown below, not written to the console.
  tf.enableProdMode();
  tf.env().set('WASM_HAS_SIMD_SUPPORT', true);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await withListenersKept(() => tf.setBackend('wasm')))) {
    throw new Error(`tfjs-backend-wasm did not start; it needs WebAssembly SIMD and its binaries in ${folder}`);
  }
  checkKnownProduct(tf);
  return { kind: 'wasm', name: `tfjs-backend-wasm ${wasm.version_wasm} simd`, tf, nativeAbsence: null };
}

/** Runs `start` and removes the listeners for `SEIZED` that it has added. */
async function withListenersKept<T>(start: () => Promise<T>): Promise<T> {
  const before = SEIZED.map((event) => process.rawListeners(event));
  try {
    return await start();
  } finally {
    SEIZED.forEach((event, at) => {
      const added = process.rawListeners(event).filter((listener) => !before[at]!.includes(listener));
      for (const listener of added) process.removeListener(event, listener as () => void);
    });
  }
}
