/**
 * From served values to what learners see: hashed slots and numbers, as row-major typed arrays. Stateless: the same values
 * give the same slots for ever, from the columns of a block or from the features of one request.
 *
 * A cross hashes its parts' hashes, as little-endian words, with MurmurHash3 under its own seed. Slots are the low bits of the
 * hash. O(examples x (features + parts of crosses)), and one hash per text that is new to a dictionary.
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import type { ExampleColumns } from '../examples/columns';
import type { FeatureBatch, LabelledBatch } from './batch';
import { CategoryHashes } from './category-hashes';
import { finish, mixWord } from './murmur3';
import { type FeaturePlan, planFeatures } from './plan';
import { categoryOf, numberOf, type ServedFeatures } from './served-value';

const WORD_BYTES = 4;

export interface Encoder {
  /** Examples from..to-1 of columns made under the same declaration. Labels, weights and times are views of the columns. */
  encode(columns: ExampleColumns, from: number, to: number): LabelledBatch;
  /** A batch of one, for predicting. */
  encodeServed(features: ServedFeatures): FeatureBatch;
}

export function createEncoder(declaration: Pick<ModelDeclaration, 'features' | 'crosses' | 'hashBits'>): Encoder {
  const plan = planFeatures(declaration);
  const hashes: Hashes = {
    low: plan.seeds.map((seed, at) => new CategoryHashes(seed, plan.missing[at]!)),
    high: plan.identitySeeds.map((seed, at) => new CategoryHashes(seed, plan.identityMissing[at]!)),
  };
  return {
    encode: (columns, from, to) => encodeColumns(plan, hashes, columns, from, to),
    encodeServed: (features) => encodeOne(plan, hashes, features),
  };
}

/** Per categorical feature: the hash that slots are of, and the one that makes an identity with it. */
interface Hashes {
  readonly low: readonly CategoryHashes[];
  readonly high: readonly CategoryHashes[];
}

function encodeColumns(
  plan: FeaturePlan,
  hashes: Hashes,
  columns: ExampleColumns,
  from: number,
  to: number,
): LabelledBatch {
  const count = to - from;
  const { mask, crosses } = plan;
  const categoricalCount = plan.categorical.length;
  const hashedCount = categoricalCount + crosses.length;
  const hashed = new Int32Array(count * hashedCount);
  const tables = hashes.low.map((feature, at) => feature.table(columns.categorical[at]!.dictionary));
  const identity = new Uint32Array(2 * count * categoricalCount);
  for (let feature = 0; feature < categoricalCount; feature++) {
    const table = tables[feature]!;
    const { codes, dictionary } = columns.categorical[feature]!;
    const high = hashes.high[feature]!.table(dictionary);
    const stride = 2 * categoricalCount;
    for (let i = 0, at = feature, own = 2 * feature; i < count; i++, at += hashedCount, own += stride) {
      const code = codes[from + i]!;
      const hash = table[code]!;
      hashed[at] = hash & mask;
      identity[own] = hash;
      identity[own + 1] = high[code]!;
    }
  }
  const state = new Int32Array(crosses.length > 0 ? count : 0);
  for (let cross = 0; cross < crosses.length; cross++) {
    const { seed, parts } = crosses[cross]!;
    state.fill(seed);
    for (let part = 0; part < parts.length; part++) {
      const table = tables[parts[part]!]!;
      const { codes } = columns.categorical[parts[part]!]!;
      for (let i = 0; i < count; i++) state[i] = mixWord(state[i]!, table[codes[from + i]!]!);
    }
    const bytes = WORD_BYTES * parts.length;
    for (let i = 0, at = categoricalCount + cross; i < count; i++, at += hashedCount) {
      hashed[at] = finish(state[i]!, bytes) & mask;
    }
  }
  return {
    count,
    numericCount: plan.numeric.length,
    numeric: rowMajor(columns.numeric, from, to),
    hashedCount,
    categoricalCount,
    hashed,
    identity,
    label: columns.label.subarray(from, to),
    weight: columns.weight.subarray(from, to),
    completedAtMs: columns.completedAtMs.subarray(from, to),
  };
}

function rowMajor(columns: readonly Float64Array[], from: number, to: number): Float64Array {
  const width = columns.length;
  const rows = new Float64Array((to - from) * width);
  for (let column = 0; column < width; column++) {
    const values = columns[column]!;
    for (let i = from, at = column; i < to; i++, at += width) rows[at] = values[i]!;
  }
  return rows;
}

function encodeOne(plan: FeaturePlan, { low, high }: Hashes, features: ServedFeatures): FeatureBatch {
  const { mask, missing, identityMissing, crosses, categorical, numeric } = plan;
  const hashedCount = categorical.length + crosses.length;
  const own = new Uint32Array(categorical.length);
  const identity = new Uint32Array(2 * categorical.length);
  const hashed = new Int32Array(hashedCount);
  for (let at = 0; at < categorical.length; at++) {
    const text = categoryOf(features[categorical[at]!]);
    own[at] = text === null ? missing[at]! : low[at]!.hash(text);
    identity[2 * at] = own[at]!;
    identity[2 * at + 1] = text === null ? identityMissing[at]! : high[at]!.hash(text);
    hashed[at] = own[at]! & mask;
  }
  for (let cross = 0; cross < crosses.length; cross++) {
    const { seed, parts } = crosses[cross]!;
    let state = seed;
    for (let part = 0; part < parts.length; part++) state = mixWord(state, own[parts[part]!]!);
    hashed[categorical.length + cross] = finish(state, WORD_BYTES * parts.length) & mask;
  }
  const numbers = new Float64Array(numeric.length);
  for (let at = 0; at < numeric.length; at++) numbers[at] = numberOf(features[numeric[at]!]);
  return {
    count: 1,
    numericCount: numeric.length,
    numeric: numbers,
    hashedCount,
    categoricalCount: categorical.length,
    hashed,
    identity,
  };
}
