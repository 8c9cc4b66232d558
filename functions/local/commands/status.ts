/** Where does the model stand? */
import { countsOf, sumTallies } from '../../domain/labels/tally';
import { openSession } from '../../learn/session';
import { type ModelOptions, openedModel } from '../opened-model';
import { reportOn } from '../report';
import { neuralFor } from '../runtime';
import { modelSummary } from '../summary';
import type { Shown } from './shown';

export async function status(options: ModelOptions): Promise<Shown> {
  const { state, declaration, runtime, head, stateDir } = await openedModel(options);
  const neural = await neuralFor([declaration]);
  const session = await openSession({ ...state, ...(neural === undefined ? {} : { neural }) }, declaration);
  const waiting = await state.readWaiting();
  const sum = sumTallies(await waiting.origins(), undefined);
  const counts = countsOf(sum, await waiting.count(declaration.name), session.head?.learned.events ?? 0);
  const ledger = await state.heads.ledger(declaration.name);
  const report = reportOn(session, counts, ledger);
  return {
    document: { ...report, revision: head.revision, state: stateDir, code: runtime.codeHash },
    lines: modelSummary(report),
  };
}
