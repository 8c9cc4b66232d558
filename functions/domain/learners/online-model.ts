/**
 * What does one learner make of examples as plain objects, without stream, versions or gate? Any declared learner but the neural one, with
 * the same hashing of categories and crosses as in a deployed model: what does well here can be declared there as it is.
 *
 * The cost is the learner's, and that of hashing one example's texts; a batch at a time is cheaper (encoder.ts, learner.ts). Before
 * anything is learned it answers as the learner does. A weight of 0 counts for nothing; missing features are null, or left out.
 */
import type { FeatureDeclaration, ModelDeclaration, OutcomeDeclaration } from '../../contracts/declaration';
import { days } from '../../contracts/duration';
import type { LearnerDeclaration } from '../../contracts/learners/learner';
import { type ModelOptions, model, whenBetter } from '../../contracts/model';
import { binary, multiclass, regression } from '../../contracts/outcomes';
import type { FeatureBatch } from '../features/batch';
import { createEncoder, type Encoder } from '../features/encoder';
import { encodingHash } from '../features/encoding';
import { expectFeatures } from '../features/expect-features';
import type { ServedFeatures } from '../features/served-value';
import { nestedState, nestStates } from '../state/nested-state';
import { expectScalar, expectState, type SavedState } from '../state/saved-state';
import { createLearner, loadLearner, problemOf } from './create';
import type { Learner, Problem } from './learner';

const KIND = 'onlineModel';
const FORMAT = 1;
const LARGEST = 1e100;

export interface OnlineModelOptions extends Pick<ModelOptions, 'crosses' | 'hashBits' | 'seed'> {
  readonly outcome: 'binary' | 'regression' | { readonly classes: readonly string[] };
  readonly features: Readonly<Record<string, FeatureDeclaration>>;
  readonly learner: LearnerDeclaration;
}

export interface Circumstances {
  /** @default 1 */
  readonly weight?: number;
  /** When the outcome became known, ms since the epoch: for learners that forget what is old. @default 0 */
  readonly timeMs?: number;
}

export class OnlineModel {
  private readonly encoder: Encoder;

  private constructor(
    private readonly declaration: ModelDeclaration,
    readonly problem: Problem,
    readonly learner: Learner,
  ) {
    this.encoder = createEncoder(declaration);
  }

  /** @throws DeclarationError naming what cannot be meant */
  static create(options: OnlineModelOptions): OnlineModel {
    const declaration = declarationOf(options);
    const problem = problemOf(declaration);
    return new OnlineModel(declaration, problem, createLearner(options.learner, problem));
  }

  /** @throws DeclarationError, StateRefused for a state that was learned with other features or another learner */
  static load(options: OnlineModelOptions, state: SavedState): OnlineModel {
    const declaration = declarationOf(options);
    const problem = problemOf(declaration);
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'encoding', encodingHash(declaration));
    return new OnlineModel(declaration, problem, loadLearner(options.learner, problem, nestedState(state, 'learner')));
  }

  /** The probability of 1, the value, or a probability per class in the order of `classes`; into `out`, when given. */
  predict(features: ServedFeatures, out = new Float64Array(this.problem.outputs)): Float64Array {
    this.learner.predict(this.encode(features), out);
    return out;
  }

  /** @param outcome 0 or 1, a number, or the name of a class @throws RangeError for an outcome that is none, or a negative weight */
  learn(features: ServedFeatures, outcome: number | string, { weight = 1, timeMs = 0 }: Circumstances = {}): void {
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`a weight is finite and at least 0, not ${weight}`);
    const label = labelOf(this.declaration.outcome, outcome);
    const seen = this.encode(features);
    if (weight === 0) return;
    // Field by field: spreading the batch would cost more than most learners do.
    this.learner.learn({
      count: 1,
      numericCount: seen.numericCount,
      numeric: seen.numeric,
      hashedCount: seen.hashedCount,
      categoricalCount: seen.categoricalCount,
      hashed: seen.hashed,
      identity: seen.identity,
      label: Float64Array.of(label),
      weight: Float64Array.of(weight),
      completedAtMs: Float64Array.of(timeMs),
    });
  }

  /** What the learner sees of these features. @throws RangeError for what was not declared */
  encode(features: ServedFeatures): FeatureBatch {
    expectFeatures(this.declaration.features, features);
    return this.encoder.encodeServed(features);
  }

  save(): SavedState {
    const { scalars, arrays } = nestStates({ learner: this.learner.save() });
    return { kind: KIND, format: FORMAT, scalars: { ...scalars, encoding: encodingHash(this.declaration) }, arrays };
  }
}

/** The window and the gate are those of a deployed model; nothing here waits or is promoted. */
function declarationOf({ outcome, learner, ...options }: OnlineModelOptions): ModelDeclaration {
  const within = days(1);
  const metric = outcome === 'regression' ? ('squaredError' as const) : ('logLoss' as const);
  return model('online', {
    ...options,
    outcome:
      outcome === 'binary'
        ? binary({ within })
        : outcome === 'regression'
          ? regression({ within })
          : multiclass({ within, classes: outcome.classes }),
    learners: [learner],
    promote: whenBetter({ metric, ...(metric === 'squaredError' ? { lossBound: 1 } : {}) }),
  });
}

function labelOf(declared: OutcomeDeclaration, outcome: number | string): number {
  if (declared.kind === 'multiclass') {
    const label = typeof outcome === 'string' ? declared.classes.indexOf(outcome) : -1;
    if (label >= 0) return label;
    throw new RangeError(`an outcome is one of ${declared.classes.join(', ')}, not ${outcome}`);
  }
  const [wanted, isOne] =
    declared.kind === 'binary'
      ? ['0 or 1', outcome === 0 || outcome === 1]
      : ['a number of at most 1e100 in magnitude', typeof outcome === 'number' && Math.abs(outcome) <= LARGEST];
  if (isOne && typeof outcome === 'number') return outcome;
  throw new RangeError(`an outcome is ${wanted}, not ${outcome}`);
}
