/** Where does the model stand? */
import { openSession } from '../../learn/session';
import { type ModelOptions, openedModel } from '../opened-model';
import { countsIn, reportOn } from '../report';
import { neuralFor, thisRuntime } from '../runtime';
import { modelSummary } from '../summary';
import type { Shown } from './shown';

export async function status(options: ModelOptions): Promise<Shown> {
  const { home, head } = await openedModel(options);
  const declaration = await home.declaration();
  const neural = await neuralFor([declaration]);
  const session = await openSession({ ...home, ...(neural === undefined ? {} : { neural }) }, declaration);
  const counts = countsIn(session, await home.received());
  const ledger = await home.heads.ledger(home.model);
  const report = reportOn(session, counts, ledger);
  return {
    document: { ...report, revision: head.revision, ...home.at, code: thisRuntime().codeHash },
    lines: modelSummary(report, { isLive: 'stack' in home.at }),
  };
}
