/**
 * Gathers completed examples into columns. Values are found by the feature's name; what is absent or null is missing. The
 * dictionary of a column is in order of first use. O(features) per example, amortised; one builder serves any number of
 * blocks, one after the other.
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import { featureNames } from '../features/plan';
import { categoryOf, numberOf } from '../features/served-value';
import type { Completed } from '../labels/waiting';
import type { CategoricalColumn, ExampleColumns } from './columns';
import { DictionaryBuilder, NumberBuilder } from './growing-column';

export interface ColumnsBuilder {
  /** Examples added since the last `finish`. */
  readonly count: number;
  add(completed: Completed): void;
  /** The columns of what was added, detached; the builder is empty then. */
  finish(): ExampleColumns;
}

export function createColumnsBuilder(declaration: Pick<ModelDeclaration, 'features'>): ColumnsBuilder {
  return new Builder(declaration);
}

class Builder implements ColumnsBuilder {
  count = 0;
  private readonly categoricalNames: readonly string[];
  private readonly numericNames: readonly string[];
  private readonly categorical: readonly DictionaryBuilder[];
  private readonly numeric: readonly NumberBuilder[];
  private readonly label = new NumberBuilder();
  private readonly weight = new NumberBuilder();
  private readonly predictedAtMs = new NumberBuilder();
  private readonly completedAtMs = new NumberBuilder();
  private readonly events = new NumberBuilder();
  private readonly prediction = new NumberBuilder();
  private readonly propensity = new NumberBuilder();
  private readonly source = new DictionaryBuilder();
  private readonly version = new DictionaryBuilder();
  private eventId: string[] = [];

  constructor(declaration: Pick<ModelDeclaration, 'features'>) {
    const { categorical, numeric } = featureNames(declaration);
    this.categoricalNames = categorical;
    this.numericNames = numeric;
    this.categorical = categorical.map(() => new DictionaryBuilder());
    this.numeric = numeric.map(() => new NumberBuilder());
  }

  add({ eventId, served, label, predictedAtMs, completedAtMs, events }: Completed): void {
    const { features } = served;
    const { categorical, numeric, categoricalNames, numericNames } = this;
    for (let at = 0; at < categorical.length; at++) categorical[at]!.add(categoryOf(features[categoricalNames[at]!]));
    for (let at = 0; at < numeric.length; at++) numeric[at]!.add(numberOf(features[numericNames[at]!]));
    this.label.add(label);
    this.weight.add(served.weight ?? 1);
    this.predictedAtMs.add(predictedAtMs);
    this.completedAtMs.add(completedAtMs);
    this.events.add(events);
    this.prediction.add(served.prediction ?? Number.NaN);
    this.propensity.add(served.propensity ?? Number.NaN);
    this.source.add(served.source);
    this.version.add(served.version);
    this.eventId.push(eventId);
    this.count++;
  }

  finish(): ExampleColumns {
    const { count, eventId } = this;
    this.count = 0;
    this.eventId = [];
    return {
      count,
      categorical: this.categorical.map((column): CategoricalColumn => column.finish()),
      numeric: this.numeric.map((column) => column.finish()),
      label: this.label.finish(),
      weight: this.weight.finish(),
      predictedAtMs: this.predictedAtMs.finish(),
      completedAtMs: this.completedAtMs.finish(),
      events: Uint8Array.from(this.events.finish()),
      eventId,
      source: this.source.finish(),
      version: this.version.finish(),
      prediction: this.prediction.finish(),
      propensity: this.propensity.finish(),
    };
  }
}
