/**
 * Step 4, extract: are the declared features in the examples? The share of missing values of each, over a look at the archive. What was
 * never served is said; where nothing that is declared was, there is nothing to learn from. O(examples looked at x features).
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import { featureNames } from '../domain/features/plan';
import type { RetrainDeps } from './deps';
import { NotTrainable } from './going-on';
import { sampled } from './sampled';

/** Named in the ledger at most. */
const NAMED = 10;

export async function extractFeatures(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  state: RetrainState,
): Promise<RetrainState> {
  const { categorical, numeric } = featureNames(declaration);
  const names = [...categorical, ...numeric];
  const missing = new Float64Array(names.length);
  let objects = 0;
  let examples = 0;
  for await (const columns of sampled(deps, declaration, state)) {
    objects += 1;
    examples += columns.count;
    columns.categorical.forEach(({ codes }, at) => {
      for (const code of codes) if (code === 0) missing[at]! += 1;
    });
    columns.numeric.forEach((values, at) => {
      for (const value of values) if (Number.isNaN(value)) missing[categorical.length + at]! += 1;
    });
  }
  const absent = names.filter((_, at) => missing[at] === examples);
  if (absent.length === names.length)
    throw new NotTrainable(`none of the declared features is in the ${examples} examples looked at`);
  const most = missing.indexOf(Math.max(...missing));
  return {
    ...state,
    evidence: {
      ...state.evidence,
      sampledObjects: objects,
      sampledExamples: examples,
      mostMissing: names[most]!,
      mostMissingShare: missing[most]! / examples,
      ...(absent.length === 0 ? {} : { neverServed: absent.slice(0, NAMED).join(', ') }),
    },
  };
}
