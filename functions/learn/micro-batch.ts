/** One micro-batch as every checkpoint wants to see it: encoded once per encoding, on demand, and sketched once for the baselines. */
import type { ModelDeclaration } from '../contracts/declaration';
import { addFeatures, type FeatureSketches, Sketcher } from '../domain/drift/feature-sketches';
import type { ExampleColumns } from '../domain/examples/columns';
import { sliceColumns } from '../domain/examples/slice';
import type { LabelledBatch } from '../domain/features/batch';
import { createEncoder, type Encoder } from '../domain/features/encoder';
import { type Encoding, encodingHash, encodingOf, projectColumns } from '../domain/features/encoding';

export class Encoders {
  private readonly own: Encoding;
  private readonly ownHash: string;
  private readonly sketcher: Sketcher;
  private readonly encoders = new Map<string, { readonly encoding: Encoding; readonly encoder: Encoder }>();

  constructor(declaration: ModelDeclaration) {
    this.own = encodingOf(declaration);
    this.ownHash = this.register(this.own);
    this.sketcher = new Sketcher(this.own);
  }

  /** The key to encode by; encoding with it costs nothing more for a second checkpoint of the same encoding. */
  register(encoding: Encoding): string {
    const hash = encodingHash(encoding);
    if (!this.encoders.has(hash)) this.encoders.set(hash, { encoding, encoder: createEncoder(encoding) });
    return hash;
  }

  batch(columns: ExampleColumns): MicroBatch {
    const encode = (key: string): LabelledBatch => {
      const { encoding, encoder } = this.encoders.get(key)!;
      const seen = key === this.ownHash ? columns : projectColumns(columns, this.own, encoding);
      return encoder.encode(seen, 0, columns.count);
    };
    return new MicroBatch(columns, encode, this.sketcher);
  }
}

/** The micro-batches of columns that were learned once, as they were cut; a last one may be short, where they were cut by another count. */
export function* cut(encoders: Encoders, columns: ExampleColumns, size: number): Generator<MicroBatch> {
  for (let from = 0; from < columns.count; from += size) {
    yield encoders.batch(sliceColumns(columns, from, Math.min(from + size, columns.count)));
  }
}

export class MicroBatch {
  private readonly encoded = new Map<string, LabelledBatch>();
  private sketches: FeatureSketches | undefined;
  /** By what they were added to: lines that began together go on together, and are added to once. */
  private readonly sums = new Map<FeatureSketches, FeatureSketches>();

  constructor(
    readonly columns: ExampleColumns,
    private readonly encode: (key: string) => LabelledBatch,
    private readonly sketcher: Sketcher,
  ) {}

  as(key: string): LabelledBatch {
    let batch = this.encoded.get(key);
    if (batch === undefined) {
      batch = this.encode(key);
      this.encoded.set(key, batch);
    }
    return batch;
  }

  /** The features of these rows, ascending, added to those of a line that learns the declared features. */
  sketchedOnto(features: FeatureSketches, rows: Int32Array): FeatureSketches {
    if (rows.length < this.columns.count) return addFeatures(features, this.sketcher.ofColumns(this.columns, rows));
    let sum = this.sums.get(features);
    if (sum === undefined) {
      this.sketches ??= this.sketcher.ofColumns(this.columns);
      sum = addFeatures(features, this.sketches);
      this.sums.set(features, sum);
    }
    return sum;
  }
}
