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
import { Adwin } from '../../drift/detectors/adwin';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import { nestedState, nestStates } from '../../state/nested-state';
import { arrayOf, expectScalar, expectState, numberOf } from '../../state/saved-state';
import type { ExampleLearner, LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { likeliest } from './likeliest';
import { type Member, memberState, problemOfMember, saveMembers } from './members';
import { rises } from './rising-errors';

const FORMAT = 1;

export interface BaggingSettings {
  readonly kind: 'onlineBagging' | 'leveragingBagging';
  readonly models: number;
  /** Mean of the Poisson distribution. */
  readonly poissonMean: number;
  /** ADWIN's confidence; null: members are never replaced. */
  readonly driftDelta: number | null;
}

export class Bagging extends OneByOne {
  readonly kind: BaggingSettings['kind'];
  protected readonly outputs: number;
  private readonly row: Float64Array;

  constructor(
    private readonly settings: BaggingSettings,
    private readonly problem: Problem,
    private readonly make: Member,
    private readonly members: ExampleLearner[],
    private readonly random: Random,
    /** One per member; none where members are never replaced. */
    private readonly errors: Adwin[],
    private replacements: number,
  ) {
    super();
    this.kind = settings.kind;
    this.outputs = problem.outputs;
    this.row = new Float64Array(problem.outputs);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { members, row, outputs } = this;
    for (let output = 0; output < outputs; output++) out[at + output] = 0;
    for (let member = 0; member < members.length; member++) {
      members[member]!.predictExample(batch, example, row, 0);
      for (let output = 0; output < outputs; output++) out[at + output]! += row[output]! / members.length;
    }
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { members, random, settings, errors } = this;
    let changed = false;
    for (let member = 0; member < members.length; member++) {
      if (errors.length > 0 && this.erred(batch, example, member)) changed = true;
      const times = random.poisson(settings.poissonMean);
      if (times > 0) members[member]!.learnExample(batch, example, times * weight);
    }
    if (changed) this.replaceWorst();
  }

  save(): LearnerState {
    const { settings, problem, members, errors } = this;
    const own = saveMembers(members);
    const detectors = nestStates(Object.fromEntries(errors.map((adwin, at) => [`errors${at}`, adwin.save()])));
    return {
      kind: this.kind,
      format: FORMAT,
      scalars: { ...own.scalars, ...detectors.scalars, ...shapeOf(settings, problem), replacements: this.replacements },
      arrays: { ...own.arrays, ...detectors.arrays, random: this.random.save() },
    };
  }

  /** Whether ADWIN sees that this member's errors have changed for the worse. */
  private erred(batch: LabelledBatch, example: number, member: number): boolean {
    const { row } = this;
    this.members[member]!.predictExample(batch, example, row, 0);
    return rises(this.errors[member]!, likeliest(row) === batch.label[example] ? 0 : 1);
  }

  private replaceWorst(): void {
    const { errors, members } = this;
    let worst = 0;
    for (let member = 1; member < errors.length; member++) {
      if (errors[member]!.mean > errors[worst]!.mean) worst = member;
    }
    this.replacements += 1;
    members[worst] = this.make(problemOfMember(this.problem, worst, this.replacements));
    errors[worst] = adwinOf(this.settings);
  }
}

const adwinOf = ({ driftDelta }: BaggingSettings): Adwin =>
  driftDelta === null ? Adwin.create() : Adwin.create({ delta: driftDelta });

const shapeOf = ({ models }: BaggingSettings, { task, outputs }: Problem) => ({ task, outputs, models });

const watchedMembers = ({ models, driftDelta }: BaggingSettings): number => (driftDelta === null ? 0 : models);

export function createBagging(settings: BaggingSettings, problem: Problem, make: Member): Bagging {
  const members = Array.from({ length: settings.models }, (_, at) => make(problemOfMember(problem, at)));
  const errors = Array.from({ length: watchedMembers(settings) }, () => adwinOf(settings));
  return new Bagging(settings, problem, make, members, Random.seeded(problem.seed), errors, 0);
}

/** @throws StateRefused */
export function loadBagging(settings: BaggingSettings, problem: Problem, make: Member, state: LearnerState): Bagging {
  expectState(state, settings.kind, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(settings, problem))) expectScalar(state, name, wanted);
  const members = Array.from({ length: settings.models }, (_, at) =>
    make(problemOfMember(problem, at), memberState(state, at)),
  );
  const errors = Array.from({ length: watchedMembers(settings) }, (_, at) =>
    Adwin.load(nestedState(state, `errors${at}`)),
  );
  const random = Random.load(arrayOf(state, 'random', Uint32Array, 4));
  return new Bagging(settings, problem, make, members, random, errors, numberOf(state, 'replacements'));
}
