/**
 * The fold of the examples stream into a model: drop what was learned, cut micro-batches by count, learn them, and make one
 * commit of it all. Kept warm between invocations; after a lost race or any failure the session is thrown away and the next
 * attempt begins from the head.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { Block, ExampleColumns } from '../domain/examples/columns';
import { concatColumns } from '../domain/examples/concat';
import { sliceColumns } from '../domain/examples/slice';
import type { Head } from '../domain/lineage/head';
import { isTaken } from '../domain/lineage/sequence';
import { formatVersion } from '../domain/lineage/version';
import type { Commit } from '../ports/heads';
import { prepareCommit } from './commit';
import type { LearnDeps } from './deps';
import { foldMicroBatch } from './fold';
import { openSession, type Session } from './session';

const ATTEMPTS = 20;

export class Learning {
  private session: Session | undefined;

  constructor(
    private readonly deps: LearnDeps,
    readonly declaration: ModelDeclaration,
  ) {}

  /**
   * Learns the examples of these blocks that were not learned yet, and commits. When it returns, they are learned or wait in the
   * workspace, and are never needed again.
   * @throws LostEveryRace when others committed first at every attempt; whatever reading or writing throws
   */
  async learn(blocks: readonly Block[]): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const session = await this.open();
      const taken = takeNew(session, blocks);
      if (taken === null) {
        this.session = session;
        return;
      }
      await foldAll(this.deps, session, taken);
      this.deps.stages.enter('commit');
      const commit = await prepareCommit(this.deps, session);
      if ((await this.deps.heads.commit(commit)) === 'committed') {
        await this.committed(session, commit);
        return;
      }
    }
    throw new LostEveryRace(this.declaration.name, ATTEMPTS);
  }

  /** The state as of the last commit, opened if need be. */
  async view(): Promise<Session> {
    const session = await this.open();
    this.session = session;
    return session;
  }

  /** Takes the warm session out, so that a failure half-way leaves none behind. */
  private async open(): Promise<Session> {
    this.deps.stages.enter('open');
    const warm = this.session;
    this.session = undefined;
    if (warm !== undefined) return warm;
    const session = await openSession(this.deps, this.declaration);
    await this.deleteGarbage(session.head);
    return session;
  }

  /** What a commit has made needless goes after it; a crash between the two is made up for when the session is opened again. */
  private async deleteGarbage(head: Head | null): Promise<void> {
    for (const name of head?.garbage ?? []) await this.deps.objects.delete(name);
  }

  private async committed(session: Session, commit: Commit): Promise<void> {
    const { head } = commit;
    session.head = head;
    session.reigns = head.reigns;
    session.stored = head.stored;
    session.retired = [];
    session.decisions = [];
    session.learnedColumns = [];
    for (const line of session.lines) line.parent = { version: formatVersion(line), kind: 'stateful-update' };
    session.predictors.retain(
      new Set([...head.reigns.slice(-WARM_REIGNS), ...head.contest.candidates].map(({ version }) => version)),
    );
    await this.deleteGarbage(head);
    this.session = session;
    this.deps.onCommit?.(commit);
  }
}

/** Champions of late whose predictions may still wait for their outcomes; earlier ones are loaded again when asked for. */
const WARM_REIGNS = 4;

export class LostEveryRace extends Error {
  override readonly name = 'LostEveryRace';
  constructor(model: string, attempts: number) {
    super(
      `model ${model}: another writer committed first ${attempts} times in a row; nothing was lost, deliver the batch again`,
    );
  }
}

/** Moves the positions over these blocks, and gives the examples that are new, in order; null when the head knows them all. */
function takeNew(session: Session, blocks: readonly Block[]): ExampleColumns[] | null {
  const positions = { ...session.positions };
  const fresh: ExampleColumns[] = [];
  for (const { origin, sequence, examples } of blocks) {
    const position = positions[origin];
    let from = 0;
    while (from < sequence.length && isTaken(sequence[from]!, position)) from += 1;
    if (from === sequence.length) continue;
    positions[origin] = sequence.at(-1)!;
    fresh.push(from === 0 ? examples : sliceColumns(examples, from, sequence.length));
  }
  if (fresh.length === 0) return null;
  session.positions = positions;
  return fresh;
}

/** Whole micro-batches are learned; what is left over waits. */
async function foldAll(deps: LearnDeps, session: Session, fresh: readonly ExampleColumns[]): Promise<void> {
  const { microBatch } = session.declaration;
  deps.stages.enter('cut');
  const all = concatColumns([session.waiting, ...fresh]);
  let from = 0;
  for (; from + microBatch <= all.count; from += microBatch) {
    await foldMicroBatch(deps, session, sliceColumns(all, from, from + microBatch));
  }
  session.waiting = sliceColumns(all, from, all.count);
}
