/**
 * Frozen checkpoints that predict: the champions of late and the live candidates, by version. Sealing is done in memory; bytes are
 * made only of those that still matter at the commit.
 */
import type { Baseline } from '../domain/drift/baseline';
import type { NeuralFactory } from '../domain/learners/create';
import type { Reign } from '../domain/lineage/head';
import type { Candidate } from '../domain/promotion/contest';
import type { Objects } from '../ports/objects';
import { checkpointBytes, loadTrained, type Trained, trainedOf } from './checkpoints';
import type { Encoders, MicroBatch } from './micro-batch';

interface Frozen {
  readonly trained: Trained;
  readonly encoding: string;
}

export class Predictors {
  private readonly frozen = new Map<string, Frozen>();

  constructor(
    private readonly objects: Objects,
    private readonly encoders: Encoders,
    private readonly neural: NeuralFactory | undefined,
  ) {}

  /** Takes a detached copy of `trained` as `version`. */
  freeze(version: string, { learner, about }: Trained): void {
    this.keep(version, trainedOf({ ...about, state: learner.save() }, this.neural));
  }

  /** The live candidates and the current champion; earlier champions are loaded when an example asks for them. */
  async load({
    reigns,
    contest,
  }: {
    readonly reigns: readonly Reign[];
    readonly contest: { readonly candidates: readonly Candidate[] };
  }): Promise<void> {
    const wanted = [reigns.at(-1)!, ...contest.candidates];
    for (const { version, checkpoint } of wanted) await this.fetch(version, checkpoint);
  }

  async fetch(version: string, checkpoint: string): Promise<void> {
    if (!this.frozen.has(version)) this.keep(version, await loadTrained(this.objects, checkpoint, this.neural));
  }

  private keep(version: string, trained: Trained): void {
    this.frozen.set(version, { trained, encoding: this.encoders.register(trained.about.encoding) });
  }

  /** Of a version that was frozen or fetched. */
  predict(version: string, batch: MicroBatch, out: Float64Array): void {
    const { trained, encoding } = this.frozen.get(version)!;
    trained.learner.predict(batch.as(encoding), out);
  }

  has(version: string): boolean {
    return this.frozen.has(version);
  }

  /** What it knows as normal; null for a version that is not here, or of format 1. */
  baseline(version: string): Baseline | null {
    return this.frozen.get(version)?.trained.about.baseline ?? null;
  }

  bytes(version: string): Uint8Array {
    return checkpointBytes(this.frozen.get(version)!.trained);
  }

  /** Forgets all but these. */
  retain(versions: ReadonlySet<string>): void {
    for (const version of this.frozen.keys()) if (!versions.has(version)) this.frozen.delete(version);
  }
}
