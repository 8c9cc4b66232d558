/** A model as a command finds it: where it lives, and its head, without which there is nothing to look at. */
import type { Head } from '../domain/lineage/head';
import { type Home, openHome, type Place } from './home';

/** What commands that only look are told. */
export interface StateOptions extends Place {
  readonly model?: string;
}

/** What commands that need the declaration are told. */
export interface ModelOptions extends StateOptions {
  readonly modelFile?: string;
}

export interface OpenedModel {
  readonly home: Home;
  readonly head: Head;
}

/** @throws UsageError, NothingLearned, NotAStateFolder, StateTooNew, StateDamaged */
export async function openedModel(options: ModelOptions): Promise<OpenedModel> {
  const home = await openHome(options);
  const head = await home.heads.load(home.model);
  if (head === undefined) throw new NothingLearned(`${home.place}: nothing was learned yet; events wait, or none came`);
  return { home, head };
}

export class NothingLearned extends Error {
  override readonly name = 'NothingLearned';
}
