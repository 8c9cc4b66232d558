/** A model with a history of promotions, and who moves its champion. */
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import type { Order, PromoteDeps } from '../../../functions/promote/promote';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  memoryStores,
  type Stores,
  streamClock,
} from '../../support/learning';

export const declaration = binaryModel();
/** 40 micro-batches and a remainder of 8; then 10 more. */
export const completed = completedExamples(declaration, 808);
export const LEARNED = 648;
export const order: Order = { by: 'ada', reason: 'complaints about flight 7' };

export const promoteDeps = ({ heads }: Stores, timeMs?: number): PromoteDeps => ({
  heads,
  clock: timeMs === undefined ? streamClock : { effectiveMs: () => timeMs },
  codeHash: 'code',
  runtime: 'runtime',
});

export async function learned(model: ModelDeclaration = declaration): Promise<Stores> {
  const stores = memoryStores();
  await learnBlocks(stores, model, blocksOf(model, completed.slice(0, LEARNED), 72));
  return stores;
}

export const championsOf = async (stores: Stores) =>
  (await headOf(stores, declaration)).reigns.map(({ version }) => version);
export const lastEntry = async (stores: Stores) => (await stores.heads.ledger(declaration.name)).at(-1);
