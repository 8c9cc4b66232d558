/**
 * A list of sketches of one kind as columns of a container, one sketch after the other:
 *
 *   <name>.lengths   bins of each sketch
 *   <name>.keys      their bins or hashes
 *   <name>.counts    how often each occurred
 *   <name>.rest      per sketch: missing, other, below
 */
import { CheckpointDamaged } from '../checkpoint/errors';
import type { ColumnReader, ColumnWriter } from '../examples/column-store';
import { totalOf } from './counts';
import type { Sketch } from './sketch';

const REST = 3;

export function writeSketches(writer: ColumnWriter, name: string, sketches: readonly Sketch[]): void {
  const lengths = Uint32Array.from(sketches, ({ bins }) => bins.keys.length);
  const total = totalOf(Float64Array.from(lengths));
  const keys = new Uint32Array(total);
  const counts = new Float64Array(total);
  let at = 0;
  for (const { bins } of sketches) {
    keys.set(bins.keys, at);
    counts.set(bins.counts, at);
    at += bins.keys.length;
  }
  writer.numbers(`${name}.lengths`, lengths);
  writer.numbers(`${name}.keys`, keys);
  writer.numbers(`${name}.counts`, counts);
  writer.numbers(
    `${name}.rest`,
    Float64Array.from(sketches.flatMap(({ missing, other, below }) => [missing, other, below])),
  );
}

/** @throws CheckpointDamaged */
export function readSketches(reader: ColumnReader, name: string, kind: Sketch['kind'], count: number): Sketch[] {
  const lengths = reader.numbers(`${name}.lengths`, count, new Uint32Array(count));
  const total = totalOf(Float64Array.from(lengths));
  const keys = reader.numbers(`${name}.keys`, total, new Uint32Array(total));
  const counts = reader.numbers(`${name}.counts`, total, new Float64Array(total));
  const rest = reader.numbers(`${name}.rest`, REST * count, new Float64Array(REST * count));
  let at = 0;
  return Array.from(lengths, (length, sketch) => {
    const bins = { keys: keys.slice(at, at + length), counts: counts.slice(at, at + length) };
    at += length;
    for (let i = 1; i < length; i++) {
      if (!(bins.keys[i - 1]! < bins.keys[i]!)) throw new CheckpointDamaged(`the keys of ${name} are not in order`);
    }
    const [missing, other, below] = rest.subarray(REST * sketch, REST * (sketch + 1));
    return { kind, missing: missing!, bins, below: below!, other: other! };
  });
}
