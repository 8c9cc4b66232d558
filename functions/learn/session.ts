/**
 * A model's head with everything it names, in memory: lines that learn, champions and candidates that predict, examples that
 * wait, scores. It is opened from a commit, moved by micro-batches, and made into the next commit; after a failure or a lost
 * race it is thrown away, never repaired.
 */
import { stableHash } from '../contracts/canonical';
import type { ModelDeclaration } from '../contracts/declaration';
import type { ExampleColumns } from '../domain/examples/columns';
import { createColumnsBuilder } from '../domain/examples/columns-builder';
import { LabelDelay } from '../domain/labels/label-delay';
import { problemOf } from '../domain/learners/create';
import type { Problem } from '../domain/learners/learner';
import type { EdgeKind, LedgerEntry } from '../domain/lineage/entries';
import type { Head, Line, Positions, Reign, StoredVersion } from '../domain/lineage/head';
import { rootOf } from '../domain/lineage/succession';
import { formatVersion } from '../domain/lineage/version';
import { type Contest, openContest } from '../domain/promotion/contest';
import { Maturing } from '../domain/promotion/maturing';
import { ObjectMissing } from '../ports/objects';
import { configHashOf, loadTrained, type Trained } from './checkpoints';
import type { LearnDeps } from './deps';
import { Encoders } from './micro-batch';
import { Predictors } from './predictors';
import { type Role, roleOf } from './role';
import { Scoreboard } from './scoreboard';
import { NOTHING_SERVED, type ServedLately } from './served-lately';
import { startMissingLines } from './start-lines';
import { boardName, decodeWorkspace, SERVED, type Workspace } from './workspace';

export interface LiveLine {
  readonly major: number;
  /** The line with which its training began: itself, but for one that goes on from a rollback. */
  readonly root: number;
  minor: number;
  readonly role: Role;
  trained: Trained;
  /** Which encoding its learner wants. */
  readonly encoding: string;
  /** The object of the last commit; null when there is none yet. */
  checkpoint: string | null;
  sealedAtMs: number | null;
  readonly board: Scoreboard;
  /** The version of the last commit, and what kind of edge leads on from it. */
  parent: { readonly version: string | null; readonly kind: EdgeKind };
}

/** What has happened since the last commit, for the ledger; revisions are filled in at the commit. */
export type Decision = Omit<LedgerEntry, 'revision'>;

/** A line that has learned its last micro-batch since the last commit. */
export interface RetiredLine {
  readonly line: LiveLine;
  /** That micro-batch, counted over the model's life; and the model's clock after it. */
  readonly lastBatch: number;
  readonly clockMs: number;
}

export interface Session {
  readonly declaration: ModelDeclaration;
  readonly problem: Problem;
  readonly encoders: Encoders;
  readonly predictors: Predictors;
  /** The commit that this was opened from, or last made; null before the first. */
  head: Head | null;
  positions: Positions;
  clockMs: number;
  /** Micro-batches, the examples in them, and the accepted events that these were made of. */
  learned: { batches: number; examples: number; events: number };
  waiting: ExampleColumns;
  lines: LiveLine[];
  retired: RetiredLine[];
  nextMajor: number;
  reigns: readonly Reign[];
  contest: Contest;
  stored: readonly StoredVersion[];
  served: Scoreboard;
  servedLately: ServedLately;
  /** How long labels take, and what is kept until they are all there. */
  readonly labelDelay: LabelDelay;
  readonly maturing: Maturing;
  /** Examples learned of each class; empty for regression. */
  classCounts: Float64Array;
  decisions: Decision[];
  /** Micro-batches learned since the last commit, for the archive. */
  learnedColumns: ExampleColumns[];
}

/** What it takes to open a session. */
export type SessionDeps = Pick<LearnDeps, 'heads' | 'objects' | 'neural'>;

/**
 * Changes nothing that is stored. When somebody else commits meanwhile, and what the head named is gone with it, the new head is
 * opened.
 * @throws ObjectMissing, ObjectDamaged, CheckpointDamaged, CheckpointTooNew, OutcomeChanged
 */
