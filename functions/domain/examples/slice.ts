/** Examples from..to-1 as views: O(1) but for the event ids, and the whole columns stay in memory with them. */
import type { CategoricalColumn, ExampleColumns } from './columns';

export function sliceColumns(columns: ExampleColumns, from: number, to: number): ExampleColumns {
  const part = (column: CategoricalColumn): CategoricalColumn => ({
    dictionary: column.dictionary,
    codes: column.codes.subarray(from, to),
  });
  return {
    count: to - from,
    categorical: columns.categorical.map(part),
    numeric: columns.numeric.map((column) => column.subarray(from, to)),
    label: columns.label.subarray(from, to),
    weight: columns.weight.subarray(from, to),
    predictedAtMs: columns.predictedAtMs.subarray(from, to),
    completedAtMs: columns.completedAtMs.subarray(from, to),
    events: columns.events.subarray(from, to),
    eventId: columns.eventId.slice(from, to),
    source: part(columns.source),
    version: part(columns.version),
    prediction: columns.prediction.subarray(from, to),
    propensity: columns.propensity.subarray(from, to),
  };
}
