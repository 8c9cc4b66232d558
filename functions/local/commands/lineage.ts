/** Which data, code and seed made a version: its edges back to the beginning of its line, through forks. */

import type { LineageEdge } from '../../domain/lineage/entries';
import { pathTo } from '../../domain/lineage/path';
import { parseVersion } from '../../domain/lineage/version';
import { modelTime } from '../model-time';
import { openedModel, type StateOptions } from '../opened-model';
import { table } from '../table';
import { UsageError } from '../usage-error';
import type { Shown } from './shown';

export async function lineage(text: string, options: StateOptions): Promise<Shown> {
  const version = parseVersion(text);
  if (version === undefined) throw new UsageError(`${text} is not a version; versions look like 1.42`);
  const { home } = await openedModel(options);
  const { model } = home;
  const path = pathTo(await home.heads.lineage(model), version);
  if (typeof path === 'string') {
    const error = { name: 'UnknownVersion', message: path };
    return { document: { model, version: text, error }, lines: [path], failed: true };
  }
  const last = path.at(-1)!;
  const recorded = last.version === text;
  return {
    document: {
      model,
      version: text,
      learner: last.learner,
      // Between two commits: made on the way to this one, never stored, and rebuilt on demand.
      recordedIn: last.version,
      checkpoint: recorded ? last.checkpoint : null,
      edges: path.map(({ clockMs, ...edge }) => ({ ...edge, clock: modelTime(clockMs) })),
    },
    lines: [
      `${text} of ${last.learner}${recorded ? `, checkpoint ${last.checkpoint}` : `, made on the way to ${last.version}`}`,
      `  code ${last.codeHash.slice(0, 12)}, config ${last.configHash.slice(0, 12)}, seed ${last.seed}, computed by ${last.backend}`,
      ...table(path.map(rowOf), 'text'),
    ],
  };
}

function rowOf({ version, kind, parents, batches, clockMs, data, to }: LineageEdge): string[] {
  const archived = 'archived' in data ? data.archived.map((name) => name.slice(0, 12)).join(' ') : data.notRetained;
  const upTo = Object.entries(to).map(([origin, sequence]) => `${origin} up to ${sequence}`);
  return [
    version,
    parents.length === 0 ? kind : `${kind} of ${parents.join(', ')}`,
    batches === null ? '' : `micro-batches ${batches.first}..${batches.last}`,
    modelTime(clockMs) ?? '',
    archived === '' ? '' : `examples ${archived}`,
    upTo.join(', '),
  ];
}
