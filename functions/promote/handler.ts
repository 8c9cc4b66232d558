/**
 * The champion moved by people, who invoke this function by name, or by an alarm that was declared to roll back. IAM decides who
 * may; the ledger keeps who did.
 */
import * as z from 'zod';
import { type FiredAlarm, firedAlarms } from '../adapters/aws/alarm-message';
import { deployedCode, deployedModel, setting } from '../adapters/aws/deployed';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { modelStores } from '../adapters/aws/model-stores';
import type { ModelDeclaration } from '../contracts/declaration';
import { type Moved, promoteVersion, rollBack } from './promote';

const declaration = deployedModel();
const metrics = createEmfMetrics(setting('metricsNamespace'));
const deps = { ...modelStores(declaration.name), ...deployedCode(), clock: { effectiveMs: () => Date.now() } };

const who = { by: z.string().min(1).max(256), reason: z.string().min(1).max(4_096) };
const order = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('promote'), version: z.string(), ...who }),
  z.strictObject({ action: z.literal('rollback'), to: z.string().optional(), ...who }),
  z.strictObject({ action: z.literal('describe') }),
]);

export type PromoteReply = Moved | { readonly kind: 'described'; readonly declaration: ModelDeclaration };

export const handler = (event: unknown): Promise<PromoteReply | readonly Moved[]> =>
  measured(metrics, async () => {
    const alarms = firedAlarms(event);
    return alarms === undefined ? fromPerson(event) : fromAlarms(alarms);
  });

async function fromPerson(event: unknown): Promise<PromoteReply> {
  const asked = order.safeParse(event);
  if (!asked.success) return { kind: 'refused', reason: z.prettifyError(asked.error) };
  const { data } = asked;
  if (data.action === 'describe') return { kind: 'described', declaration };
  const { by, reason } = data;
  return counted(
    data.action === 'promote'
      ? await promoteVersion(deps, declaration, data.version, { by, reason })
      : await rollBack(deps, declaration, data.to, { by, reason }),
  );
}

async function fromAlarms(alarms: readonly FiredAlarm[]): Promise<readonly Moved[]> {
  const moved: Moved[] = [];
  for (const { name, reason, atMs } of alarms) {
    const order = { by: `alarm ${name}`, reason, championOfMs: atMs };
    moved.push(counted(await rollBack(deps, declaration, undefined, order)));
  }
  return moved;
}

function counted(moved: Moved): Moved {
  if (moved.kind === 'moved') metrics.put(declaration.name, 'promotions', 1, { version: moved.entry.version });
  return moved;
}
