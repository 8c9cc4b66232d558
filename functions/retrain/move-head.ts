/** Moves a model's head by one conditional commit, again from the new head when somebody else was faster. */
import type { Head } from '../domain/lineage/head';
import type { Commit, Heads } from '../ports/heads';

const ATTEMPTS = 20;

export interface Move {
  /** Revision, garbage and model's entries are filled in. */
  readonly head: Head;
  readonly lineage?: Commit['lineage'];
  readonly ledger: readonly Omit<Commit['ledger'][number], 'revision'>[];
}

/**
 * @param decide gives the move, or null when, on this head, there is nothing to be done
 * @returns the head that it came to; the unmoved one where nothing was to be done; undefined for a model that has none
 * @throws OvertakenEveryTime
 */
export async function moveHead(
  heads: Heads,
  model: string,
  decide: (head: Head) => Promise<Move | null>,
): Promise<Head | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await heads.load(model);
    if (before === undefined) return undefined;
    const move = await decide(before);
    if (move === null) return before;
    const revision = before.revision + 1;
    const head: Head = { ...move.head, revision, garbage: [] };
    const ledger = move.ledger.map((entry) => ({ ...entry, revision }));
    if ((await heads.commit({ head, lineage: move.lineage ?? [], ledger })) === 'committed') return head;
  }
  throw new OvertakenEveryTime(model, ATTEMPTS);
}

export class OvertakenEveryTime extends Error {
  override readonly name = 'OvertakenEveryTime';
  constructor(model: string, attempts: number) {
    super(`model ${model}: another writer committed first ${attempts} times in a row; run the step again`);
  }
}
