/**
 * A person moves the champion: to a version that they name, or back. One conditional write with its ledger entry; serving
 * follows within seconds, and what learns sees a new head and starts its batch over from it.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { LedgerEntry, LineageEdge } from '../domain/lineage/entries';
import type { Head, Line, Reign } from '../domain/lineage/head';
import { previousReign } from '../domain/lineage/reigns';
import { parseVersion } from '../domain/lineage/version';
import { type Contest, type GivenUp, openContest } from '../domain/promotion/contest';
import { evidenceOf } from '../domain/promotion/evidence';
import { afterPromotion } from '../domain/promotion/gate';
import type { Clock } from '../ports/clock';
import type { Heads } from '../ports/heads';

export interface PromoteDeps {
  readonly heads: Heads;
  readonly clock: Clock;
  readonly codeHash: string;
  readonly runtime: string;
}

export interface Order {
  /** Who asks, for the ledger. */
  readonly by: string;
  readonly reason: string;
}

export type Moved =
  | { readonly kind: 'moved'; readonly entry: LedgerEntry }
  | { readonly kind: 'refused'; readonly reason: string };

/** The parts of a version that a reign needs. */
type Target = Pick<Reign, 'version' | 'learner' | 'checkpoint' | 'sealedAtMs'>;

const ATTEMPTS = 20;

/** Makes a stored version the champion, whatever the evidence says. */
export const promoteVersion = (
  deps: PromoteDeps,
  declaration: ModelDeclaration,
  version: string,
  order: Order,
): Promise<Moved> =>
  move(deps, declaration, async (head) => {
    if (head.reigns.at(-1)!.version === version) return `version ${version} answers already`;
    const target = targetOf(head, version);
    if (typeof target === 'string') return target;
    const sinceMs = deps.clock.effectiveMs(head.clockMs);
    const { contest, givenUp } = afterPromotion(head.contest, target);
    return {
      head: { ...head, reigns: [...head.reigns, { ...target, sinceMs, withdrawn: false }], contest },
      entry: {
        kind: 'promoted',
        timeMs: sinceMs,
        version,
        from: head.contest.champion,
        ...order,
        evidence: { ...evidenceIn(head, declaration, version), checkpoint: target.checkpoint },
      },
      givenUp,
      lineage: [],
    };
  });

/**
 * Goes back to the champion before this one, or to the version named. The learning line of that learner goes on from the restored
 * state, as a fork; what it had learned since is left behind.
 */
export const rollBack = (
  deps: PromoteDeps,
  declaration: ModelDeclaration,
  to: string | undefined,
  order: Order,
): Promise<Moved> =>
  move(deps, declaration, async (head) => {
    const current = head.reigns.at(-1)!;
    const version = to ?? previousReign(head.reigns)?.version;
    if (version === undefined) return `there is no earlier champion than ${current.version} to go back to`;
    if (current.version === version) return `version ${version} answers already`;
    const target = targetOf(head, version);
    if (typeof target === 'string') return target;
    const sinceMs = deps.clock.effectiveMs(head.clockMs);
    const withdrawn = head.reigns.map((reign) =>
      reign.version === current.version ? { ...reign, withdrawn: true } : reign,
    );
    const { lines, fork } = forked(head, declaration, target, await deps.heads.lineage(declaration.name));
    return {
      head: {
        ...head,
        reigns: [...withdrawn, { ...target, sinceMs, withdrawn: false }],
        contest: openContest(version),
        lines,
        nextMajor: fork === undefined ? head.nextMajor : head.nextMajor + 1,
      },
      entry: {
        kind: 'rolled-back',
        timeMs: sinceMs,
        version,
        from: current.version,
        ...order,
        evidence: { fork: fork === undefined ? null : `${fork.major}.0`, checkpoint: target.checkpoint },
      },
      givenUp: head.contest.candidates.map((candidate) => ({
        candidate,
        code: 'superseded',
        reason: `the champion was rolled back to ${version}`,
      })),
      lineage: fork === undefined ? [] : [edgeOf(deps, head, declaration, fork, target)],
    };
  });

interface Move {
  readonly head: Head & { readonly contest: Contest };
  readonly entry: Omit<LedgerEntry, 'revision'>;
  readonly givenUp: readonly GivenUp[];
  readonly lineage: readonly LineageEdge[];
}