export async function openSession(deps: SessionDeps, declaration: ModelDeclaration): Promise<Session> {
  let head = await deps.heads.load(declaration.name);
  for (;;) {
    try {
      return head === undefined ? startSession(deps, declaration) : await continued(deps, declaration, head);
    } catch (error) {
      const latest = error instanceof ObjectMissing ? await deps.heads.load(declaration.name) : head;
      if (latest?.revision === head?.revision) throw error;
      head = latest;
    }
  }
}

async function continued(deps: SessionDeps, declaration: ModelDeclaration, head: Head): Promise<Session> {
  const encoders = new Encoders(declaration);
  const predictors = new Predictors(deps.objects, encoders, deps.neural);
  const workspace = decodeWorkspace(await deps.objects.get(head.workspace), declaration);
  const problem = problemOf(declaration);
  const lines: LiveLine[] = [];
  for (const line of head.lines) {
    const { major, minor, checkpoint, sealedAtMs, configHash } = line;
    const wanted = declaration.learners.find((learner) => configHashOf(declaration, learner) === configHash);
    if (wanted === undefined) continue;
    const trained = await loadTrained(deps.objects, checkpoint, deps.neural);
    const board = workspace.boards.get(boardName(rootOf(line))) ?? formerBoard(workspace, head, line);
    lines.push({
      major,
      root: rootOf(line),
      minor,
      role: roleOf(wanted),
      trained,
      encoding: encoders.register(trained.about.encoding),
      checkpoint,
      sealedAtMs,
      board: board ?? Scoreboard.create(problem),
      parent: { version: formatVersion({ major, minor }), kind: 'stateful-update' },
    });
  }
  const session: Session = {
    declaration,
    problem,
    encoders,
    predictors,
    head,
    positions: head.positions,
    clockMs: head.clockMs,
    learned: { ...head.learned },
    waiting: workspace.waiting,
    lines,
    retired: [],
    nextMajor: head.nextMajor,
    reigns: head.reigns,
    contest: head.contest,
    stored: head.stored,
    served: workspace.boards.get(SERVED) ?? Scoreboard.create(problem),
    servedLately: workspace.servedLately,
    labelDelay: workspace.labelDelay,
    maturing: workspace.maturing,
    classCounts: workspace.classCounts,
    decisions: [],
    learnedColumns: [],
  };
  startMissingLines(deps, session);
  await predictors.load(session);
  return session;
}

/** Until format 2 the boards of a workspace went by learner; a second line of one, newer than that workspace, has none yet. */
const formerBoard = ({ boards }: Workspace, { lines }: Head, line: Line): Scoreboard | undefined =>
  lines.find(({ learner }) => learner === line.learner) === line ? boards.get(line.learner) : undefined;

/** A model nobody has learned yet: its lines untrained, and the untrained prior as champion. */
function startSession(deps: SessionDeps, declaration: ModelDeclaration): Session {
  const problem = problemOf(declaration);
  const encoders = new Encoders(declaration);
  const session: Session = {
    declaration,
    problem,
    encoders,
    predictors: new Predictors(deps.objects, encoders, deps.neural),
    head: null,
    positions: {},
    clockMs: 0,
    learned: { batches: 0, examples: 0, events: 0 },
    waiting: createColumnsBuilder(declaration).finish(),
    lines: [],
    retired: [],
    nextMajor: 1,
    reigns: [],
    contest: openContest(''),
    stored: [],
    served: Scoreboard.create(problem),
    servedLately: NOTHING_SERVED,
    labelDelay: LabelDelay.create(),
    maturing: Maturing.create(problem.outputs),
    classCounts: new Float64Array(problem.task === 'regression' ? 0 : Math.max(2, problem.outputs)),
    decisions: [],
    learnedColumns: [],
  };
  startMissingLines(deps, session);
  const first = session.lines.find(({ trained }) => trained.declaration.kind === 'prior')!;
  const version = formatVersion(first);
  session.reigns = [
    { version, learner: first.trained.declaration.name, checkpoint: '', sealedAtMs: 0, sinceMs: 0, withdrawn: false },
  ];
  session.contest = openContest(version);
  session.decisions.push({
    kind: 'promoted',
    timeMs: 0,
    version,
    from: null,
    by: 'perennial',
    reason: 'nothing was learned yet: the untrained prior answers until a candidate is shown to be better',
    evidence: {},
  });
  session.predictors.freeze(version, first.trained);
  return session;
}

export const declarationHash = (declaration: ModelDeclaration): string => stableHash(declaration);
