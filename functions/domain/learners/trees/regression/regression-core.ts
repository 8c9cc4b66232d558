/**
 * A tree for values over a stream: FIMT of Ikonomovska, Gama and Džeroski, "Learning model trees from evolving data streams" (2011), and
 * with `adaptive` its detection of drift, FIMT-DD. Not a learner by itself. learn O(depth + features log bins), each grace period of
 * a leaf O(features x bins), and the same again while an alternate grows.
 *
 * Without data it answers 0. Missing numbers take the branch that was the heavier, are the mean to a leaf's linear model, and count for
 * no split. Linear models see the numeric features; categories serve to split.
 */
import type { FeatureBatch } from '../../../features/batch';
import { StandardScaler } from '../../../features/standard-scaler';
import { Random } from '../../../numeric/random';
import { randomOf } from '../../../state/random-state';
import { expectScalar, expectState, floatsOf, type SavedState } from '../../../state/saved-state';
import { loadScaler, saveScaler } from '../../linear/linear-model';
import { FloatReader, FloatWriter } from '../float-list';
import { MemoryBound } from '../memory-bound';
import { DriftAdaptation } from './drift-adaptation';
import { readRegressionTree, writeRegressionTree } from './regression-codec';
import { RegressionGrowth } from './regression-growth';
import type { RegressionNode } from './regression-node';
import type { RegressionTreeSettings } from './settings';
import { StandardisedRow } from './standardised-row';

const KIND = 'regressionCore';
const FORMAT = 1;
const MEMORY_NUMBERS = 4;

export class RegressionCore {
  private readonly growth: RegressionGrowth;
  private readonly memory: MemoryBound<RegressionNode>;
  private readonly adaptation: DriftAdaptation | null;
  private top: RegressionNode;

  private constructor(
    readonly settings: RegressionTreeSettings,
    private readonly row: StandardisedRow,
    random: Random,
    top: RegressionNode | null,
  ) {
    this.growth = new RegressionGrowth(settings, row, random);
    this.memory = new MemoryBound(settings);
    this.adaptation = settings.adaptive ? new DriftAdaptation(this.growth, row) : null;
    this.top = top ?? this.growth.newLeaf();
  }

  static create(settings: RegressionTreeSettings, seed: number): RegressionCore {
    const row = new StandardisedRow(StandardScaler.create(scaledColumns(settings)), StandardScaler.create(1));
    return new RegressionCore(settings, row, Random.seeded(seed), null);
  }

  get root(): RegressionNode {
    return this.top;
  }

  predict(batch: FeatureBatch, example: number): number {
    this.row.fill(batch, example);
    return this.growth.predict(this.top.leafOf(batch, example));
  }

  learn(batch: FeatureBatch, example: number, outcome: number, weight: number): void {
    const { row, growth, memory, adaptation, top } = this;
    row.learn(batch, example, outcome, weight);
    row.fill(batch, example);
    if (adaptation !== null) this.top = adaptation.learn(top, batch, example, outcome, weight);
    else if (growth.grow(top.leafOf(batch, example), batch, example, outcome, weight)) memory.enforce(top, growth);
    if (memory.countExample()) memory.measure(this.top, growth);
  }

  save(): SavedState {
    const { row, top, memory, growth } = this;
    const tree = new FloatWriter();
    writeRegressionTree(top, tree);
    return {
      kind: KIND,
      format: FORMAT,
      scalars: shapeOf(this.settings),
      arrays: {
        tree: tree.written(),
        memory: memory.save(),
        random: growth.random.save(),
        ...saveScaler(row.features, 'features'),
        ...saveScaler(row.outcome, 'outcome'),
      },
    };
  }

  /** @throws StateRefused */
  static load(settings: RegressionTreeSettings, state: SavedState): RegressionCore {
    expectState(state, KIND, FORMAT);
    for (const [name, wanted] of Object.entries(shapeOf(settings))) expectScalar(state, name, wanted);
    const numbers = new FloatReader(floatsOf(state, 'tree'), KIND);
    const top = readRegressionTree(settings, numbers);
    numbers.expectEnd();
    const row = new StandardisedRow(
      loadScaler(state, 'features', scaledColumns(settings)),
      loadScaler(state, 'outcome', 1),
    );
    const random = randomOf(state);
    const core = new RegressionCore(settings, row, random, top);
    core.memory.load(floatsOf(state, 'memory', MEMORY_NUMBERS));
    return core;
  }
}

/** Trees of means need no features standardised. */
const scaledColumns = ({ leafPrediction, numericCount }: RegressionTreeSettings): number =>
  leafPrediction === 'mean' ? 0 : numericCount;

/** What decides which numbers a node has. */
const shapeOf = ({ numericCount, categoricalCount, leafPrediction, adaptive }: RegressionTreeSettings) => ({
  numericCount,
  categoricalCount,
  leaves: leafPrediction === 'mean' ? 'mean' : 'linear',
  adaptive: adaptive ? 'yes' : 'no',
});
