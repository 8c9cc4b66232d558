/** Where does the model stand? */
import { openSession } from '../../learn/session';
import { type ModelOptions, openedModel } from '../opened-model';
import { countsIn, receivedIn, reportOn } from '../report';
import { neuralFor } from '../runtime';
import { modelSummary } from '../summary';
import type { Shown } from './shown';

export async function status(options: ModelOptions): Promise<Shown> {
  const { state, declaration, runtime, head, stateDir } = await openedModel(options);
  const neural = await neuralFor([declaration]);
  const session = await openSession({ ...state, ...(neural === undefined ? {} : { neural }) }, declaration);
  const counts = countsIn(session, await receivedIn(await state.readWaiting(), declaration.name));
  const ledger = await state.heads.ledger(declaration.name);
  const report = reportOn(session, counts, ledger);
  return {
    document: { ...report, revision: head.revision, state: stateDir, code: runtime.codeHash },
    lines: modelSummary(report),
  };
}
