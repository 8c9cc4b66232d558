/**
 * How a checkpoint sees examples. A champion may have been learned under an earlier declaration than the one in force: its own
 * encoding goes with it, and reads today's columns by name.
 */

import { stableHash } from '../../contracts/canonical';
import type { ModelDeclaration } from '../../contracts/declaration';
import type { ExampleColumns } from '../examples/columns';
import { featureNames } from './plan';

export type Encoding = Pick<ModelDeclaration, 'features' | 'crosses' | 'hashBits'>;

export const encodingOf = ({ features, crosses, hashBits }: ModelDeclaration): Encoding => ({
  features,
  crosses,
  hashBits,
});

export const encodingHash = (encoding: Encoding): string => stableHash(encodingFields(encoding));

const encodingFields = ({ features, crosses, hashBits }: Encoding): Encoding => ({ features, crosses, hashBits });

/** The columns of `from` as `to` names them; what `from` does not have is missing. Shares the arrays. */
export function projectColumns(columns: ExampleColumns, from: Encoding, to: Encoding): ExampleColumns {
  const have = featureNames(from);
  const want = featureNames(to);
  return {
    ...columns,
    categorical: want.categorical.map((name) => {
      const at = have.categorical.indexOf(name);
      return at < 0 ? { dictionary: [], codes: new Uint32Array(columns.count) } : columns.categorical[at]!;
    }),
    numeric: want.numeric.map((name) => {
      const at = have.numeric.indexOf(name);
      return at < 0 ? new Float64Array(columns.count).fill(Number.NaN) : columns.numeric[at]!;
    }),
  };
}
