/**
 * What the network sees of a numeric feature: standard deviations from its running mean (StandardScaler), or, where the
 * declaration says so, the value itself. Standardising makes features of different units alike; of features that have
 * one unit, such as pixels, it enlarges those that are hardly ever on. O(1) per value.
 *
 * NaN is missing and stays so. Values as given are limited to ±20, like standardised ones: an absurd value must not
 * move the weights further than a bounded step.
 */
import type { NeuralLearnerDeclaration } from '../../contracts/learners/neural';
import { MAX_DEVIATIONS, type StandardScaler } from '../../domain/features/standard-scaler';

export interface InputScale {
  scale(column: number, value: number): number;
  /** `count` rows of all columns, each value as `scale` does it. */
  scaleRows(values: Float64Array, count: number, out: Float32Array): void;
}

export const isStandardised = ({ standardise }: Pick<NeuralLearnerDeclaration, 'standardise'>): boolean =>
  standardise !== false;

export const inputScale = (
  declaration: Pick<NeuralLearnerDeclaration, 'standardise'>,
  features: StandardScaler,
): InputScale => (isStandardised(declaration) ? features : AS_GIVEN);

const AS_GIVEN: InputScale = {
  scale: (_, value) => limited(value),
  scaleRows: (values, _, out) => {
    for (let at = 0; at < out.length; at++) out[at] = limited(values[at]!);
  },
};

const limited = (value: number): number => Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, value));
