/**
 * A model's head with everything it names, in memory: lines that learn, champions and candidates that predict, examples that
 * wait, scores. It is opened from a commit, moved by micro-batches, and made into the next commit; after a failure or a lost
 * race it is thrown away, never repaired.
 */
import { stableHash } from '../contracts/canonical';
import type { LearnerDeclaration, ModelDeclaration } from '../contracts/declaration';
import type { ExampleColumns } from '../domain/examples/columns';
import { createColumnsBuilder } from '../domain/examples/columns-builder';
import { LabelDelay } from '../domain/labels/label-delay';
import { problemOf } from '../domain/learners/create';
import type { Problem } from '../domain/learners/learner';
import type { EdgeKind, LedgerEntry } from '../domain/lineage/entries';
import type { Head, Positions, Reign, StoredVersion } from '../domain/lineage/head';
import { formatVersion } from '../domain/lineage/version';
import { type Contest, openContest } from '../domain/promotion/contest';
import { Maturing } from '../domain/promotion/maturing';
import { ObjectMissing } from '../ports/objects';
import { configHashOf, loadTrained, startTraining, type Trained } from './checkpoints';
import type { LearnDeps } from './deps';
import { Encoders } from './micro-batch';
import { Predictors } from './predictors';
import { Scoreboard } from './scoreboard';
import { decodeWorkspace } from './workspace';

export type Role = 'contender' | 'control' | 'baseline';

export const roleOf = ({ kind, untilMs }: LearnerDeclaration): Role =>
  kind === 'prior' || kind === 'lastOutcome' ? 'baseline' : untilMs === null ? 'contender' : 'control';

export interface LiveLine {
  readonly major: number;
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
  nextMajor: number;
  reigns: readonly Reign[];
  contest: Contest;
  stored: readonly StoredVersion[];
  served: Scoreboard;
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
  const board = (name: string): Scoreboard => workspace.boards.get(name) ?? Scoreboard.create(problem);
  const lines: LiveLine[] = [];
  for (const { major, minor, checkpoint, sealedAtMs, configHash } of head.lines) {
    const wanted = declaration.learners.find((learner) => configHashOf(declaration, learner) === configHash);
    if (wanted === undefined) continue;
    const trained = await loadTrained(deps.objects, checkpoint, deps.neural);
    lines.push({
      major,
      minor,
      role: roleOf(wanted),
      trained,
      encoding: encoders.register(trained.about.encoding),
      checkpoint,
      sealedAtMs,
      board: board(wanted.name),
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
    nextMajor: head.nextMajor,
    reigns: head.reigns,
    contest: head.contest,
    stored: head.stored,
    served: board('served'),
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
    nextMajor: 1,
    reigns: [],
    contest: openContest(''),
    stored: [],
    served: Scoreboard.create(problem),
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

/** A line for every declared learner that has none: at the beginning, and when the declaration has changed. */
function startMissingLines(deps: SessionDeps, session: Session): void {
  const { declaration, problem, encoders } = session;
  for (const learner of declaration.learners) {
    const configHash = configHashOf(declaration, learner);
    if (session.lines.some(({ trained }) => trained.about.configHash === configHash)) continue;
    const before = session.head?.lines.find((line) => line.learner === learner.name);
    const trained = startTraining(declaration, learner, deps.neural);
    const parent = before === undefined ? null : formatVersion(before);
    const line: LiveLine = {
      major: session.nextMajor++,
      minor: 0,
      role: roleOf(learner),
      trained,
      encoding: encoders.register(trained.about.encoding),
      checkpoint: null,
      sealedAtMs: null,
      board: Scoreboard.create(problem),
      parent: { version: parent, kind: before === undefined ? 'start' : 'model-iteration' },
    };
    session.lines.push(line);
    session.decisions.push({
      kind: 'line-started',
      timeMs: session.clockMs,
      version: formatVersion(line),
      from: parent,
      by: 'perennial',
      reason:
        before === undefined
          ? `${learner.name} is declared`
          : `the declaration of ${learner.name}, or of its features, has changed`,
      evidence: {},
    });
  }
}

export const declarationHash = (declaration: ModelDeclaration): string => stableHash(declaration);
