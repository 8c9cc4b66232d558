/** A person promotes a version, or rolls back; `predict` follows within seconds, and a running replay learns on. */
import { userInfo } from 'node:os';
import { type Moved, type Order, promoteVersion, rollBack } from '../../promote/promote';
import { modelTime, modelTimeText } from '../model-time';
import { type ModelOptions, openedModel } from '../opened-model';
import type { Shown } from './shown';

export interface MoveOptions extends ModelOptions {
  readonly reason?: string;
  /** @default the user of this process */
  readonly by?: string;
}

const orderOf = ({ reason = 'asked for on the command line', by = userInfo().username }: MoveOptions): Order => ({
  by,
  reason,
});

export async function promote(version: string, options: MoveOptions): Promise<Shown> {
  const { declaration, deps } = await moving(options);
  return shown(declaration.name, await promoteVersion(deps, declaration, version, orderOf(options)));
}

export async function rollback(to: string | undefined, options: MoveOptions): Promise<Shown> {
  const { declaration, deps } = await moving(options);
  return shown(declaration.name, await rollBack(deps, declaration, to, orderOf(options)));
}

async function moving(options: MoveOptions) {
  const { state, declaration, runtime } = await openedModel(options);
  // On one machine time is where the stream stands.
  return {
    declaration,
    deps: { ...runtime, heads: state.heads, clock: { effectiveMs: (streamMs: number) => streamMs } },
  };
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
