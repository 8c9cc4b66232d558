/**
 * Can @tensorflow/tfjs-node compute here? It is an optional dependency with a compiled part, so the answer is a value.
 * The package is looked up as usual, or in the folder that PERENNIAL_TFJS_NODE names: an installed
 * @tensorflow/tfjs-node package, for machines where it had to be built by hand.
 *
 * TensorFlow reads its settings from the process environment when it loads. Each is set unless it is set already, so
 * that a state computed again, also on a machine with more cores or another instruction set, has the same bits: no
 * oneDNN (it sums in an order of its own choice), one thread per operation, no kernels picked by processor. On
 * matrices of these sizes that is also the faster choice. A worker thread has only a copy of the environment: set them
 * for the process.
 */
import { checkKnownProduct } from './known-product';
import type { TensorLibrary } from './tensor-library';

const SETTINGS: Readonly<Record<string, string>> = {
  TF_ENABLE_ONEDNN_OPTS: '0',
  TF_NUM_INTRAOP_THREADS: '1',
  TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: '0',
  // Warnings and errors only: without it, loading writes advice on compiler flags to stderr.
  TF_CPP_MIN_LOG_LEVEL: '1',
};

export type Native =
  | { readonly kind: 'loaded'; readonly tf: TensorLibrary; readonly version: string }
  | { readonly kind: 'absent'; readonly cause: Error };

interface TfjsNode extends TensorLibrary {
  readonly version: Readonly<Record<string, string>>;
}

export function loadNative(folder: string | undefined = process.env.PERENNIAL_TFJS_NODE): Native {
  for (const [name, value] of Object.entries(SETTINGS)) process.env[name] ??= value;
  try {
    const tf: TfjsNode = folder === undefined ? require('@tensorflow/tfjs-node') : require(folder);
    tf.enableProdMode();
    checkKnownProduct(tf);
    return { kind: 'loaded', tf, version: tf.version['tfjs-node'] ?? 'of unknown version' };
  } catch (error) {
    return { kind: 'absent', cause: error instanceof Error ? error : new Error(String(error)) };
  }
}
