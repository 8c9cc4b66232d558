/**
 * Experience replay: beside each micro-batch, examples drawn from a uniform sample of the whole stream are learned
 * again. `replay` takes weight x the loss on their labels (Chaudhry et al. 2019, "On tiny episodic memories in continual
 * learning"); `derpp` takes alpha x the squared distance to what the network answered when it learned them, and beta x
 * the loss on the labels of a second draw (DER++; Buzzega et al. 2020, "Dark experience for general continual
 * learning"). Each loss is a mean over its own examples, so the past weighs the same beside micro-batches of any size.
 *
 * Memory O(size x features), a step O(batch) more examples. While nothing is kept, a step is as without.
 */
import type { DarkReplayDeclaration, ReplayDeclaration } from '../../contracts/learners/forgetting';
import type { StandardScaler } from '../../domain/features/standard-scaler';
import type { Problem } from '../../domain/learners/learner';
import type { AnsweredBatch } from '../../domain/replay/example-rows';
import { type BufferShape, ReplayBuffer } from '../../domain/replay/replay-buffer';
import type { SavedState } from '../../domain/state/saved-state';
import type { AgainstForgetting, Observed } from './against-forgetting';
import { answersOf, distanceDeltas } from './kept-answers';
import type { LossPart } from './loss-part';
import type { Output } from './output';

type RehearsalDeclaration = ReplayDeclaration | DarkReplayDeclaration;

export class Rehearsal implements AgainstForgetting {
  private readonly target: StandardScaler;

  private constructor(
    private readonly declaration: RehearsalDeclaration,
    private readonly output: Output,
    private readonly buffer: ReplayBuffer,
  ) {
    this.target = output.target;
  }

  static create(declaration: RehearsalDeclaration, problem: Problem, output: Output): Rehearsal {
    return new Rehearsal(declaration, output, ReplayBuffer.create(bufferShape(declaration, problem), problem.seed));
  }

  /** @throws StateRefused */
  static load(declaration: RehearsalDeclaration, problem: Problem, output: Output, state: SavedState): Rehearsal {
    return new Rehearsal(declaration, output, ReplayBuffer.load(bufferShape(declaration, problem), state));
  }

  recall(): readonly LossPart[] {
    const { declaration, buffer } = this;
    if (buffer.kept === 0) return [];
    if (declaration.method === 'replay') {
      return [this.onLabels(buffer.draw(declaration.batch), declaration.weight ?? 1)];
    }
    const { batch, alpha, beta } = declaration;
    return [this.onAnswers(buffer.draw(batch), alpha), this.onLabels(buffer.draw(batch), beta)];
  }

  takeIn({ batch, sums }: Observed): void {
    this.buffer.takeIn(batch, answersOf(sums, this.target));
  }

  addPenalty(): void {}

  save(): SavedState {
    return this.buffer.save();
  }

  private onLabels(batch: AnsweredBatch, beta: number): LossPart {
    const perLoss = totalWeightOf(batch) / beta;
    return { batch, deltasOf: (sums) => this.output.deltas(sums, batch, perLoss) };
  }

  private onAnswers(batch: AnsweredBatch, alpha: number): LossPart {
    const total = totalWeightOf(batch);
    return { batch, deltasOf: (sums) => distanceDeltas(sums, batch, this.target, alpha, total) };
  }
}

const bufferShape = ({ method, size }: RehearsalDeclaration, problem: Problem): BufferShape => ({
  size,
  row: problem,
  answersCount: method === 'derpp' ? problem.outputs : 0,
});

const totalWeightOf = ({ weight }: AnsweredBatch): number => weight.reduce((sum, own) => sum + own, 0);
