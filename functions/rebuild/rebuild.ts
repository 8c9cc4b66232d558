/**
 * Makes a version again from its lineage and the archived examples, to the same bytes: from the line's untrained beginning,
 * through every micro-batch in order. A version between two commits was never stored; it is verified by going on to the
 * next one that was, and comparing that.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { nameOf } from '../domain/checkpoint/object-name';
import { decodeExamples } from '../domain/examples/examples-codec';
import type { NeuralFactory } from '../domain/learners/create';
import type { LineageEdge } from '../domain/lineage/entries';
import { pathTo } from '../domain/lineage/path';
import { parseVersion, type Version } from '../domain/lineage/version';
import { backendOf, checkpointBytes, configHashOf, startTraining, type Trained } from '../learn/checkpoints';
import { trainOn } from '../learn/fold';
import { cut, Encoders } from '../learn/micro-batch';
import type { Heads } from '../ports/heads';
import { ObjectMissing, type Objects } from '../ports/objects';

export interface RebuildDeps {
  readonly heads: Pick<Heads, 'lineage'>;
  /** Where the learned examples are kept. */
  readonly archive: Pick<Objects, 'get'>;
  readonly neural?: NeuralFactory;
  readonly codeHash: string;
  readonly runtime: string;
}

export type Rebuilt =
  | {
      readonly kind: 'rebuilt';
      readonly bytes: Uint8Array;
      readonly checkpoint: string;
      readonly microBatches: number;
      /** The recorded version whose hash was met; `matches` says whether it was. */
      readonly verified: {
        readonly version: string;
        readonly recorded: string;
        readonly actual: string;
        readonly matches: boolean;
      };
      /** Other code than this made the version, so its bytes may differ. */
      readonly otherCode: boolean;
      /** What computed it, where that is not what computes here: its last bits may differ. */
      readonly otherBackend: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: string };

export async function rebuild(deps: RebuildDeps, declaration: ModelDeclaration, text: string): Promise<Rebuilt> {
  const version = parseVersion(text);
  if (version === undefined) return refused(`${text} is not a version; versions look like 1.42`);
  const lineage = await deps.heads.lineage(declaration.name);
  const path = pathTo(lineage, version);
  if (typeof path === 'string') return refused(path);
  const last = path.at(-1)!;
  const learner = declaration.learners.find((one) => configHashOf(declaration, one) === last.configHash);
  if (learner === undefined) {
    return refused(
      `version ${text} was learned under another declaration (config ${last.configHash.slice(0, 12)}); rebuild it with the declaration of that time`,
    );
  }
  const unavailable = path.map(({ data }) => data).find((data) => 'notRetained' in data);
  if (unavailable !== undefined && 'notRetained' in unavailable) return refused(unavailable.notRetained);
  try {
    return await replay(deps, declaration, startTraining(declaration, learner, deps.neural), path, version);
  } catch (error) {
    if (error instanceof ObjectMissing)
      return refused(`data not retained: archived examples ${error.object.slice(0, 12)} are gone`);
    throw error;
  }
}

const refused = (reason: string): Rebuilt => ({ kind: 'refused', reason });

async function replay(
  deps: RebuildDeps,
  declaration: ModelDeclaration,
  begun: Trained,
  path: readonly LineageEdge[],
  wanted: Version,
): Promise<Rebuilt> {
  const encoders = new Encoders(declaration);
  const encoding = encoders.register(begun.about.encoding);
  let trained = begun;
  let bytes: Uint8Array | undefined;
  let microBatches = 0;
  for (const [index, edge] of path.entries()) {
    const next = path[index + 1];
    const { minor } = parseVersion(edge.version)!;
    // A fork leaves its parent's line at the version it names, which can lie inside a stretch.
    const until = next?.kind === 'fork' ? parseVersion(next.parents[0]!)!.minor : minor;
    const isLast = index === path.length - 1;
    for await (const { batch, minor: reached } of batchesOf(deps, declaration, encoders, edge, minor)) {
      if (reached > until) break;
      if (isLast && bytes === undefined && reached > wanted.minor) bytes = checkpointBytes(trained);
      trained = trainOn(trained, batch, batch.as(encoding));
      microBatches += 1;
    }
  }
  const actual = checkpointBytes(trained);
  const edge = path.at(-1)!;
  const backend = backendOf(begun.declaration, deps);
  const end = nameOf(actual);
  bytes ??= actual;
  return {
    kind: 'rebuilt',
    bytes,
    checkpoint: nameOf(bytes),
    microBatches,
    verified: { version: edge.version, recorded: edge.checkpoint, actual: end, matches: end === edge.checkpoint },
    otherCode: path.some((edge) => edge.codeHash !== deps.codeHash),
    // An edge without micro-batches (a fork) computed nothing.
    otherBackend: path.find((edge) => edge.batches !== null && edge.backend !== backend)?.backend ?? null,
  };
}

async function* batchesOf(
  deps: RebuildDeps,
  declaration: ModelDeclaration,
  encoders: Encoders,
  { data, batches, kind }: LineageEdge,
  lastMinor: number,
) {
  if (batches === null || !('archived' in data)) return;
  // A training from scratch is one step, however many micro-batches it took.
  const perBatch = kind === 'stateless-retrain' ? 0 : 1;
  let minor = lastMinor - perBatch * (batches.last - batches.first);
  for (const name of data.archived) {
    const columns = decodeExamples(await deps.archive.get(name), declaration);
    for (const batch of cut(encoders, columns, declaration.microBatch)) {
      yield { batch, minor };
      minor += perBatch;
    }
  }
}
