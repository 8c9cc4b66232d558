import { categoryOf } from '../features/served-value';
import type { CategoricalColumn } from './columns';
import { DictionaryBuilder } from './growing-column';

/** A column that was numeric when it was written, under a declaration that has it categorical: each number by its decimal text. */
export function asCategories(values: Float64Array): CategoricalColumn {
  const builder = new DictionaryBuilder();
  for (const value of values) builder.add(categoryOf(value));
  return builder.finish();
}
