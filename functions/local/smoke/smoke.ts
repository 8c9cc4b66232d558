/**
 * Does a deployed loop turn? Sends a few events of its own through all of it, and follows them by the sequence numbers that the
 * stream gave them, so that whatever else flows there is never mistaken for them:
 *
 *   sent       the events stream has them
 *   joined     each of its shards is taken up to the last of them
 *   learned    the model's head is past the last outcome, and has as many examples more
 *   stored     champion and workspace are in the bucket, whole
 *   answered   the predict function answers with the champion
 *
 * A step that does not arrive in time ends it; the steps behind it are not looked for. O(looks) reads of two small items a second.
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import type { OriginState } from '../../domain/labels/waiting';
import type { Head } from '../../domain/lineage/head';
import { isTaken, type Sequence } from '../../domain/lineage/sequence';
import type { DeadLetter } from '../../ports/dead-letters';
import type { Answer, PredictRequest } from '../../predict/predict';
import { type SmokeEvents, type SmokeOptions, smokeEvents } from './smoke-events';

/** The loop, as far as it is looked at from outside. */
export interface SmokedLoop {
  readonly declaration: ModelDeclaration;
  /** Durable when it resolves; the last sequence number of these events in each shard that they went to. */
  send(events: readonly string[]): Promise<Readonly<Record<string, Sequence>>>;
  origin(shard: string): Promise<OriginState | undefined>;
  head(): Promise<Head | undefined>;
  /** @throws when the object is not there, or not whole */
  checkpoint(name: string): Promise<Uint8Array>;
  predict(request: PredictRequest): Promise<Answer>;
  /** Letters of this model. */
  letters(): Promise<readonly DeadLetter[]>;
}

export interface SmokeSettings extends Pick<SmokeOptions, 'pairs' | 'seed' | 'run'> {
  /** For each step. */
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Told of each step when it is over. */
  readonly onStep: (step: SmokeStep) => void;
}

export interface SmokeStep {
  readonly step: 'sent' | 'joined' | 'learned' | 'stored' | 'answered';
  /** `waits`: in order, and later than anybody waits for. */
  readonly state: 'arrived' | 'waits' | 'missing';
  readonly seconds: number;
  readonly detail: string;
}

type Outcome = Pick<SmokeStep, 'state' | 'detail'>;
type Positions = Readonly<Record<string, Sequence>>;

const LOOK_EVERY_MS = 500;

/** The steps up to the first that is missing. */
export async function smoke(loop: SmokedLoop, settings: SmokeSettings): Promise<SmokeStep[]> {
  const { nowMs, onStep } = settings;
  const events = smokeEvents(loop.declaration, { ...settings, predictedAtMs: nowMs() - BEHIND_MS });
  const before = await loop.head();
  const steps: SmokeStep[] = [];
  let sent: Sent = { all: {}, outcomes: {} };
  const work: readonly (readonly [SmokeStep['step'], () => Promise<Outcome>])[] = [
    [
      'sent',
      async () => {
        sent = await sendAll(loop, events);
        const shards = Object.keys(sent.all).length;
        return arrived(`${settings.pairs} predictions and their outcomes, to ${counted(shards, 'shard')}`);
      },
    ],
    ['joined', () => joined(loop, settings, sent.all)],
    ['learned', () => learned(loop, settings, sent.outcomes, before)],
    ['stored', () => stored(loop)],
    ['answered', () => answered(loop, events.request)],
  ];
  for (const [step, run] of work) {
    const beganMs = nowMs();
    const outcome = await run().catch(failed);
    const done = { step, seconds: (nowMs() - beganMs) / 1000, ...outcome };
    steps.push(done);
    onStep(done);
    if (done.state === 'missing') break;
  }
  return steps;
}

/** So that the outcomes, a second later, are not from the future. */
const BEHIND_MS = 1_000;

interface Sent {
  readonly all: Positions;
  readonly outcomes: Positions;
}

