/**
 * The sketches of all features of a model: made once of a micro-batch's columns and merged into the baseline of each line, or made
 * of events as they were served. Categories are hashed as learners hash them, under the feature's own seed.
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import type { ExampleColumns } from '../examples/columns';
import { CategoryHashes } from '../features/category-hashes';
import { featureNames, planFeatures } from '../features/plan';
import { categoryOf, numberOf, type ServedFeatures } from '../features/served-value';
import { addSketches, emptySketch, halvedSketch, type Sketch } from './sketch';
import { CategorySketcher } from './sketch-categories';
import { allRows, sketchNumbers } from './sketch-numbers';

type Declared = Pick<ModelDeclaration, 'features'>;

/** Each list in order of the features' names. */
export interface FeatureSketches {
  readonly categorical: readonly Sketch[];
  readonly numeric: readonly Sketch[];
}

/** One value for one declaration: lines that begin alike share it, and whoever adds to it can see that. */
const empties = new WeakMap<Declared['features'], FeatureSketches>();

export function emptySketches(declaration: Declared): FeatureSketches {
  const known = empties.get(declaration.features);
  if (known !== undefined) return known;
  const { categorical, numeric } = featureNames(declaration);
  const empty = {
    categorical: categorical.map(() => emptySketch('categorical')),
    numeric: numeric.map(() => emptySketch('numeric')),
  };
  empties.set(declaration.features, empty);
  return empty;
}

/** Of the same features. O(bins). */
export const addFeatures = (a: FeatureSketches, b: FeatureSketches): FeatureSketches => ({
  categorical: a.categorical.map((sketch, at) => addSketches(sketch, b.categorical[at]!)),
  numeric: a.numeric.map((sketch, at) => addSketches(sketch, b.numeric[at]!)),
});

export const halvedFeatures = ({ categorical, numeric }: FeatureSketches, turn: number): FeatureSketches => ({
  categorical: categorical.map((sketch) => halvedSketch(sketch, turn)),
  numeric: numeric.map((sketch) => halvedSketch(sketch, turn)),
});

export class Sketcher {
  private readonly names;
  private readonly categories: readonly CategorySketcher[];

  constructor(declaration: Declared) {
    const plan = planFeatures({ ...declaration, crosses: [], hashBits: 1 });
    this.names = { categorical: plan.categorical, numeric: plan.numeric };
    this.categories = plan.seeds.map((seed, at) => new CategorySketcher(new CategoryHashes(seed, plan.missing[at]!)));
  }

  /** `rows`: only these rows of the columns. */
  ofColumns({ categorical, numeric, count }: ExampleColumns, rows = allRows(count)): FeatureSketches {
    return {
      categorical: this.categories.map((sketcher, at) => sketcher.ofColumn(categorical[at]!, rows)),
      numeric: numeric.map((values) => sketchNumbers(values, rows)),
    };
  }

  ofServed(served: readonly ServedFeatures[]): FeatureSketches {
    const { categorical, numeric } = this.names;
    const rows = allRows(served.length);
    return {
      categorical: categorical.map((name, at) =>
        this.categories[at]!.ofTexts(served.map((features) => categoryOf(features[name]))),
      ),
      numeric: numeric.map((name) =>
        sketchNumbers(
          Float64Array.from(served, (features) => numberOf(features[name])),
          rows,
        ),
      ),
    };
  }
}
