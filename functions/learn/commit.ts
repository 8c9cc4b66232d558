/**
 * From a session to the next commit: immutable objects first, then the one conditional write. Everything before that write is
 * invisible; a crash leaves an orphan object at worst.
 */

import { concatColumns } from '../domain/examples/concat';
import { encodeExamples } from '../domain/examples/examples-codec';
import type { LineageEdge } from '../domain/lineage/entries';
import type { Head, StoredVersion } from '../domain/lineage/head';
import { retain, retainReigns } from '../domain/lineage/retention';
import { formatVersion } from '../domain/lineage/version';
import type { Commit } from '../ports/heads';
import { backendOf, checkpointBytes } from './checkpoints';
import type { LearnDeps } from './deps';
import { type Decision, declarationHash, type RetiredLine, type Session } from './session';
import { boardName, encodeWorkspace, SERVED } from './workspace';

/** Puts every object that the next head names, and gives that head with its entries. The session's versions are stored after it. */
export async function prepareCommit(deps: LearnDeps, session: Session): Promise<Commit> {
  const { declaration, clockMs } = session;
  const revision = (session.head?.revision ?? 0) + 1;
  const archived = await putArchive(deps, session);
  const newlyStored = [...(await storeLines(deps, session, revision)), ...(await storeFrozen(deps, session, revision))];
  const workspace = await deps.objects.put(workspaceBytes(session));
  const lines = session.lines.map(({ major, root, minor, trained, checkpoint, sealedAtMs }) => ({
    major,
    ...(root === major ? {} : { root }),
    minor,
    learner: trained.declaration.name,
    configHash: trained.about.configHash,
    checkpoint: checkpoint!,
    sealedAtMs,
  }));
  const keepReignsMs = Math.max(declaration.rollbackWithinMs, declaration.outcome.withinMs + declaration.disorderMs);
  const reigns = retainReigns(session.reigns, clockMs, keepReignsMs);
  const { stored, dropped } = retain([...session.stored, ...newlyStored], {
    lines,
    reigns,
    contest: session.contest,
    clockMs,
  });
  const former = session.head?.workspace;
  const head: Head = {
    format: 1,
    model: declaration.name,
    declarationHash: declarationHash(declaration),
    revision,
    positions: session.positions,
    clockMs,
    learned: { ...session.learned },
    waiting: {
      examples: session.waiting.count,
      events: session.waiting.events.reduce((sum, events) => sum + events, 0),
    },
    workspace,
    lines,
    nextMajor: session.nextMajor,
    reigns,
    contest: session.contest,
    stored,
    ...(session.head?.retrains === undefined ? {} : { retrains: session.head.retrains }),
    garbage: former === undefined || former === workspace ? dropped : [...dropped, former],
  };
  return {
    head,
    lineage: [
      ...session.lines.flatMap((line) =>
        edgeOf(deps, session, { line, lastBatch: session.learned.batches, clockMs }, archived),
      ),
      ...session.retired.flatMap((one) => edgeOf(deps, session, one, archived)),
    ],
    ledger: session.decisions.map((decision) => ({ ...withCheckpoint(decision, session), revision })),
  };
}

/** A promotion names the bytes that answer from then on; they have a name only once they are stored. */
function withCheckpoint(decision: Decision, { reigns }: Session): Decision {
  if (decision.kind !== 'promoted') return decision;
  const { checkpoint } = reigns.findLast(({ version }) => version === decision.version)!;
  return { ...decision, evidence: { ...decision.evidence, checkpoint } };
}

async function putArchive(
  { archive }: LearnDeps,
  { declaration, learnedColumns }: Session,
): Promise<LineageEdge['data']> {
  if (declaration.archive === null)
    return { notRetained: `data not retained: model ${declaration.name} declares no archive` };
  if (learnedColumns.length === 0) return { archived: [] };
  return { archived: [await archive.put(encodeExamples(concatColumns(learnedColumns), declaration))] };
}

async function storeLines(deps: LearnDeps, session: Session, revision: number): Promise<StoredVersion[]> {
  const all = [...session.lines.map((line) => ({ line, clockMs: session.clockMs })), ...session.retired];
  return Promise.all(
    all
      .filter(({ line }) => line.checkpoint === null || line.parent.version !== formatVersion(line))
      .map(async ({ line, clockMs }) => {
        line.checkpoint = await deps.objects.put(checkpointBytes(line.trained));
        return {
          version: formatVersion(line),
          learner: line.trained.declaration.name,
          checkpoint: line.checkpoint,
          clockMs,
          revision,
        };
      }),
  );
}

/** Candidates and champions that were sealed since the last commit, and still matter. */
async function storeFrozen(deps: LearnDeps, session: Session, revision: number): Promise<StoredVersion[]> {
  const { predictors } = session;
  const unsaved = new Map(
    [...session.reigns, ...session.contest.candidates]
      .filter(({ checkpoint }) => checkpoint === '')
      .map((one) => [one.version, one]),
  );
  const names = new Map<string, string>();
  const stored = await Promise.all(
    [...unsaved.values()].map(async ({ version, learner, sealedAtMs }) => {
      const checkpoint = await deps.objects.put(predictors.bytes(version));
      names.set(version, checkpoint);
      return { version, learner, checkpoint, clockMs: sealedAtMs, revision };
    }),
  );
  const named = <T extends { readonly version: string; readonly checkpoint: string }>(one: T): T =>
    one.checkpoint === '' ? { ...one, checkpoint: names.get(one.version)! } : one;
  session.reigns = session.reigns.map(named);
  session.contest = { ...session.contest, candidates: session.contest.candidates.map(named) };
  return stored;
}

function workspaceBytes({
  declaration,
  waiting,
  lines,
  served,
  classCounts,
  labelDelay,
  maturing,
  servedLately,
}: Session): Uint8Array {
  const boards = new Map(lines.map(({ root, board }) => [boardName(root), board]));
  boards.set(SERVED, served);
  return encodeWorkspace(declaration, { waiting, boards, classCounts, labelDelay, maturing, servedLately });
}

/** Nothing for a line that neither began nor learned. */
function edgeOf(
  deps: LearnDeps,
  session: Session,
  { line, lastBatch, clockMs }: RetiredLine,
  data: LineageEdge['data'],
): LineageEdge[] {
  const { declaration, head, positions } = session;
  const version = formatVersion(line);
  if (line.parent.version === version) return [];
  const { kind } = line.parent;
  const before = head?.learned.batches ?? 0;
  return [
    {
      version,
      parents: line.parent.version === null ? [] : [line.parent.version],
      kind,
      learner: line.trained.declaration.name,
      checkpoint: line.checkpoint!,
      batches: lastBatch === before ? null : { first: before + 1, last: lastBatch },
      from: head?.positions ?? {},
      to: positions,
      clockMs,
      data,
      codeHash: deps.codeHash,
      configHash: line.trained.about.configHash,
      seed: declaration.seed,
      backend: backendOf(line.trained.declaration, deps),
      metrics: line.board.everything(),
    },
  ];
}
