/** What a run came to: all that must be the same as in the undisturbed run, as one value. */
import { decodeExamples } from '../../functions/domain/examples/examples-codec';
import { type Counts, countsOf, sumTallies } from '../../functions/domain/labels/tally';
import type { LedgerEntry, LineageEdge } from '../../functions/domain/lineage/entries';
import type { Head } from '../../functions/domain/lineage/head';
import { decodeWorkspace } from '../../functions/learn/workspace';
import type { World } from './world';

export interface Outcome {
  readonly counts: Counts;
  /** Sorted: only what is there matters, not which came first. */
  readonly letters: readonly string[];
  /** Event ids as the lines learned them, then those that wait for a full micro-batch. */
  readonly examples: readonly string[];
  readonly head: Omit<Head, 'revision' | 'stored' | 'garbage' | 'workspace'>;
  /** Remainder, scores served and progressive, label delay, what matures: by the hash of their bytes. */
  readonly workspace: string;
  readonly ledger: readonly Omit<LedgerEntry, 'revision'>[];
}

export interface Ended {
  readonly outcome: Outcome;
  readonly head: Head;
  readonly ledger: readonly LedgerEntry[];
  readonly lineage: readonly LineageEdge[];
}

export async function outcomeOf({ ports, declaration }: World): Promise<Ended> {
  const { waiting, deadLetters, heads, objects } = ports;
  const model = declaration.name;
  const head = await heads.load(model);
  if (head === undefined) throw new Error('the stream has ended, and nothing was committed');
  const lineage = await heads.lineage(model);
  const ledger = await heads.ledger(model);
  const learned: string[] = [];
  for (const name of archivesOf(declaration.learners, lineage)) {
    learned.push(...decodeExamples(await objects.get(name), declaration).eventId);
  }
  const workspace = decodeWorkspace(await objects.get(head.workspace), declaration);
  const sum = sumTallies(await waiting.origins(), undefined);
  const { revision: _, stored: _stored, garbage: _garbage, workspace: _name, ...rest } = head;
  const letters = await deadLetters.list();
  return {
    outcome: {
      counts: countsOf(sum, await waiting.count(), head.learned.events),
      letters: letters.map(({ origin, sequence, code }) => `${origin}/${sequence} ${code}`).sort(),
      examples: [...learned, ...workspace.waiting.eventId],
      head: rest,
      workspace: head.workspace,
      ledger: ledger.map(({ revision: _revision, ...entry }) => entry),
    },
    head,
    ledger,
    lineage,
  };
}

/** What was learned, commit by commit, from the one line that is never forked. */
function archivesOf(learners: World['declaration']['learners'], lineage: readonly LineageEdge[]): string[] {
  const prior = learners.find(({ kind }) => kind === 'prior')!.name;
  return lineage
    .filter(({ learner }) => learner === prior)
    .flatMap(({ data }) => ('archived' in data ? data.archived : []));
}
