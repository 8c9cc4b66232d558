/**
 * A person moves the champion: to a version that they name, or back. One conditional write with its ledger entry; serving
 * follows within seconds, and what learns sees a new head and starts its batch over from it.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { LedgerEntry, LineageEdge } from '../domain/lineage/entries';
import type { Head } from '../domain/lineage/head';
import { previousReign } from '../domain/lineage/reigns';
import { leftBehind } from '../domain/lineage/succession';
import { parseVersion } from '../domain/lineage/version';
import { type Contest, type GivenUp, openContest } from '../domain/promotion/contest';
import { type Entry, endLines, givenUpEntry } from '../domain/promotion/end-lines';
import { evidenceOf } from '../domain/promotion/evidence';
import { afterPromotion } from '../domain/promotion/gate';
import type { Clock } from '../ports/clock';
import type { Heads } from '../ports/heads';
import { forkEdge, forked, type Target } from './fork';

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

/** For an order that may be given twice: it is about the champion of this moment, and void once another one answers. */
interface Dated {
  readonly championOfMs?: number;
}

export type Moved =
  | { readonly kind: 'moved'; readonly entry: LedgerEntry }
  | { readonly kind: 'refused'; readonly reason: string };

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
    const next = afterPromotion(head.contest, target);
    const retired = leftBehind(head.lines, parseVersion(version)!.major);
    const why = `${version}, of a newer training of the same learner, answers now`;
    const ended = endLines(next.contest, retired, { by: order.by, reason: why, timeMs: sinceMs }, declaration.promote);
    const lines = head.lines.filter((line) => !retired.includes(line));
    return {
      head: {
        ...head,
        lines,
        reigns: [...head.reigns, { ...target, sinceMs, withdrawn: false }],
        contest: ended.contest,
      },
      entry: {
        kind: 'promoted',
        timeMs: sinceMs,
        version,
        from: head.contest.champion,
        ...order,
        evidence: { ...evidenceIn(head, declaration, version), checkpoint: target.checkpoint },
      },
      givenUp: next.givenUp,
      ended: ended.entries,
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
  { championOfMs = Number.POSITIVE_INFINITY, ...order }: Order & Dated,
): Promise<Moved> =>
  move(deps, declaration, async (head) => {
    const current = head.reigns.at(-1)!;
    if (current.sinceMs > championOfMs) return `${current.version} answers only since then; the order is about another`;
    const version = to ?? previousReign(head.reigns)?.version;
    if (version === undefined) return `there is no earlier champion than ${current.version} to go back to`;
    if (current.version === version) return `version ${version} answers already`;
    const target = targetOf(head, version);
    if (typeof target === 'string') return target;
    const sinceMs = deps.clock.effectiveMs(head.clockMs);
    const withdrawn = head.reigns.map((reign) =>
      reign.version === current.version ? { ...reign, withdrawn: true } : reign,
    );
    const { lines, fork } = await forked(head, declaration, target, () => deps.heads.lineage(declaration.name));
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
      ended: [],
      lineage: fork === undefined ? [] : [forkEdge(deps, head, declaration, fork, target)],
    };
  });

interface Move {
  readonly head: Head & { readonly contest: Contest };
  readonly entry: Entry;
  readonly givenUp: readonly GivenUp[];
  readonly ended: readonly Entry[];
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
    const { from: champion, by, timeMs } = entry;
    const committed = await deps.heads.commit({
      head: { ...decided.head, revision, garbage: [] },
      lineage: decided.lineage,
      ledger: [
        entry,
        ...decided.givenUp.map((one) => ({
          ...givenUpEntry(one, { champion, by, timeMs }, declaration.promote),
          revision,
        })),
        ...decided.ended.map((one) => ({ ...one, revision })),
      ],
    });
    if (committed === 'committed') return { kind: 'moved', entry };
  }
  return {
    kind: 'refused',
    reason: `the model was being changed by others at each of ${ATTEMPTS} attempts; try again`,
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
