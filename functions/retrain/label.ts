/**
 * Step 5, label: what were the outcomes, and how long did they take? Over the same look at the archive. Of one label alone nothing can be
 * learned. O(examples looked at).
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import { LabelDelay } from '../domain/labels/label-delay';
import type { RetrainDeps } from './deps';
import { NotTrainable } from './going-on';
import { sampled } from './sampled';

/** Classes counted by name in the ledger at most. */
const NAMED = 20;

export async function lookAtLabels(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  state: RetrainState,
): Promise<RetrainState> {
  const { outcome } = declaration;
  const classes = outcome.kind === 'multiclass' ? outcome.classes : outcome.kind === 'binary' ? ['0', '1'] : [];
  const counts = new Float64Array(classes.length);
  const delay = LabelDelay.create();
  let [count, sum, least, greatest, clockMs] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for await (const columns of sampled(deps, declaration, state)) {
    delay.add(columns.predictedAtMs, columns.completedAtMs);
    for (let i = 0; i < columns.count; i++) {
      const label = columns.label[i]!;
      count += 1;
      sum += label;
      least = Math.min(least, label);
      greatest = Math.max(greatest, label);
      clockMs = Math.max(clockMs, columns.completedAtMs[i]!);
      if (classes.length > 0) counts[label]! += 1;
    }
  }
  if (!(greatest > least))
    throw new NotTrainable(`all ${count} examples looked at have the label ${classes[least] ?? least}`);
  const named = classes.slice(0, NAMED).map((name, at) => [`labels of ${name}`, counts[at]!]);
  return {
    ...state,
    evidence: {
      ...state.evidence,
      ...(classes.length > 0
        ? Object.fromEntries(named)
        : { meanLabel: sum / count, leastLabel: least, greatestLabel: greatest }),
      medianLabelDelayMs: delay.quantileMs(0.5, clockMs),
      slowestLabelDelayMs: delay.quantileMs(0.999, clockMs),
    },
  };
}
