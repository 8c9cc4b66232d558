/**
 * Step 8, deploy: the new line joins the loop. First it learns what the loop has learned meanwhile, then one commit makes it a line
 * like any other: it goes on from the next micro-batch, is sealed, and has to win the contest. A learner's commit in between is a
 * lost race: it catches up with that one too. Of two lines that the learner had, the one that is not the champion's makes room.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import type { LineageEdge } from '../domain/lineage/entries';
import type { Head, Line } from '../domain/lineage/head';
import { displaced, rootIn } from '../domain/lineage/succession';
import { formatVersion, parseVersion } from '../domain/lineage/version';
import { type Entry, endLines } from '../domain/promotion/end-lines';
import { backendOf, checkpointBytes } from '../learn/checkpoints';
import { cleanUp } from './clean-up';
import type { RetrainDeps } from './deps';
import { left, NotTrainable } from './going-on';
import { type Move, moveHead } from './move-head';
import { archivedIn, decodePlan, type Piece } from './plan';
import { asked, recordOf, withRecord } from './record';
import { examplesIn } from './sampled';
import { Training } from './training';

export async function deploy(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  state: RetrainState,
): Promise<RetrainState> {
  let handing: Handing | undefined;
  const head = await moveHead(deps.heads, declaration.name, async (before) => {
    const record = recordOf(before, state.id);
    if (record === undefined || record.state === 'failed')
      throw new NotTrainable(`request ${state.id} is not running any more`);
    if (record.state === 'deployed') return null;
    handing ??= await opened(deps, declaration, state);
    const lineage = await deps.heads.lineage(declaration.name);
    await catchUp(deps, declaration, handing, lineage, before.learned.batches);
    return moveOf(deps, declaration, state, handing, before, lineage);
  });
  const version = head === undefined ? null : recordOf(head, state.id)!.version;
  await cleanUp(deps, state);
  return { ...state, verdict: 'deployed', version, plan: null, progress: null, former: null };
}

/** The line, and all pieces that it has learned. */
interface Handing {
  readonly training: Training;
  readonly pieces: Piece[];
}

async function opened(deps: RetrainDeps, declaration: ModelDeclaration, state: RetrainState): Promise<Handing> {
  const pieces = decodePlan(await deps.objects.get(left(state.plan, 'plan'))).slice(state.range.from, state.range.to);
  const bytes = await deps.objects.get(left(state.progress, 'progress'));
  return { training: Training.load(declaration, bytes, deps.neural), pieces };
}

async function catchUp(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  { training, pieces }: Handing,
  lineage: readonly LineageEdge[],
  last: number,
): Promise<void> {
  const missed = archivedIn(lineage, training.throughBatch + 1, last);
  if (missed.breaksOff !== null) throw new NotTrainable(missed.breaksOff);
  for (const piece of missed.pieces) {
    training.learn(await examplesIn(deps, declaration, piece), piece.first, piece.last, Number.POSITIVE_INFINITY);
    pieces.push(piece);
  }
}

async function moveOf(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  state: RetrainState,
  { training, pieces }: Handing,
  head: Head,
  lineage: readonly LineageEdge[],
): Promise<Move> {
  const { line: trained } = training;
  const line: Line = {
    major: head.nextMajor,
    minor: 0,
    learner: trained.declaration.name,
    configHash: trained.about.configHash,
    checkpoint: await deps.objects.put(checkpointBytes(trained)),
    sealedAtMs: null,
  };
  const version = formatVersion(line);
  const { learner, checkpoint } = line;
  const { clockMs } = head;
  const timeMs = deps.clock.effectiveMs(clockMs);
  const before = head.lines.findLast((one) => one.learner === learner);
  const parent = before === undefined ? null : formatVersion(before);
  const championRoot = rootIn(lineage, parseVersion(head.reigns.at(-1)!.version)!.major);
  const leaving = displaced(head.lines, learner, championRoot);
  const ended = endLines(
    head.contest,
    leaving,
    { by: 'perennial', reason: `makes room for ${version}, a newer training of the same learner`, timeMs },
    declaration.promote,
  );
  const started: Entry = {
    kind: 'line-started',
    timeMs,
    version,
    from: parent,
    by: state.cause.kind === 'person' ? state.cause.by : 'perennial',
    reason: `${learner} was trained from scratch: ${asked(state)}`,
    evidence: {
      ...state.evidence,
      id: state.id,
      cause: state.cause.kind,
      microBatches: pieces.at(-1)!.last - pieces[0]!.first + 1,
      trainedExamples: trained.about.examples,
      checkpoint,
    },
  };
  const edge: LineageEdge = {
    version,
    parents: parent === null ? [] : [parent],
    kind: 'stateless-retrain',
    learner,
    checkpoint,
    batches: { first: pieces[0]!.first, last: pieces.at(-1)!.last },
    from: {},
    to: head.positions,
    clockMs,
    data: { archived: pieces.map(({ name }) => name) },
    codeHash: deps.codeHash,
    configHash: line.configHash,
    seed: declaration.seed,
    backend: backendOf(trained.declaration, deps),
    metrics: training.board.everything(),
  };
  return {
    head: {
      ...withRecord(head, state.id, { state: 'deployed', version }),
      lines: [...head.lines.filter((one) => !leaving.includes(one)), line],
      nextMajor: line.major + 1,
      contest: ended.contest,
      stored: [...head.stored, { version, learner, checkpoint, clockMs, revision: head.revision + 1 }],
    },
    lineage: [edge],
    ledger: [started, ...ended.entries],
  };
}
