/**
 * Every minute: ends the windows that time has passed, for each model by itself. One model's failure holds no other up, and fails
 * the invocation all the same, so that an alarm sees it.
 */
import { kinesis } from '../adapters/aws/clients/kinesis';
import { deployedModels, setting } from '../adapters/aws/deployed';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { joiningPorts } from '../adapters/aws/joining-ports';
import { createKinesisEventsShards } from '../adapters/aws/kinesis-events-shards';
import type { OriginState } from '../domain/labels/waiting';
import { windowOrigin } from '../domain/labels/window-sequence';
import { createJoinLabels } from '../join-labels/join-labels';
import { closeWindows } from './close-windows';

const models = deployedModels();
const metrics = createEmfMetrics(setting('metricsNamespace'));
const join = createJoinLabels(models, joiningPorts(models));
const shards = createKinesisEventsShards({ client: kinesis(), stream: setting('eventsStream') });

export const handler = (): Promise<void> =>
  measured(metrics, async () => {
    const live = await shards.live(positionsIn(await join.waiting.origins()));
    const failures: unknown[] = [];
    for (const declaration of models) {
      try {
        await closeWindows(join, declaration, live);
      } catch (error) {
        failures.push(new Error(`model ${declaration.name}: its windows could not be closed`, { cause: error }));
      }
    }
    await reportLag();
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
  });

const positionsIn = (origins: Readonly<Record<string, OriginState>>): Record<string, string> =>
  Object.fromEntries(Object.entries(origins).map(([origin, { position }]) => [origin, position]));

/** How far behind the clock each model's windows are closed; nothing before the first was. */
async function reportLag(): Promise<void> {
  const origins = await join.waiting.origins();
  for (const { name } of models) {
    const closedUpToMs = origins[windowOrigin(name)]?.tallies[name]?.latestMs;
    if (closedUpToMs !== undefined && closedUpToMs > 0)
      metrics.put(name, 'windowsBehindSeconds', (Date.now() - closedUpToMs) / 1_000);
  }
}
