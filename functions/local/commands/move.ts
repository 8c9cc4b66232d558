/** A person promotes a version, or rolls back; `predict` follows within seconds, and a running replay learns on. */
import { userInfo } from 'node:os';
import type { Moved, Order } from '../../promote/promote';
import { type Home, noModelFile } from '../home';
import { modelTime, modelTimeText } from '../model-time';
import { type ModelOptions, openedModel } from '../opened-model';
import type { Shown } from './shown';

export interface MoveOptions extends ModelOptions {
  readonly reason?: string;
  /** @default the user of this process */
  readonly by?: string;
}

export const orderOf = ({
  reason = 'asked for on the command line',
  by = userInfo().username,
}: MoveOptions): Order => ({
  by,
  reason,
});

export async function promote(version: string, options: MoveOptions): Promise<Shown> {
  const home = await homeOf(options);
  return shown(home.model, await home.promote(version, orderOf(options)));
}

export async function rollback(to: string | undefined, options: MoveOptions): Promise<Shown> {
  const home = await homeOf(options);
  return shown(home.model, await home.rollBack(to, orderOf(options)));
}

/** A stack's own function moves its champion, by the declaration that was deployed with it. */
async function homeOf(options: MoveOptions): Promise<Home> {
  noModelFile(options);
  return (await openedModel(options)).home;
}

function shown(model: string, moved: Moved): Shown {
  if (moved.kind === 'refused')
    return {
      document: { model, error: { name: 'Refused', message: moved.reason } },
      lines: [`refused: ${moved.reason}`],
      failed: true,
    };
  const { kind, version, from, timeMs, by, reason, evidence } = moved.entry;
  const fork = evidence.fork ?? null;
  return {
    document: { model, kind, version, from, time: modelTime(timeMs), by, reason, fork },
    lines: [
      `${version} answers from now on (${modelTimeText(timeMs)}), in place of ${from}`,
      ...(fork === null ? [] : [`  learning goes on from its state, as line ${fork}`]),
    ],
  };
}
