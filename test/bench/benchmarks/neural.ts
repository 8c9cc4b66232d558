/** The neural learner on the first 300,000 flights, test-then-train, beside the logistic one on the same examples. */
import { type BackendKind, openTfBackend, type TfBackend } from '../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../functions/adapters/tfjs/neural-factory';
import { logistic } from '../../../functions/contracts/learners/linear';
import { neural } from '../../../functions/contracts/learners/neural';
import { createLearner, problemOf } from '../../../functions/domain/learners/create';
import { EVENTS_PER_EXAMPLE, examplesIn, flightColumns, flights, microBatches } from '../flights';
import { ratioTo } from '../measure';
import { shownFigures, testThenTrain } from '../progressive';
import type { Benchmark } from '../result';

const FLIGHTS = 300_000;
const STRETCHES = 10;

/** TF.js has one backend a process, so each has a benchmark of its own. */
const neuralOn = (preferred: BackendKind): Benchmark => ({
  name: `neural-${preferred}`,
  async run() {
    const backend = await openedBackend(preferred);
    if (typeof backend === 'string') return [{ name: `neural, ${preferred}`, absent: backend }];
    const batches = microBatches(flights, await flightColumns(flights, EVENTS_PER_EXAMPLE * FLIGHTS));
    const problem = problemOf(flights);
    const declaration = neural();
    const peer = await testThenTrain(createLearner(logistic(), problem), batches, STRETCHES);
    const learner = createLearner(declaration, problem, { neural: createNeuralFactory(backend) });
    const { cost, figures } = await testThenTrain(learner, batches, STRETCHES);
    const examples = examplesIn(batches);
    return [
      {
        name: `neural, ${preferred}`,
        cost,
        ratio: ratioTo('logistic', cost, peer.cost),
        figures: {
          ...figures,
          examples,
          logisticNs: peer.cost.medianNs,
          logisticRocAuc: peer.figures.rocAuc,
          logisticLogLoss: peer.figures.logLoss,
        },
        note: `${backend.name}, layers ${declaration.layers.join('-')}, predicts then learns the ${examples} examples of the first ${FLIGHTS} flights: ${shownFigures(figures)}; logistic on the same ${shownFigures(peer.figures)}`,
      },
    ];
  },
});

export const neuralOnWasm = neuralOn('wasm');
export const neuralOnNative = neuralOn('native');

/** The backend, or why it cannot be opened here. */
async function openedBackend(preferred: BackendKind): Promise<TfBackend | string> {
  try {
    return await openTfBackend({ preferred });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
