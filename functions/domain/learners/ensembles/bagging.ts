/**
 * Do many learners that see the examples with chance weights answer better than one? Online bagging (Oza and Russell 2001, "Online
 * bagging and boosting"): each member learns each example k times over, k drawn from a Poisson distribution, which is what a bootstrap
 * sample gives in the limit. Leveraging bagging (Bifet, Holmes and Pfahringer 2010, "Leveraging bagging for evolving data streams"):
 * a larger mean makes members more different, and an ADWIN on each member's errors tells when the world has changed; then the member
 * with the most errors begins anew. An example of weight w has weight k w, once: learners take weights.
 *
 * The prediction is the mean of the members'. O(members) beside the members' own cost, and log2(examples) words a member for ADWIN.
 * Untrained: what untrained members say.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import { randomOf } from '../../state/random-state';
import { expectScalar, expectState } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { likeliest } from './likeliest';
import type { Member } from './members';
import { WatchedMembers, type WatchSettings } from './watched-members';

const FORMAT = 1;

export interface BaggingSettings extends WatchSettings {
  readonly kind: 'onlineBagging' | 'leveragingBagging';
  /** Mean of the Poisson distribution. */
  readonly poissonMean: number;
}

export class Bagging extends OneByOne {
  readonly kind: BaggingSettings['kind'];
  protected readonly outputs: number;
  private readonly row: Float64Array;

  constructor(
    private readonly settings: BaggingSettings,
    private readonly problem: Problem,
    private readonly members: WatchedMembers,
    private readonly random: Random,
  ) {
    super();
    this.kind = settings.kind;
    this.outputs = problem.outputs;
    this.row = new Float64Array(problem.outputs);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { row, outputs } = this;
    const { learners } = this.members;
    for (let output = 0; output < outputs; output++) out[at + output] = 0;
    for (let member = 0; member < learners.length; member++) {
      learners[member]!.predictExample(batch, example, row, 0);
      for (let output = 0; output < outputs; output++) out[at + output]! += row[output]!;
    }
    // Divided once: nine ninths of 1 add up to more than 1.
    for (let output = 0; output < outputs; output++) out[at + output]! /= learners.length;
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { members, random, settings, row } = this;
    const { learners, areWatched } = members;
    let changed = false;
    for (let member = 0; member < learners.length; member++) {
      const learner = learners[member]!;
      if (areWatched) {
        learner.predictExample(batch, example, row, 0);
        if (members.hasWorsened(member, likeliest(row) === batch.label[example] ? 0 : 1)) changed = true;
      }
      const times = random.poisson(settings.poissonMean);
      if (times > 0) learner.learnExample(batch, example, times * weight);
    }
    if (changed) members.replaceWorst();
  }

  save(): LearnerState {
    const { settings, problem, members, random } = this;
    const { scalars, arrays } = members.save();
    return {
      kind: this.kind,
      format: FORMAT,
      scalars: { ...scalars, ...shapeOf(settings, problem) },
      arrays: { ...arrays, random: random.save() },
    };
  }
}

const shapeOf = ({ models }: BaggingSettings, { task, outputs }: Problem) => ({ task, outputs, models });

export const createBagging = (settings: BaggingSettings, problem: Problem, make: Member): Bagging =>
  new Bagging(settings, problem, WatchedMembers.create(settings, problem, make), Random.seeded(problem.seed));

/** @throws StateRefused */
export function loadBagging(settings: BaggingSettings, problem: Problem, make: Member, state: LearnerState): Bagging {
  expectState(state, settings.kind, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(settings, problem))) expectScalar(state, name, wanted);
  const members = WatchedMembers.load(settings, problem, make, state);
  return new Bagging(settings, problem, members, randomOf(state));
}
