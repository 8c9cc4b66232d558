/** The loop of a deployed model, as `smoke` looks at it. */
import { dynamo } from '../../adapters/aws/clients/dynamo';
import { createDynamoWaitingEvents } from '../../adapters/aws/dynamodb/waiting-events';
import type { SmokedLoop } from '../smoke/smoke';
import { chosenModel, openDeployment } from './deployment';
import { sendFollowed } from './stack-events';
import { lettersOf, stackHome } from './stack-home';

/** @throws UsageError */
export async function openStackLoop(stack: string, named: string | undefined): Promise<SmokedLoop> {
  const deployment = await openDeployment(stack);
  const { name: model } = chosenModel(deployment, named);
  const home = stackHome(deployment, { model });
  const waiting = createDynamoWaitingEvents({ client: dynamo(), table: deployment.platform.waitingTable, rules: {} });
  return {
    declaration: await home.declaration(),
    send: (events) => sendFollowed(deployment, events),
    origin: (shard) => waiting.origin(shard),
    head: () => home.heads.load(model),
    checkpoint: (name) => home.objects.get(name),
    predict: await home.answering({ problem: () => {} }),
    letters: () => lettersOf(deployment).list({ model }),
  };
}
