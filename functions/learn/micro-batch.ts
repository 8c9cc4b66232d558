/** One micro-batch as every checkpoint wants to see it: encoded once per encoding, on demand. */
import type { ModelDeclaration } from '../contracts/declaration';
import type { ExampleColumns } from '../domain/examples/columns';
import type { LabelledBatch } from '../domain/features/batch';
import { createEncoder, type Encoder } from '../domain/features/encoder';
import { type Encoding, encodingHash, encodingOf, projectColumns } from '../domain/features/encoding';

export class Encoders {
  private readonly own: Encoding;
  private readonly ownHash: string;
  private readonly encoders = new Map<string, { readonly encoding: Encoding; readonly encoder: Encoder }>();

  constructor(declaration: ModelDeclaration) {
    this.own = encodingOf(declaration);
    this.ownHash = this.register(this.own);
  }

  /** The key to encode by; encoding with it costs nothing more for a second checkpoint of the same encoding. */
  register(encoding: Encoding): string {
    const hash = encodingHash(encoding);
    if (!this.encoders.has(hash)) this.encoders.set(hash, { encoding, encoder: createEncoder(encoding) });
    return hash;
  }

  batch(columns: ExampleColumns): MicroBatch {
    return new MicroBatch(columns, (key) => {
      const { encoding, encoder } = this.encoders.get(key)!;
      const seen = key === this.ownHash ? columns : projectColumns(columns, this.own, encoding);
      return encoder.encode(seen, 0, columns.count);
    });
  }
}

export class MicroBatch {
  private readonly encoded = new Map<string, LabelledBatch>();

  constructor(
    readonly columns: ExampleColumns,
    private readonly encode: (key: string) => LabelledBatch,
  ) {}

  as(key: string): LabelledBatch {
    let batch = this.encoded.get(key);
    if (batch === undefined) {
      batch = this.encode(key);
      this.encoded.set(key, batch);
    }
    return batch;
  }
}
