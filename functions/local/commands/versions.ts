/** Which versions are there: how each came to be, and whether its checkpoint is kept. */
import type { Head } from '../../domain/lineage/head';
import { formatVersion } from '../../domain/lineage/version';
import { modelTime } from '../model-time';
import { openedModel, type StateOptions } from '../opened-model';
import { table } from '../table';
import type { Shown } from './shown';

export async function versions(options: StateOptions): Promise<Shown> {
  const { home, head } = await openedModel(options);
  const { model } = home;
  const lineage = await home.heads.lineage(model);
  const kept = new Map(head.stored.map((one) => [one.version, one]));
  const fromLineage = lineage.map(({ version, learner, kind, parents, clockMs, checkpoint }) => ({
    version,
    learner,
    kind: kind as string,
    parents,
    clockMs,
    checkpoint,
    stored: kept.delete(version),
    roles: rolesOf(head, version),
  }));
  // What was sealed between two commits is on its line, and has no edge of its own.
  const sealed = [...kept.values()].map(({ version, learner, clockMs, checkpoint }) => ({
    version,
    learner,
    kind: 'sealed',
    parents: [],
    clockMs,
    checkpoint,
    stored: true,
    roles: rolesOf(head, version),
  }));
  const all = [...fromLineage, ...sealed].sort((a, b) => a.clockMs - b.clockMs);
  return {
    document: {
      model,
      champion: head.reigns.at(-1)!.version,
      versions: all.map(({ clockMs, ...version }) => ({ ...version, clock: modelTime(clockMs) })),
    },
    lines: table(
      all.map(({ version, learner, kind, clockMs, checkpoint, stored, roles }) => [
        version,
        learner,
        kind,
        modelTime(clockMs) ?? '',
        checkpoint.slice(0, 12),
        stored ? 'stored' : 'rebuilt on demand',
        roles.join(', '),
      ]),
      'text',
    ),
  };
}

function rolesOf({ reigns, contest, lines }: Head, version: string): string[] {
  return [
    ...(reigns.at(-1)!.version === version
      ? ['champion']
      : reigns.some((one) => one.version === version)
        ? ['was champion']
        : []),
    ...(contest.candidates.some((one) => one.version === version) ? ['candidate'] : []),
    ...(lines.some((line) => formatVersion(line) === version) ? ['learning'] : []),
  ];
}
