/**
 * Streams of binary outcomes with two or more models whose expected log losses are known exactly. The log odds of an outcome are
 * one of 16 values; a model's are off by `error` times an independent random sign of its own. So models with the same
 * error are exactly as good and predict differently, and a larger error is worse by an amount that a finite sum gives.
 */
import type { PairedPredictions } from '../../functions/domain/promotion/differences';
import type { Prng } from './prng';

/** Taken once: in jest's sandbox each look-up of the global `Math` costs more than what it does. */
const { exp, log, sqrt } = Math;

const LEVELS = 16;
/** Log odds from -3.4 to 0.6: 22 % positive. */
const logOdds = (level: number): number => -3.4 + (4 * level) / (LEVELS - 1);
const logistic = (z: number): number => 1 / (1 + exp(-z));

/** How a pair of models does on one example: expected difference of log loss, and its standard deviation. */
export interface Gain {
  readonly mean: number;
  readonly deviation: number;
}

/** The difference of log loss that each outcome of each level and signs gives, with its probability. */
export function differencesOfPair(
  championError: number,
  candidateError: number,
  sameSign: boolean,
): [number, number][] {
  const cells: [number, number][] = [];
  for (let level = 0; level < LEVELS; level++) {
    for (const championSign of [-1, 1]) {
      for (const candidateSign of sameSign ? [championSign] : [-1, 1]) {
        const truth = logistic(logOdds(level));
        const champion = logistic(logOdds(level) + championSign * championError);
        const candidate = logistic(logOdds(level) + candidateSign * candidateError);
        const share = 1 / (LEVELS * 2 * (sameSign ? 1 : 2));
        cells.push([log(candidate / champion), share * truth]);
        cells.push([log((1 - candidate) / (1 - champion)), share * (1 - truth)]);
      }
    }
  }
  return cells;
}

export function gainOf(cells: readonly [number, number][]): Gain {
  const mean = cells.reduce((sum, [difference, probability]) => sum + difference * probability, 0);
  const square = cells.reduce((sum, [difference, probability]) => sum + difference * difference * probability, 0);
  return { mean, deviation: sqrt(square - mean * mean) };
}

/** The error at which a candidate's expected difference is `gain`, below 0 for a worse one; to 1e-12. */
export function errorForGain(championError: number, gain: number, sameSign: boolean): number {
  let low = 0;
  let high = 4;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (gainOf(differencesOfPair(championError, middle, sameSign)).mean > gain) low = middle;
    else high = middle;
  }
  return low;
}

/** Which random sign a model's error follows: models with the same number err together. At most 30 of them. */
export interface SimulatedModel {
  readonly error: number;
  readonly sign: number;
}

export interface SimulatedBatch {
  readonly label: Float64Array;
  readonly level: Int32Array;
  readonly signs: Int32Array;
  /** 0, 1, 2, … */
  readonly rows: Int32Array;
}

export function drawBatch(prng: Prng, count: number): SimulatedBatch {
  const label = new Float64Array(count);
  const level = new Int32Array(count);
  const signs = new Int32Array(count);
  const rows = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    rows[i] = i;
    level[i] = prng.int(LEVELS);
    signs[i] = prng.int(2 ** 30);
    label[i] = prng.next() < TRUTH[level[i]!]! ? 1 : 0;
  }
  return { label, level, signs, rows };
}

const TRUTH = Float64Array.from({ length: LEVELS }, (_, level) => logistic(logOdds(level)));

export function predictionsOf({ error, sign }: SimulatedModel, { level, signs }: SimulatedBatch): Float64Array {
  const table = new Float64Array(2 * LEVELS);
  for (let at = 0; at < table.length; at++) table[at] = logistic(logOdds(at >> 1) + (at & 1 ? error : -error));
  const predictions = new Float64Array(level.length);
  for (let i = 0; i < predictions.length; i++) predictions[i] = table[2 * level[i]! + ((signs[i]! >> sign) & 1)]!;
  return predictions;
}

/** All examples of the batch, as the gate takes them. */
export function pairOf(
  { label, rows }: SimulatedBatch,
  champion: Float64Array,
  candidate: Float64Array,
): PairedPredictions {
  return { label, champion, candidate, outputs: 1, rows, rowCount: rows.length };
}
