/** The neural learners of a process, all computing on one backend. */
import type { NeuralFactory } from '../../domain/learners/create';
import type { TfBackend } from './backend';
import { NeuralLearner } from './neural-learner';
import { createNeuralState, loadNeuralState } from './neural-state';

export function createNeuralFactory({ tf, name }: Pick<TfBackend, 'tf' | 'name'>): NeuralFactory {
  return {
    backend: name,
    create: (declaration, problem) =>
      new NeuralLearner(tf, declaration, problem, createNeuralState(declaration, problem)),
    load: (declaration, problem, state) =>
      new NeuralLearner(tf, declaration, problem, loadNeuralState(declaration, problem, state)),
  };
}
