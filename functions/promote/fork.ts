/** After a rollback, the line that goes on from the restored state. */
import type { ModelDeclaration } from '../contracts/declaration';
import type { LineageEdge } from '../domain/lineage/entries';
import type { Head, Line, Reign } from '../domain/lineage/head';
import { rootIn, rootOf } from '../domain/lineage/succession';
import { parseVersion } from '../domain/lineage/version';

/** The parts of a version that a reign needs. */
export type Target = Pick<Reign, 'version' | 'learner' | 'checkpoint' | 'sealedAtMs'>;

/**
 * The line that goes on from the restored state in place of one of the same learner: of the line that the state is of, or else of the
 * one that the champion is of. Baselines and control lines are left alone; so is a line that is declared otherwise than the
 * restored one was, since that state is no beginning for it.
 *
 * @param lineage asked only about lines that learn no more: it grows with every commit, and a rollback is waited for
 */
export async function forked(
  head: Head,
  declaration: ModelDeclaration,
  target: Target,
  lineage: () => Promise<readonly LineageEdge[]>,
): Promise<{ readonly lines: readonly Line[]; readonly fork: Line | undefined }> {
  const learner = declaration.learners.find(({ name }) => name === target.learner);
  const learns =
    learner !== undefined && learner.untilMs === null && learner.kind !== 'prior' && learner.kind !== 'lastOutcome';
  const major = parseVersion(target.version)?.major;
  if (!learns || major === undefined) return { lines: head.lines, fork: undefined };
  const championMajor = parseVersion(head.reigns.at(-1)!.version)!.major;
  const learning = (wanted: number): Line | undefined => head.lines.find((line) => line.major === wanted);
  const isInHead = learning(major) !== undefined && learning(championMajor) !== undefined;
  const edges = isInHead ? [] : await lineage();
  const trainingOf = (wanted: number): number => learning(wanted)?.root ?? rootIn(edges, wanted);
  const restored =
    learning(major)?.configHash ?? edges.find(({ version }) => parseVersion(version)?.major === major)?.configHash;
  const replaceable = head.lines.filter((line) => line.learner === target.learner && line.configHash === restored);
  const root = trainingOf(major);
  const championRoot = trainingOf(championMajor);
  const ofTraining = (wanted: number) => replaceable.find((line) => rootOf(line) === wanted);
  const replaced = ofTraining(root) ?? ofTraining(championRoot) ?? replaceable.at(-1);
  if (replaced === undefined) return { lines: head.lines, fork: undefined };
  const fork: Line = {
    ...replaced,
    major: head.nextMajor,
    root,
    minor: 0,
    checkpoint: target.checkpoint,
    sealedAtMs: head.clockMs,
  };
  return { lines: head.lines.map((line) => (line === replaced ? fork : line)), fork };
}

export function forkEdge(
  { codeHash, runtime }: { readonly codeHash: string; readonly runtime: string },
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
