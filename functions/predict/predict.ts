/**
 * Answers with the champion, and with it alone. A new champion is loaded beside the old one and taken when it is whole; logging
 * and loading can fail or hang without failing an answer.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { createEventParser } from '../contracts/events';
import { createEncoder, type Encoder } from '../domain/features/encoder';
import type { NeuralFactory } from '../domain/learners/create';
import { loadTrained, startTraining, type Trained } from '../learn/checkpoints';
import type { Heads } from '../ports/heads';
import type { Objects } from '../ports/objects';
import type { PredictionLog } from '../ports/prediction-log';

export interface PredictDeps {
  readonly heads: Heads;
  readonly objects: Objects;
  readonly neural?: NeuralFactory;
  readonly log?: PredictionLog;
  /** Milliseconds on a clock that only goes forward. */
  readonly monotonicMs: () => number;
  /** What went wrong without failing an answer: a champion that could not be loaded, a prediction that was not logged. */
  readonly onProblem: (problem: Error) => void;
}

export interface PredictRequest {
  readonly eventId: string;
  /** ISO 8601. */
  readonly time: string;
  readonly features: Readonly<Record<string, unknown>>;
}

export interface Prediction {
  readonly model: string;
  readonly eventId: string;
  readonly version: string;
  /** The probability of class 1, or the value; for several classes, their probabilities in declared order. */
  readonly prediction: number | readonly number[];
}

export type Answer = { readonly answer: Prediction } | { readonly refused: string };

interface Champion {
  readonly version: string;
  readonly checkpoint: string;
  readonly trained: Trained;
  readonly encoder: Encoder;
}

/** A new champion answers within this, plus the time that loading it takes. */
const LOOK_EVERY_MS = 500;
const LOG_WITHIN_MS = 250;

export class Predicting {
  private champion: Champion | undefined;
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | undefined;
  private readonly parse;

  constructor(
    private readonly deps: PredictDeps,
    private readonly declaration: ModelDeclaration,
  ) {
    this.parse = createEventParser([declaration]);
  }

  /** @throws only when no champion could ever be loaded */
  async predict(request: PredictRequest): Promise<Answer> {
    const { name } = this.declaration;
    const parsed = this.parse(JSON.stringify({ ...request, type: 'prediction', model: name }));
    if ('refused' in parsed) return { refused: parsed.refused.reason };
    const { version, trained, encoder } = await this.current();
    const out = new Float64Array(trained.about.problem.outputs);
    trained.learner.predict(encoder.encodeServed(parsed.event.served!.features), out);
    const prediction = out.length === 1 ? out[0]! : Array.from(out);
    await this.logged({ ...request, version, ...(typeof prediction === 'number' ? { prediction } : {}) });
    return { answer: { model: name, eventId: request.eventId, version, prediction } };
  }

  private async current(): Promise<Champion> {
    const nowMs = this.deps.monotonicMs();
    if (nowMs - this.lookedAtMs >= LOOK_EVERY_MS && this.loading === undefined) {
      this.lookedAtMs = nowMs;
      this.loading = this.look().finally(() => {
        this.loading = undefined;
      });
      if (this.champion !== undefined)
        this.loading.catch((cause: unknown) =>
          this.problem('the new champion could not be loaded; the last one still answers', cause),
        );
    }
    if (this.champion === undefined) await this.loading;
    return this.champion!;
  }

  private async look(): Promise<void> {
    const { heads, objects, neural } = this.deps;
    const head = await heads.load(this.declaration.name);
    const reign = head?.reigns.at(-1);
    if (reign === undefined) {
      this.champion ??= this.untrainedPrior();
      return;
    }
    if (this.champion?.version === reign.version && this.champion.checkpoint === reign.checkpoint) return;
    const trained = await loadTrained(objects, reign.checkpoint, neural);
    this.champion = {
      version: reign.version,
      checkpoint: reign.checkpoint,
      trained,
      encoder: createEncoder(trained.about.encoding),
    };
  }

  /** Before anything was learned: what the first commit will name as the first champion. */
  private untrainedPrior(): Champion {
    const at = this.declaration.learners.findIndex(({ kind }) => kind === 'prior');
    const trained = startTraining(this.declaration, this.declaration.learners[at]!, this.deps.neural);
    return { version: `${at + 1}.0`, checkpoint: '', trained, encoder: createEncoder(trained.about.encoding) };
  }

  private async logged(event: object): Promise<void> {
    const { log } = this.deps;
    if (log === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer from the log within ${LOG_WITHIN_MS} ms`)), LOG_WITHIN_MS);
    });
    try {
      await Promise.race([
        log.put(JSON.stringify({ type: 'prediction', model: this.declaration.name, ...event })),
        deadline,
      ]);
    } catch (cause) {
      this.problem('a prediction was answered but not logged', cause);
    } finally {
      clearTimeout(timer);
    }
  }

  private problem(what: string, cause: unknown): void {
    this.deps.onProblem(new Error(`model ${this.declaration.name}: ${what}`, { cause }));
  }
}
