/**
 * A line being trained from scratch: each micro-batch is predicted first and then learned, by the line and, to be compared with, by a
 * prior. Kept as one object between two calls, so that a training of any length needs the memory of one.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { LearnerDeclaration } from '../contracts/learners/learner';
import { numberField } from '../domain/checkpoint/json-fields';
import { decodeCheckpoint } from '../domain/checkpoint/line-checkpoint';
import { decodeBundle, encodeBundle } from '../domain/checkpoint/state-bundle';
import { createScores, loadScores } from '../domain/evaluation/create-scores';
import type { Scores } from '../domain/evaluation/scores';
import type { ExampleColumns } from '../domain/examples/columns';
import type { LabelledBatch } from '../domain/features/batch';
import type { NeuralFactory } from '../domain/learners/create';
import { problemOf } from '../domain/learners/create';
import type { LearnerState } from '../domain/learners/learner';
import { StateRefused } from '../domain/state/saved-state';
import { checkpointBytes, startTraining, type Trained, trainedOf } from '../learn/checkpoints';
import { trainOn } from '../learn/fold';
import { cut, Encoders } from '../learn/micro-batch';
import { Scoreboard } from '../learn/scoreboard';

const KIND = 'retrain-progress';
const FORMAT = 1;

interface State {
  line: Trained;
  prior: Trained;
  /** Test-then-train over everything. */
  readonly board: Scoreboard;
  /** Test-then-train over the last part, of both on the same examples. */
  readonly ofLine: Scores;
  readonly ofPrior: Scores;
  /** The last micro-batch of the model's life that was learned. */
  throughBatch: number;
}

export class Training {
  private readonly encoders: Encoders;
  /** Which encodings the two want: keys of the encoders. */
  private readonly encoding: { readonly line: string; readonly prior: string };

  private constructor(
    private readonly declaration: ModelDeclaration,
    private readonly state: State,
  ) {
    this.encoders = new Encoders(declaration);
    this.encoding = {
      line: this.encoders.register(state.line.about.encoding),
      prior: this.encoders.register(state.prior.about.encoding),
    };
  }

  static begin(
    declaration: ModelDeclaration,
    learner: LearnerDeclaration,
    neural: NeuralFactory | undefined,
  ): Training {
    const problem = problemOf(declaration);
    const prior = declaration.learners.find(({ kind }) => kind === 'prior')!;
    const scores = (): Scores => createScores(problem.task, problem.outputs);
    return new Training(declaration, {
      line: startTraining(declaration, learner, neural),
      prior: startTraining(declaration, prior, neural),
      board: Scoreboard.create(problem),
      ofLine: scores(),
      ofPrior: scores(),
      throughBatch: 0,
    });
  }

  /** @throws CheckpointDamaged, CheckpointTooNew, StateRefused */
  static load(declaration: ModelDeclaration, bytes: Uint8Array, neural: NeuralFactory | undefined): Training {
    const { header, states } = decodeBundle(bytes, KIND, FORMAT);
    const { checkpoints, series, recent, ofLine, ofPrior } = states;
    const trained = (array: unknown): Trained => {
      if (!(array instanceof Uint8Array)) throw new StateRefused(`${KIND}: its checkpoints are not there`);
      return trainedOf(decodeCheckpoint(array), neural);
    };
    return new Training(declaration, {
      line: trained(checkpoints!.arrays.line),
      prior: trained(checkpoints!.arrays.prior),
      board: Scoreboard.load({ series: series!, recent: recent! }),
      ofLine: loadScores(ofLine!),
      ofPrior: loadScores(ofPrior!),
      throughBatch: numberField(header, 'throughBatch'),
    });
  }

  /** `id` is in it, so that it is never the same object as a checkpoint, or as another retrain's: those outlive it. */
  save(id: string): Uint8Array {
    const { line, prior, board, ofLine, ofPrior, throughBatch } = this.state;
    const checkpoints: LearnerState = {
      kind: KIND,
      format: FORMAT,
      scalars: {},
      arrays: { line: checkpointBytes(line), prior: checkpointBytes(prior) },
    };
    const states = { checkpoints, ...board.save(), ofLine: ofLine.save(), ofPrior: ofPrior.save() };
    return encodeBundle({ kind: KIND, format: FORMAT, header: { id, throughBatch }, states });
  }

  get throughBatch(): number {
    return this.state.throughBatch;
  }

  get line(): Trained {
    return this.state.line;
  }

  get board(): Scoreboard {
    return this.state.board;
  }

  get evaluated(): { readonly line: Scores; readonly prior: Scores } {
    return { line: this.state.ofLine, prior: this.state.ofPrior };
  }

  /** @param evaluatedFrom micro-batches of the model's life from this one on are scored for the comparison */
  learn(columns: ExampleColumns, first: number, last: number, evaluatedFrom: number): void {
    const { state, encoding } = this;
    let batchNumber = first;
    for (const batch of cut(this.encoders, columns, this.declaration.microBatch)) {
      const { label, weight, predictedAtMs, count } = batch.columns;
      const [ofLine, ofPrior] = [batch.as(encoding.line), batch.as(encoding.prior)];
      const byLine = predictions(state.line, ofLine);
      state.board.add(byLine, label, weight, predictedAtMs, count, null);
      if (batchNumber >= evaluatedFrom) {
        state.ofLine.add(byLine, label, weight, count);
        state.ofPrior.add(predictions(state.prior, ofPrior), label, weight, count);
      }
      state.line = trainOn(state.line, batch, ofLine);
      state.prior = trainOn(state.prior, batch, ofPrior);
      batchNumber += 1;
    }
    state.throughBatch = last;
  }
}

function predictions({ learner, about }: Trained, batch: LabelledBatch): Float64Array {
  const out = new Float64Array(batch.count * about.problem.outputs);
  learner.predict(batch, out);
  return out;
}
