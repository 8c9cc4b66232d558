/**
 * Do learners that each look harder at what those before them got wrong answer better than one? Online boosting (Oza and Russell 2001,
 * "Online bagging and boosting"): an example goes from member to member with a weight that falls where a member is right and
 * rises where it is wrong, so that each member sees right and wrong answers of the one before with half of the weight; it learns
 * the example k times over, k from a Poisson distribution of this mean, and then answers, as in the paper. With an ADWIN on each
 * member's errors (Bifet et al. 2009, "New ensemble methods for evolving data streams", as OzaBoostAdwin in MOA): when errors rise, the
 * member with the most begins anew, its weights with it. MOA hears members up to the first that is no better than chance, and
 * weighs by the examples that all have seen; here such members are passed over, and a member's own weights count.
 *
 * The prediction is the members' mean, weighed by log((1 - e) / e) where its weighted share of errors e is below a half. e begins as one
 * right and one wrong answer, so that a member that has never been wrong is not the only one heard; while no member is better than
 * chance, all are heard alike. O(members) beside their own cost; two numbers and log2(examples) words a member beside its own state.
 * Untrained: what untrained members say.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import { randomOf } from '../../state/random-state';
import { expectScalar, expectState, floatsOf } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { likeliest } from './likeliest';
import type { Member } from './members';
import { WatchedMembers, type WatchSettings } from './watched-members';

const KIND = 'adwinBoosting';
const FORMAT = 1;
/** Of each member: the weight that reached it and was answered right, and wrong. */
const RIGHT = 0;
const WRONG = 1;
const STRIDE = 2;
/** A product of draws cannot tell means above some hundreds; rare long rows of wrong answers lead there, and of right ones to 0. */
const MOST_WEIGHT = 100;
const LEAST_WEIGHT = 1e-9;
// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a logarithm.
const { log, max, min } = Math;

export class AdwinBoosting extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs: number;
  private readonly row: Float64Array;

  constructor(
    private readonly problem: Problem,
    private readonly members: WatchedMembers,
    private readonly random: Random,
    private readonly tallies: Float64Array,
  ) {
    super();
    this.outputs = problem.outputs;
    this.row = new Float64Array(problem.outputs);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { row, outputs } = this;
    const { learners } = this.members;
    let total = 0;
    for (let member = 0; member < learners.length; member++) total += this.voteOf(member);
    for (let output = 0; output < outputs; output++) out[at + output] = 0;
    for (let member = 0; member < learners.length; member++) {
      const vote = total > 0 ? this.voteOf(member) : 1;
      if (vote === 0) continue;
      learners[member]!.predictExample(batch, example, row, 0);
      for (let output = 0; output < outputs; output++) out[at + output]! += vote * row[output]!;
    }
    // Divided once: shares of the votes may add up to more than 1.
    const all = total > 0 ? total : learners.length;
    for (let output = 0; output < outputs; output++) out[at + output]! /= all;
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { members, random, row, tallies } = this;
    const { learners } = members;
    const label = batch.label[example]!;
    let passed = 1;
    let changed = false;
    for (let member = 0; member < learners.length; member++) {
      const learner = learners[member]!;
      const times = random.poisson(passed);
      if (times > 0) learner.learnExample(batch, example, times * weight);
      learner.predictExample(batch, example, row, 0);
      const isRight = likeliest(row) === label;
      const at = member * STRIDE;
      const kept = at + (isRight ? RIGHT : WRONG);
      tallies[kept] = tallies[kept]! + passed * weight;
      const factor = (tallies[at + RIGHT]! + tallies[at + WRONG]!) / (2 * tallies[kept]!);
      passed = min(MOST_WEIGHT, max(LEAST_WEIGHT, passed * factor));
      if (members.hasWorsened(member, isRight ? 0 : 1)) changed = true;
    }
    if (!changed) return;
    const renewed = STRIDE * members.replaceWorst();
    tallies.fill(0, renewed, renewed + STRIDE);
  }

  save(): LearnerState {
    const { scalars, arrays } = this.members.save();
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...scalars, ...shapeOf(this.members.learners.length, this.problem) },
      arrays: { ...arrays, random: this.random.save(), tallies: this.tallies.slice() },
    };
  }

  /** 0 for a member that is no better than chance. */
  private voteOf(member: number): number {
    const at = member * STRIDE;
    return max(0, log((this.tallies[at + RIGHT]! + 1) / (this.tallies[at + WRONG]! + 1)));
  }
}

export interface BoostingSettings extends WatchSettings {
  readonly driftDelta: number;
}

const shapeOf = (models: number, { task, outputs }: Problem) => ({ task, outputs, models });

export const createBoosting = (settings: BoostingSettings, problem: Problem, make: Member): AdwinBoosting =>
  new AdwinBoosting(
    problem,
    WatchedMembers.create(settings, problem, make),
    Random.seeded(problem.seed),
    new Float64Array(STRIDE * settings.models),
  );

/** @throws StateRefused */
export function loadBoosting(
  settings: BoostingSettings,
  problem: Problem,
  make: Member,
  state: LearnerState,
): AdwinBoosting {
  expectState(state, KIND, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(settings.models, problem))) expectScalar(state, name, wanted);
  const members = WatchedMembers.load(settings, problem, make, state);
  const random = randomOf(state);
  return new AdwinBoosting(problem, members, random, floatsOf(state, 'tallies', STRIDE * settings.models));
}
