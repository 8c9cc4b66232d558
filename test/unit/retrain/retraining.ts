/** A model that has learned an archive full, a world that then changes, and what a retrain needs. */
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { days, hours } from '../../../functions/contracts/duration';
import type { RetrainRequest, RetrainState } from '../../../functions/contracts/retrain-state';
import type { Completed } from '../../../functions/domain/labels/waiting';
import type { LedgerEntry, LedgerKind } from '../../../functions/domain/lineage/entries';
import { noMetrics } from '../../../functions/ports/metrics';
import type { RetrainDeps } from '../../../functions/retrain/deps';
import { runRetrain } from '../../../functions/retrain/retrain';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  learnDeps,
  memoryStores,
  type Stores,
} from '../../support/learning';
import { branchOf } from './branch';

/** Alarms start at most two trainings a week, an hour apart; they learn from the last five hours. */
export const declaration = binaryModel({
  retrain: { learnFrom: hours(5), cooldown: hours(1), atMost: { count: 2, within: days(7) } },
});
/** The same model, retrained on all that there is: the line is then what the loop's own line is. */
export const onEverything = binaryModel({ retrain: {} });

/** 40 micro-batches of 16; from example 640 on the world is the other way round. */
export const LEARNED = 640;
const before = completedExamples(declaration, LEARNED);
const after = completedExamples(declaration, 960, { from: LEARNED, seed: 2 });
export const completed: readonly Completed[] = [...before, ...after.map((one) => ({ ...one, label: 1 - one.label }))];

/** Learns examples `from..to-1`, in commits of up to four micro-batches. */
export async function learn(stores: Stores, model: ModelDeclaration, from: number, to: number): Promise<void> {
  await learnBlocks(stores, model, blocksOf(model, completed.slice(from, to), 64));
}

/** Each model's, in memory. */
const learnedBefore = new Map<string, Promise<Stores>>();

export async function learned(model: ModelDeclaration = declaration, count = LEARNED): Promise<Stores> {
  const key = `${count} ${JSON.stringify(model)}`;
  const base = learnedBefore.get(key) ?? learnedFresh(model, count);
  learnedBefore.set(key, base);
  return branchOf(await base);
}

async function learnedFresh(model: ModelDeclaration, count: number): Promise<Stores> {
  const stores = memoryStores();
  await learn(stores, model, 0, count);
  return stores;
}

export const retrainDeps = (stores: Stores, options: Partial<RetrainDeps> = {}): RetrainDeps => {
  const { clock, codeHash, runtime, archive } = learnDeps(stores);
  return { ...stores, archive, clock, codeHash, runtime, monotonicMs: () => 0, metrics: noMetrics, ...options };
};

export const asked = (id = 'r1'): RetrainRequest & { readonly id: string } => ({
  id,
  cause: { kind: 'person', by: 'ada', reason: 'the world has changed' },
});

export const drifted = (id: string): RetrainRequest & { readonly id: string } => ({
  id,
  cause: { kind: 'drift', alarm: 'clicks-drift', metric: 'featureDrift', value: 1.5, reason: 'x has drifted' },
});

export const retrained = (
  stores: Stores,
  model: ModelDeclaration = declaration,
  request = asked(),
  options: Partial<RetrainDeps> = {},
): Promise<RetrainState> => runRetrain(retrainDeps(stores, options), model, request);

export const entriesOf = async (stores: Stores, kind: LedgerKind): Promise<LedgerEntry[]> =>
  (await stores.heads.ledger(declaration.name)).filter((entry) => entry.kind === kind);

export const linesOf = async (stores: Stores): Promise<string[]> =>
  (await headOf(stores, declaration)).lines.map(({ learner, major, minor }) => `${learner} ${major}.${minor}`);

/** Objects that neither the head nor the lineage names. */
export async function orphans(stores: Stores): Promise<string[]> {
  const { workspace, lines, reigns, contest, stored } = await headOf(stores, declaration);
  const named = new Set([
    workspace,
    ...[...lines, ...reigns, ...contest.candidates, ...stored].map((one) => one.checkpoint),
  ]);
  for (const { data } of await stores.heads.lineage(declaration.name)) {
    if ('archived' in data) for (const name of data.archived) named.add(name);
  }
  return (await stores.objects.list()).filter((name) => !named.has(name));
}
