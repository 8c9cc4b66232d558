/**
 * Which backend computes for the neural learner? tfjs-node when it is installed, else WASM; plain JavaScript ('cpu',
 * eight times slower) only when asked for. The name that comes back goes into the lineage: backends round differently,
 * so a version rebuilds to the same bytes on the backend that made it.
 *
 * TF.js keeps its engine in a global of the process, and all copies of tfjs-core share it: a process has one backend.
 * Opening it again gives the same one; asking for another is an error.
 */
import { checkKnownProduct } from './known-product';
import { loadNative } from './native';
import type { TensorLibrary } from './tensor-library';
import { openWasm } from './wasm';

export type BackendKind = 'native' | 'wasm' | 'cpu';

export interface TfBackend {
  readonly kind: BackendKind;
  /** Package and version, such as 'tfjs-node 4.22.0'. */
  readonly name: string;
  /** The copy of tfjs-core that this backend registered itself with. */
  readonly tf: TensorLibrary;
  /** Why tfjs-node was passed over; null when it computes, or was not asked for. */
  readonly nativeAbsence: string | null;
}

let opened: Promise<TfBackend> | undefined;

export async function openTfBackend({ preferred }: { readonly preferred?: BackendKind } = {}): Promise<TfBackend> {
  opened ??= open(preferred).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  const backend = await opened;
  if (preferred === undefined || preferred === backend.kind) return backend;
  throw new Error(
    `this process computes on ${backend.name} and ${preferred} is asked for; TF.js has one backend per process, so start another`,
  );
}

async function open(preferred: BackendKind | undefined): Promise<TfBackend> {
  if (preferred === 'wasm') return openWasm();
  if (preferred === 'cpu') return openCpu();
  const native = loadNative();
  if (native.kind === 'loaded') {
    return { kind: 'native', name: `tfjs-node ${native.version}`, tf: native.tf, nativeAbsence: null };
  }
  if (preferred === 'native' || process.env.PERENNIAL_TFJS_NODE !== undefined) {
    throw new Error(
      '@tensorflow/tfjs-node cannot be loaded; install it, or point PERENNIAL_TFJS_NODE at the folder of an installed one',
      { cause: native.cause },
    );
  }
  return { ...(await openWasm()), nativeAbsence: firstLine(native.cause.message) };
}

async function openCpu(): Promise<TfBackend> {
  const tf: TensorLibrary = require('@tensorflow/tfjs-core');
  // Production mode is how TF.js is told not to write advice to the console.
  tf.enableProdMode();
  const { version_cpu }: { version_cpu: string } = require('@tensorflow/tfjs-backend-cpu');
  if (!(await tf.setBackend('cpu'))) throw new Error('tfjs-backend-cpu did not start');
  checkKnownProduct(tf);
  return { kind: 'cpu', name: `tfjs-backend-cpu ${version_cpu}`, tf, nativeAbsence: null };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? text;
