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
  /** How long an answer may wait for its log. @default 250 ms */
  readonly logWithinMs?: number;
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

/** Looks at the head happen beside the answers, so a new champion answers within this, plus the time that loading it takes. */
const LOOK_EVERY_MS = 500;
/** After a pause there were no answers to look beside: what was seen longer ago than this is not served unseen again. */
const SEEN_FOR_MS = 1_500;
/** That look may delay its answer by this. */
const LOOK_WITHIN_MS = 250;
/** A look that hangs is given up, and another one begun. */
const ABANDONED_AFTER_MS = 10_000;
const LOG_WITHIN_MS = 250;

/** One look at the head, and at the checkpoint that it names. */
interface Look {
  readonly begunAtMs: number;
  hasEnded: boolean;
  /** Rejects when the champion could not be had. */
  readonly done: Promise<void>;
  /** Never rejects, and ends in time. */
  readonly inTime: Promise<unknown>;
}

export class Predicting {
  private champion: Champion | undefined;
  /** When the head was last known to name this champion. */
  private seenAtMs = Number.NEGATIVE_INFINITY;
  private look: Look | undefined;
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
    if (this.look === undefined || this.isOver(this.look, nowMs)) this.look = this.begin(nowMs);
    if (this.champion === undefined) await this.look.done;
    else if (nowMs - this.seenAtMs >= SEEN_FOR_MS) await this.look.inTime;
    return this.champion!;
  }

  private isOver({ begunAtMs, hasEnded }: Look, nowMs: number): boolean {
    const sinceMs = nowMs - begunAtMs;
    return hasEnded ? this.champion === undefined || sinceMs >= LOOK_EVERY_MS : sinceMs >= ABANDONED_AFTER_MS;
  }

  private begin(begunAtMs: number): Look {
    const done = this.find(begunAtMs, () => this.look === look).finally(() => {
      look.hasEnded = true;
    });
    const reported = done.catch((cause: unknown) => {
      if (this.champion !== undefined)
        this.problem('the new champion could not be loaded; the last one still answers', cause);
    });
    const look: Look = { begunAtMs, hasEnded: false, done, inTime: atMost(LOOK_WITHIN_MS, reported) };
    return look;
  }

  private async find(begunAtMs: number, isLatest: () => boolean): Promise<void> {
    const { heads, objects, neural } = this.deps;
    const head = await heads.load(this.declaration.name);
    const reign = head?.reigns.at(-1);
    const { champion } = this;
    let found = champion;
    if (reign === undefined) found ??= this.untrainedPrior();
    else if (champion?.version !== reign.version || champion.checkpoint !== reign.checkpoint) {
      const trained = await loadTrained(objects, reign.checkpoint, neural);
      found = { ...reign, trained, encoder: createEncoder(trained.about.encoding) };
    }
    // One that was given up takes nothing back: a later one may have seen more by now.
    if (!isLatest() && this.champion !== undefined) return;
    this.champion = found;
    this.seenAtMs = begunAtMs;
  }

  /** Before anything was learned: what the first commit will name as the first champion. */
  private untrainedPrior(): Champion {
    const at = this.declaration.learners.findIndex(({ kind }) => kind === 'prior');
    const trained = startTraining(this.declaration, this.declaration.learners[at]!, this.deps.neural);
    return { version: `${at + 1}.0`, checkpoint: '', trained, encoder: createEncoder(trained.about.encoding) };
  }

  private async logged(event: object): Promise<void> {
    const { log, logWithinMs = LOG_WITHIN_MS } = this.deps;
    if (log === undefined) return;
    const write = async (): Promise<void> => {
      try {
        await log.put(JSON.stringify({ type: 'prediction', model: this.declaration.name, ...event }));
      } catch (cause) {
        this.problem('a prediction was answered but not logged', cause);
      }
    };
    if ((await atMost(logWithinMs, write())) === 'too-late') {
      const cause = new Error(`no answer from the log within ${logWithinMs} ms`);
      this.problem('a prediction was answered but perhaps not logged', cause);
    }
  }

  private problem(what: string, cause: unknown): void {
    this.deps.onProblem(new Error(`model ${this.declaration.name}: ${what}`, { cause }));
  }
}

/** Waits for work that never rejects, but not longer than this; the work goes on. */
async function atMost(limitMs: number, work: Promise<void>): Promise<'done' | 'too-late'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'too-late'>((resolve) => {
    timer = setTimeout(() => resolve('too-late'), limitMs);
  });
  try {
    return await Promise.race([work.then(() => 'done' as const), limit]);
  } finally {
    clearTimeout(timer);
  }
}
