/**
 * A random forest for a changing stream: Gomes et al. 2017, "Adaptive random forests for evolving data stream classification". Trees
 * differ by chance weights (online bagging, Poisson) and by the features that each leaf may look at. A tree whose errors rise gets
 * a successor that grows in the background, and is replaced by it when the rise is certain. Each tree's vote counts by its accuracy
 * since it began, as in MOA.
 *
 * learn O(trees) times that of a tree, and of a background tree while there is one. Untrained: every class as likely.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import { arrayOf, expectScalar, expectState, numberOf } from '../../state/saved-state';
import type { ExampleLearner, LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { ForestMember, type Vigilance } from './forest-member';
import { likeliest } from './likeliest';
import { type Member, memberState, problemOfMember, saveMembers } from './members';

const KIND = 'adaptiveRandomForest';
const FORMAT = 1;

export interface ForestSettings extends Vigilance {
  readonly models: number;
  readonly poissonMean: number;
}

export class AdaptiveRandomForest extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs: number;
  private readonly row: Float64Array;

  constructor(
    private readonly settings: ForestSettings,
    private readonly problem: Problem,
    private readonly make: Member,
    private readonly members: readonly ForestMember[],
    private readonly random: Random,
    private successors: number,
  ) {
    super();
    this.outputs = problem.outputs;
    this.row = new Float64Array(problem.outputs);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { members, row, outputs } = this;
    let total = 0;
    for (let output = 0; output < outputs; output++) out[at + output] = 0;
    for (let member = 0; member < members.length; member++) {
      const { tree, accuracy } = members[member]!;
      // One that was never right yet is heard like the others, or nobody might be.
      const weight = accuracy > 0 ? accuracy : 1;
      tree.predictExample(batch, example, row, 0);
      for (let output = 0; output < outputs; output++) out[at + output]! += weight * row[output]!;
      total += weight;
    }
    for (let output = 0; output < outputs; output++) out[at + output]! /= total;
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { members, random, settings } = this;
    const label = batch.label[example]!;
    for (let at = 0; at < members.length; at++) {
      const member = members[at]!;
      member.score(this.choice(member.tree, batch, example) === label, weight);
      const times = random.poisson(settings.poissonMean);
      if (times === 0) continue;
      member.tree.learnExample(batch, example, times * weight);
      member.background?.learnExample(batch, example, times * weight);
      member.watch(this.choice(member.tree, batch, example) !== label, () => this.successor(at));
    }
  }

  save(): LearnerState {
    const { members, random, successors, settings, problem } = this;
    const { scalars, arrays } = saveMembers(members);
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...scalars, ...shapeOf(settings, problem), successors },
      arrays: { ...arrays, random: random.save() },
    };
  }

  private successor(at: number): ExampleLearner {
    this.successors += 1;
    return this.make(problemOfMember(this.problem, at, this.successors));
  }

  private choice(tree: ExampleLearner, batch: FeatureBatch, example: number): number {
    tree.predictExample(batch, example, this.row, 0);
    return likeliest(this.row);
  }
}

const shapeOf = ({ models }: ForestSettings, { task, outputs }: Problem) => ({ task, outputs, models });

export function createForest(settings: ForestSettings, problem: Problem, make: Member): AdaptiveRandomForest {
  const members = Array.from({ length: settings.models }, (_, at) =>
    ForestMember.create(settings, make(problemOfMember(problem, at))),
  );
  return new AdaptiveRandomForest(settings, problem, make, members, Random.seeded(problem.seed), 0);
}

/** @throws StateRefused */
export function loadForest(
  settings: ForestSettings,
  problem: Problem,
  make: Member,
  state: LearnerState,
): AdaptiveRandomForest {
  expectState(state, KIND, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(settings, problem))) expectScalar(state, name, wanted);
  const members = Array.from({ length: settings.models }, (_, at) =>
    ForestMember.load(settings, (own) => make(problemOfMember(problem, at), own), memberState(state, at)),
  );
  const random = Random.load(arrayOf(state, 'random', Uint32Array, 4));
  return new AdaptiveRandomForest(settings, problem, make, members, random, numberOf(state, 'successors'));
}
