import type { LedgerEntry, LineageEdge } from '../../functions/domain/lineage/entries';
import type { Head } from '../../functions/domain/lineage/head';
import { openContest } from '../../functions/domain/promotion/contest';
import type { Commit } from '../../functions/ports/heads';

const HASH = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

/** A commit that appends one edge and one entry; `by` tells apart who made it. */
export function sampleCommit(model: string, revision: number, by = 'gate'): Commit {
  return {
    head: sampleHead(model, revision),
    lineage: [sampleEdge(revision, by)],
    ledger: [sampleEntry(revision, by)],
  };
}

export const sampleHead = (model: string, revision: number): Head => ({
  format: 1,
  model,
  declarationHash: HASH,
  revision,
  positions: { 'shard-2': '49590338271490256608559692538361571095921575989136588898', 'shard-10': String(revision) },
  clockMs: 978_307_260_000 + revision,
  learned: { batches: revision, examples: 512 * revision, events: 1024 * revision },
  waiting: { examples: 3, events: 6 },
  workspace: HASH,
  lines: [{ major: 1, minor: revision, learner: 'logistic', configHash: HASH, checkpoint: HASH, sealedAtMs: null }],
  nextMajor: 2,
  reigns: [],
  contest: { ...openContest('1.0'), returned: 0.1 + 0.2 },
  stored: [],
  garbage: [],
});

const sampleEdge = (revision: number, by: string): LineageEdge => ({
  version: `1.${revision}`,
  parents: [`1.${revision - 1}`],
  kind: 'stateful-update',
  learner: by,
  checkpoint: HASH,
  batches: { first: revision, last: revision },
  from: {},
  to: { 'shard-10': String(revision) },
  clockMs: 978_307_260_000 + revision,
  data: { notRetained: 'no archive is declared' },
  codeHash: HASH,
  configHash: HASH,
  seed: 1,
  backend: 'js',
  metrics: { logLoss: 0.4248, rocAuc: null },
});

const sampleEntry = (revision: number, by: string): LedgerEntry => ({
  kind: 'promoted',
  timeMs: 978_307_260_000 + revision,
  version: `1.${revision}`,
  from: null,
  by,
  reason: 'better by “0.01” ± 0.005\n\u2028',
  evidence: { examples: 512, eValue: 1e21, note: null },
  revision,
});