async function move(
  deps: PromoteDeps,
  declaration: ModelDeclaration,
  decide: (head: Head) => Promise<Move | string>,
): Promise<Moved> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await deps.heads.load(declaration.name);
    if (before === undefined)
      return { kind: 'refused', reason: `model ${declaration.name} has learned nothing yet; send it events first` };
    const decided = await decide(before);
    if (typeof decided === 'string') return { kind: 'refused', reason: decided };
    const revision = before.revision + 1;
    const entry = { ...decided.entry, revision };
    const committed = await deps.heads.commit({
      head: { ...decided.head, revision, garbage: [] },
      lineage: decided.lineage,
      ledger: [entry, ...decided.givenUp.map((one) => givenUpEntry(one, entry, declaration))],
    });
    if (committed === 'committed') return { kind: 'moved', entry };
  }
  return {
    kind: 'refused',
    reason: `the model was being changed by others at each of ${ATTEMPTS} attempts; try again`,
  };
}

function givenUpEntry(
  { candidate, reason }: GivenUp,
  { timeMs, by, from, revision }: LedgerEntry,
  { promote }: ModelDeclaration,
): LedgerEntry {
  return {
    kind: 'candidate-given-up',
    timeMs,
    version: candidate.version,
    from,
    by,
    reason,
    evidence: { ...evidenceOf(candidate, promote) },
    revision,
  };
}

/** Where the checkpoint of `version` is, or a sentence on why it cannot be served. */
function targetOf(head: Head, version: string): Target | string {
  const known = [...head.reigns, ...head.contest.candidates].find((one) => one.version === version);
  if (known !== undefined) {
    const { learner, checkpoint, sealedAtMs } = known;
    return { version, learner, checkpoint, sealedAtMs };
  }
  const stored = head.stored.find((one) => one.version === version);
  if (stored !== undefined)
    return { version, learner: stored.learner, checkpoint: stored.checkpoint, sealedAtMs: stored.clockMs };
  const some = [...new Set(head.stored.map((one) => one.version))].slice(-8).join(', ');
  return `version ${version} is not stored; stored are, among others, ${some}`;
}

function evidenceIn(head: Head, { promote }: ModelDeclaration, version: string): LedgerEntry['evidence'] {
  const candidate = head.contest.candidates.find((one) => one.version === version);
  return candidate === undefined ? {} : { ...evidenceOf(candidate, promote) };
}

/**
 * The line that goes on from the restored state in place of the one of the same learner. Baselines and control lines are left
 * alone; so is a line that is declared otherwise than the restored one was, since that state is no beginning for it.
 */
function forked(
  head: Head,
  declaration: ModelDeclaration,
  target: Target,
  lineage: readonly LineageEdge[],
): { readonly lines: readonly Line[]; readonly fork: Line | undefined } {
  const learner = declaration.learners.find(({ name }) => name === target.learner);
  const major = parseVersion(target.version)?.major;
  const restored = lineage.find(({ version }) => parseVersion(version)?.major === major)?.configHash;
  const replaced = head.lines.find((line) => line.learner === target.learner && line.configHash === restored);
  const learns =
    learner !== undefined && learner.untilMs === null && learner.kind !== 'prior' && learner.kind !== 'lastOutcome';
  if (replaced === undefined || !learns) return { lines: head.lines, fork: undefined };
  const fork: Line = {
    ...replaced,
    major: head.nextMajor,
    minor: 0,
    checkpoint: target.checkpoint,
    sealedAtMs: head.clockMs,
  };
  return { lines: head.lines.map((line) => (line === replaced ? fork : line)), fork };
}

function edgeOf(
  { codeHash, runtime }: PromoteDeps,
  head: Head,
  { seed }: ModelDeclaration,
  fork: Line,
  target: Target,
): LineageEdge {
  return {
    version: `${fork.major}.0`,
    parents: [target.version],
    kind: 'fork',
    learner: fork.learner,
    checkpoint: target.checkpoint,
    batches: null,
    from: head.positions,
    to: head.positions,
    clockMs: head.clockMs,
    data: { archived: [] },
    codeHash,
    configHash: fork.configHash,
    seed,
    backend: runtime,
    metrics: {},
  };
}
