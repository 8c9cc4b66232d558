import type { DriftCause } from '../contracts/retrain-state';
import type { NeuralFactory } from '../domain/learners/create';
import type { Clock } from '../ports/clock';
import type { Heads } from '../ports/heads';
import type { Metrics } from '../ports/metrics';
import type { Objects } from '../ports/objects';

/** What `retrain` needs from outside. */
export interface RetrainDeps {
  readonly heads: Heads;
  /** Checkpoints; and, while it lasts, what one step leaves to the next. */
  readonly objects: Objects;
  /** Learned examples. */
  readonly archive: Pick<Objects, 'get'>;
  readonly clock: Clock;
  /** For how long each step took. */
  readonly monotonicMs: () => number;
  /** SHA-256 of the code that learns, for the lineage. */
  readonly codeHash: string;
  readonly runtime: string;
  readonly neural?: NeuralFactory;
  readonly metrics: Metrics;
  /** What is served and has drifted, at this moment; null: nothing is known to have. Absent where nobody watches. */
  readonly driftNow?: () => Promise<DriftCause | null>;
  /** What one call of the training step may learn. @default see train.ts */
  readonly atOnce?: { readonly examples: number; readonly objects: number };
}
