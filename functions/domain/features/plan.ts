/**
 * Which column is which? The features of a declaration by kind, each kind sorted by name: the order in which a declaration
 * lists its features decides nothing, as it decides nothing of the declaration's hash. Two declarations of one hash read each
 * other's states.
 *
 * Seeds: a feature hashes with MurmurHash3 of its name, a cross with that of its parts' names joined by a NUL. A missing
 * value hashes as the one byte 0xFF, which is no UTF-8 text: neither '' nor any string is the same value.
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import { hashBytes, hashText } from './murmur3';

type Declared = Pick<ModelDeclaration, 'features'>;

export interface FeatureNames {
  readonly categorical: readonly string[];
  readonly numeric: readonly string[];
}

export function featureNames({ features }: Declared): FeatureNames {
  const names = Object.keys(features).sort();
  return {
    categorical: names.filter((name) => features[name]!.kind === 'categorical'),
    numeric: names.filter((name) => features[name]!.kind === 'numeric'),
  };
}

export interface FeaturePlan extends FeatureNames {
  /** Per categorical feature. */
  readonly seeds: readonly number[];
  readonly missing: readonly number[];
  /** Seeds of the second hash, which makes an identity of 64 bits with the first. */
  readonly identitySeeds: readonly number[];
  readonly identityMissing: readonly number[];
  /** `parts` index into the categorical features. */
  readonly crosses: readonly { readonly seed: number; readonly parts: readonly number[] }[];
  /** Hash & mask is a slot. */
  readonly mask: number;
}

const MISSING = Uint8Array.of(0xff);
/** Any number but 0, under which names give the first seeds. */
const IDENTITY = 0x9e3779b9;

/** @throws Error when a cross names what is no categorical feature; a checked declaration has none. */
export function planFeatures(declaration: Pick<ModelDeclaration, 'features' | 'crosses' | 'hashBits'>): FeaturePlan {
  const { categorical, numeric } = featureNames(declaration);
  const seeds = categorical.map((name) => hashText(name, 0));
  const identitySeeds = categorical.map((name) => hashText(name, IDENTITY));
  return {
    categorical,
    numeric,
    seeds,
    missing: seeds.map((seed) => hashBytes(MISSING, MISSING.length, seed)),
    identitySeeds,
    identityMissing: identitySeeds.map((seed) => hashBytes(MISSING, MISSING.length, seed)),
    crosses: declaration.crosses.map((names) => ({
      seed: hashText(names.join('\0'), 0),
      parts: names.map((name) => {
        const part = categorical.indexOf(name);
        if (part < 0) throw new Error(`crosses: ${name} is no categorical feature of this declaration`);
        return part;
      }),
    })),
    mask: 2 ** declaration.hashBits - 1,
  };
}
