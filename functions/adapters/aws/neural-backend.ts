/** TF.js for the functions of models that declare `neural`; the others do not carry it. */
import { ENVIRONMENT } from '../../contracts/environment';
import type { NeuralFactory } from '../../domain/learners/create';
import { openTfBackend } from '../tfjs/backend';
import { createNeuralFactory } from '../tfjs/neural-factory';

/** WASM in a zip; native where a container image brings it. @throws when the backend that infra names does not start */
export async function openNeural(): Promise<NeuralFactory> {
  const preferred = process.env[ENVIRONMENT.tfBackend] === 'native' ? 'native' : 'wasm';
  return createNeuralFactory(await openTfBackend({ preferred }));
}
