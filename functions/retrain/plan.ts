/**
 * The archive of a model as a list: the stretches of micro-batches that its commits learned, in order, each with the object that
 * holds them. Contiguous and up to a given micro-batch, so that a line trained on it has learned what every other line has.
 */
import { textsField } from '../domain/checkpoint/json-fields';
import { decodeBundle, encodeBundle } from '../domain/checkpoint/state-bundle';
import type { LineageEdge } from '../domain/lineage/entries';
import { floatsOf } from '../domain/state/saved-state';

const KIND = 'retrain-plan';
const FORMAT = 1;

export interface Piece {
  /** In the archive. */
  readonly name: string;
  /** Micro-batches of the model's life. */
  readonly first: number;
  readonly last: number;
  /** The model's clock after them, ms. */
  readonly clockMs: number;
}

/** `id` is in it, so that no two retrains share an object, which the first to end would delete. */
export function encodePlan(id: string, pieces: readonly Piece[]): Uint8Array {
  const arrays = {
    first: Float64Array.from(pieces, ({ first }) => first),
    last: Float64Array.from(pieces, ({ last }) => last),
    clockMs: Float64Array.from(pieces, ({ clockMs }) => clockMs),
  };
  const header = { id, names: pieces.map(({ name }) => name) };
  return encodeBundle({
    kind: KIND,
    format: FORMAT,
    header,
    states: { pieces: { kind: KIND, format: FORMAT, scalars: {}, arrays } },
  });
}

/** @throws CheckpointDamaged, CheckpointTooNew */
export function decodePlan(bytes: Uint8Array): readonly Piece[] {
  const { header, states } = decodeBundle(bytes, KIND, FORMAT);
  const names = textsField(header, 'names');
  const [first, last, clockMs] = ['first', 'last', 'clockMs'].map((array) =>
    floatsOf(states.pieces!, array, names.length),
  );
  return names.map((name, at) => ({ name, first: first![at]!, last: last![at]!, clockMs: clockMs![at]! }));
}

export interface Archived {
  readonly pieces: readonly Piece[];
  /** Why it does not reach further back; null when it reaches to the beginning. */
  readonly breaksOff: string | null;
}

/**
 * What the lineage knows of micro-batches `first..last`, as far back from `last` as it is unbroken. Every edge of a commit names the
 * same object; that of a line which was retired on the way ends earlier than the others. O(lineage).
 */
export function archivedIn(lineage: readonly LineageEdge[], first: number, last: number): Archived {
  const commits = new Map<number, { readonly last: number; readonly edge: LineageEdge }>();
  for (const edge of lineage) {
    if (edge.batches === null || edge.kind === 'stateless-retrain') continue;
    const known = commits.get(edge.batches.first);
    if (known === undefined || known.last < edge.batches.last)
      commits.set(edge.batches.first, { last: edge.batches.last, edge });
  }
  const byLast = new Map([...commits].map(([start, commit]) => [commit.last, { start, edge: commit.edge }]));
  const pieces: Piece[] = [];
  for (let end = last; end >= first; ) {
    const commit = byLast.get(end);
    if (commit === undefined)
      return { pieces: pieces.reverse(), breaksOff: `the lineage does not say who learned micro-batch ${end}` };
    const { data, clockMs } = commit.edge;
    if ('notRetained' in data) return { pieces: pieces.reverse(), breaksOff: data.notRetained };
    pieces.push({ name: data.archived[0]!, first: commit.start, last: end, clockMs });
    end = commit.start - 1;
  }
  return { pieces: pieces.reverse(), breaksOff: null };
}
