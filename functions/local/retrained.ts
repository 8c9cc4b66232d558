/** What came of a retrain, wherever it ran, for people and programs. */
import type { RetrainState } from '../contracts/retrain-state';
import type { Shown } from './commands/shown';
import { table } from './table';

type ShownRetrain = Shown & { readonly document: object };

export function shownRetrain(
  model: string,
  { id, verdict, version, learner, reason, evidence }: RetrainState,
): ShownRetrain {
  const found = { model, id, verdict, version, learner, evidence };
  const lines = table(
    Object.entries(evidence).map(([name, value]) => [`  ${name}`, String(value ?? '–')]),
    'text',
  );
  if (version === null) {
    return {
      document: { ...found, error: { name: 'Refused', message: reason } },
      lines: [`refused: ${reason}`, ...lines],
      failed: true,
    };
  }
  return {
    document: found,
    lines: [`${version} of ${learner} was trained from scratch; it learns on, and has to win the contest`, ...lines],
  };
}
