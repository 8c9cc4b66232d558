/**
 * Many learners that differ by chance, for a stream that changes: each learns every example with a chance weight (online bagging,
 * Poisson), and looks at features of its own. One whose errors rise gets a successor that grows in the background, and is replaced by
 * it when the rise is certain. Each member's vote counts by its accuracy since it began, as in MOA.
 *
 * Adaptive random forest (Gomes et al. 2017, "Adaptive random forests for evolving data stream classification"): trees, and each leaf
 * looks at features of its own. Streaming random patches (Gomes, Read and Bifet 2019, "Streaming random patches for evolving data
 * stream classification"): any learner, and each member is given features of its own (feature-subset.ts).
 *
 * The errors that are watched are those of predictions made before the example was learned.
 *
 * learn O(members) times that of a member, and of a background learner while there is one. Memory: that of the members, at most twice,
 * and log2(examples) words a member for its detectors. Untrained: what untrained members say.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import { randomOf } from '../../state/random-state';
import { expectScalar, expectState, numberOf } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { likeliest } from './likeliest';
import { type Member, memberState, problemOfMember, saveMembers } from './members';
import { RenewedMember, type Vigilance } from './renewed-member';

const FORMAT = 1;

export interface RenewedSettings extends Vigilance {
  readonly kind: 'adaptiveRandomForest' | 'streamingRandomPatches';
  readonly models: number;
  readonly poissonMean: number;
}

export class RenewedEnsemble extends OneByOne {
  readonly kind: RenewedSettings['kind'];
  protected readonly outputs: number;
  private readonly row: Float64Array;

  constructor(
    private readonly settings: RenewedSettings,
    private readonly problem: Problem,
    private readonly make: Member,
    private readonly members: readonly RenewedMember[],
    private readonly random: Random,
    /** Learners made after the first ones. */
    private successors: number,
  ) {
    super();
    this.kind = settings.kind;
    this.outputs = problem.outputs;
    this.row = new Float64Array(problem.outputs);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { members, row, outputs } = this;
    let total = 0;
    for (let output = 0; output < outputs; output++) out[at + output] = 0;
    for (let index = 0; index < members.length; index++) {
      const member = members[index]!;
      const { accuracy } = member;
      // One that was never right yet is heard like the others, or nobody might be.
      const weight = accuracy > 0 ? accuracy : 1;
      member.learner.predictExample(batch, example, row, 0);
      for (let output = 0; output < outputs; output++) out[at + output]! += weight * row[output]!;
      total += weight;
    }
    for (let output = 0; output < outputs; output++) out[at + output]! /= total;
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { members, random, settings, row } = this;
    const label = batch.label[example]!;
    for (let at = 0; at < members.length; at++) {
      const member = members[at]!;
      const times = random.poisson(settings.poissonMean);
      if (times > 0) member.predictAndLearn(batch, example, times * weight, row);
      else member.learner.predictExample(batch, example, row, 0);
      const isRight = likeliest(row) === label;
      member.score(isRight, weight);
      if (times > 0) this.watch(at, isRight ? 0 : 1);
    }
  }

  save(): LearnerState {
    const { members, random, successors, settings, problem } = this;
    const { scalars, arrays } = saveMembers(members);
    return {
      kind: this.kind,
      format: FORMAT,
      scalars: { ...scalars, ...shapeOf(settings, problem), successors },
      arrays: { ...arrays, random: random.save() },
    };
  }

  private watch(at: number, error: number): void {
    const member = this.members[at]!;
    if (member.isWarned(error)) this.prepare(member, at);
    if (!member.hasDrifted(error)) return;
    if (!member.isPrepared) this.prepare(member, at);
    member.renew();
  }

  private prepare(member: RenewedMember, at: number): void {
    this.successors += 1;
    member.prepare(this.make(problemOfMember(this.problem, at, this.successors)), this.successors);
  }
}

const shapeOf = ({ models }: RenewedSettings, { task, outputs }: Problem) => ({ task, outputs, models });

export function createRenewed(settings: RenewedSettings, problem: Problem, make: Member): RenewedEnsemble {
  const members = Array.from({ length: settings.models }, (_, at) =>
    RenewedMember.create(settings, make(problemOfMember(problem, at))),
  );
  return new RenewedEnsemble(settings, problem, make, members, Random.seeded(problem.seed), 0);
}

/** @throws StateRefused */
export function loadRenewed(
  settings: RenewedSettings,
  problem: Problem,
  make: Member,
  state: LearnerState,
): RenewedEnsemble {
  expectState(state, settings.kind, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(settings, problem))) expectScalar(state, name, wanted);
  const members = Array.from({ length: settings.models }, (_, at) =>
    RenewedMember.load(
      settings,
      (own, number) => make(problemOfMember(problem, at, number), own),
      memberState(state, at),
    ),
  );
  const random = randomOf(state);
  return new RenewedEnsemble(settings, problem, make, members, random, numberOf(state, 'successors'));
}
