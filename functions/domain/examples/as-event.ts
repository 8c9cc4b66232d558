/** An example of a block as the event that would bring it again: both halves at once, everything as it was logged. O(features). */
import type { ModelDeclaration } from '../../contracts/declaration';
import { featureNames } from '../features/plan';
import type { CategoricalColumn, ExampleColumns } from './columns';

const textAt = ({ dictionary, codes }: CategoricalColumn, row: number): string | undefined =>
  codes[row] === 0 ? undefined : dictionary[codes[row]! - 1];
const numberAt = (column: Float64Array, row: number): number | undefined =>
  Number.isNaN(column[row]!) ? undefined : column[row]!;

export function exampleEvent(declaration: ModelDeclaration, columns: ExampleColumns, row: number): string {
  const { categorical, numeric } = featureNames(declaration);
  const { outcome } = declaration;
  const label = columns.label[row]!;
  const weight = columns.weight[row]!;
  return JSON.stringify({
    type: 'example',
    model: declaration.name,
    eventId: columns.eventId[row]!,
    time: new Date(columns.predictedAtMs[row]!).toISOString(),
    features: Object.fromEntries([
      ...categorical.map((name, at) => [name, textAt(columns.categorical[at]!, row)]),
      ...numeric.map((name, at) => [name, numberAt(columns.numeric[at]!, row)]),
    ]),
    outcome: outcome.kind === 'multiclass' ? outcome.classes[label] : label,
    ...(weight === 1 ? {} : { weight }),
    source: textAt(columns.source, row),
    version: textAt(columns.version, row),
    prediction: numberAt(columns.prediction, row),
    propensity: numberAt(columns.propensity, row),
  });
}