async function sendAll(loop: SmokedLoop, { predictions, outcomes }: SmokeEvents): Promise<Sent> {
  const first = await loop.send(predictions);
  const last = await loop.send(outcomes);
  return { all: { ...first, ...last }, outcomes: last };
}

async function joined(loop: SmokedLoop, settings: SmokeSettings, sent: Positions): Promise<Outcome> {
  const behind = await until(settings, async () => {
    const shards = await Promise.all(
      Object.entries(sent).map(async ([shard, sequence]) =>
        isTaken(sequence, (await loop.origin(shard))?.position) ? [] : [shard],
      ),
    );
    return shards.flat();
  });
  if (behind.length === 0) return arrived('every shard is taken past them');
  return missing(`${behind.join(', ')} not taken as far: is join-labels running? Its log and its alarms say more`);
}

async function learned(
  loop: SmokedLoop,
  settings: SmokeSettings,
  outcomes: Positions,
  before: Head | undefined,
): Promise<Outcome> {
  const { otherwise, withinMs } = loop.declaration.outcome;
  if (otherwise !== 'discard') {
    const endsAt = new Date(settings.nowMs() + withinMs).toISOString();
    return {
      state: 'waits',
      detail: `with a default label (${otherwise}) examples are released when their windows end, after ${endsAt}`,
    };
  }
  let head: Head | undefined;
  const behind = await until(settings, async () => {
    head = await loop.head();
    return Object.entries(outcomes)
      .filter(([shard, sequence]) => !isTaken(sequence, head?.positions[shard]))
      .map(([shard]) => shard);
  });
  const count = takenBy(head) - takenBy(before);
  if (head !== undefined && behind.length === 0 && count >= settings.pairs)
    return arrived(`revision ${head.revision}; ${head.waiting.examples} examples wait for a micro-batch to be full`);
  const refused = (await loop.letters()).filter(({ data }) => data.includes(`${settings.run}-`));
  if (refused.length > 0)
    return missing(`${counted(refused.length, 'dead letter')}, the first ${refused[0]!.code}: ${refused[0]!.reason}`);
  return missing(
    behind.length === 0
      ? `${count} examples of ${settings.pairs} came; \`perennial dead-letters\` may say why`
      : `no commit past ${behind.join(', ')}: is learn running? Its log and its alarms say more`,
  );
}

/** Examples learned, and those that wait for a micro-batch. */
const takenBy = (head: Head | undefined): number =>
  head === undefined ? 0 : head.learned.examples + head.waiting.examples;

async function stored(loop: SmokedLoop): Promise<Outcome> {
  const head = await loop.head();
  if (head === undefined) return { state: 'waits', detail: 'nothing was learned yet, so nothing is stored' };
  const { version, checkpoint } = head.reigns.at(-1)!;
  const [bytes] = await Promise.all([loop.checkpoint(checkpoint), loop.checkpoint(head.workspace)]);
  return arrived(`checkpoint ${checkpoint.slice(0, 12)} of ${version}, ${bytes.length.toLocaleString('en-US')} bytes`);
}

async function answered(loop: SmokedLoop, request: PredictRequest): Promise<Outcome> {
  const answer = await loop.predict(request);
  if ('refused' in answer) return missing(answer.refused);
  const { version, prediction } = answer.answer;
  return arrived(`${version} answers ${JSON.stringify(prediction)}`);
}

/** Looks until nothing is left, or the time is up: what is left then. */
async function until<T>(
  { timeoutMs, nowMs, wait }: SmokeSettings,
  look: () => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const deadlineMs = nowMs() + timeoutMs;
  for (;;) {
    const left = await look();
    if (left.length === 0 || nowMs() >= deadlineMs) return left;
    await wait(LOOK_EVERY_MS);
  }
}

/** The steps before it were told already, and this one's failure is what it has to say. */
function failed(error: unknown): Outcome {
  if (!(error instanceof Error)) throw error;
  return missing(error.message);
}

const arrived = (detail: string): Outcome => ({ state: 'arrived', detail });
const missing = (detail: string): Outcome => ({ state: 'missing', detail });
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
