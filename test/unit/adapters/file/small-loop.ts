/**
 * The loop in miniature over any ports: takes invented events, joins them, puts blocks and letters, closes windows, and learns by
 * hashing: the head's workspace is a hash over every learned sequence in order, so an example that is lost, doubled or out of
 * order shows in it. It goes on from wherever the ports stand.
 */
import { createHash } from 'node:crypto';
import {
  type Answer,
  type Arrival,
  type Completed,
  emptyTally,
  type WindowRule,
} from '../../../../functions/domain/labels/waiting';
import { windowOrigin } from '../../../../functions/domain/labels/window-sequence';
import { isTaken } from '../../../../functions/domain/lineage/sequence';
import type { DeadLetter, DeadLetters } from '../../../../functions/ports/dead-letters';
import type { ExamplesIn, ExamplesOut } from '../../../../functions/ports/examples';
import type { Heads } from '../../../../functions/ports/heads';
import type { Objects } from '../../../../functions/ports/objects';
import type { WaitingEvents } from '../../../../functions/ports/waiting-events';
import { minute, served } from '../../../contracts/sample-arrivals';
import { sampleBlock } from '../../../contracts/sample-block';
import { sampleCommit, sampleHead } from '../../../contracts/sample-commit';

export interface LoopPorts {
  readonly objects: Objects;
  readonly heads: Heads;
  readonly deadLetters: DeadLetters;
  readonly examples: ExamplesOut & ExamplesIn;
  readonly waiting: WaitingEvents;
}

export const MODEL = 'flights';
export const loopRules: Readonly<Record<string, WindowRule>> = { [MODEL]: { withinMs: 600_000, otherwise: 0 } };
const SHARD = 'shard-1';
const EVENTS_PER_ROUND = 40;
const DISORDER_MS = 60_000;

/** The event of this number: every third one is an outcome of an earlier prediction, every tenth one is unusable. */
function eventAt(number: number): Arrival | DeadLetter {
  const sequence = String(number);
  if (number % 10 === 0) {
    return {
      origin: SHARD,
      sequence,
      model: null,
      code: 'not-json',
      reason: 'it is not JSON',
      data: `{${'x'.repeat(number % 50)}`,
    };
  }
  const timeMs = minute(number * 0.05);
  const isOutcome = number % 3 === 0;
  return {
    kind: isOutcome ? 'outcome' : 'prediction',
    origin: SHARD,
    sequence,
    eventId: `event ${isOutcome ? number - 20 : number}`,
    timeMs,
    served: isOutcome ? null : served({ weight: number }),
    label: isOutcome ? 1 : null,
    watermarkMs: timeMs - DISORDER_MS,
  };
}

export async function runLoop(ports: LoopPorts, rounds: number, report: (round: number) => void): Promise<void> {
  for (;;) {
    const position = Number((await ports.waiting.origin(SHARD))?.position ?? 0);
    await closeWindows(ports, minute(position * 0.05) - DISORDER_MS);
    await learn(ports);
    if (position >= rounds * EVENTS_PER_ROUND) return;
    await join(ports, position);
    report(position / EVENTS_PER_ROUND);
  }
}

async function join({ waiting, examples, deadLetters }: LoopPorts, position: number): Promise<void> {
  const events = Array.from({ length: EVENTS_PER_ROUND }, (_, at) => eventAt(position + at + 1));
  const arrivals = events.filter((event) => 'eventId' in event);
  const answers = await waiting.take(MODEL, arrivals);
  await putBlock(
    examples,
    SHARD,
    answers.flatMap((answer: Answer) => (answer.kind === 'completes' ? [answer.example] : [])),
  );
  await deadLetters.put(events.filter((event) => 'code' in event));
  const accepted = answers.filter(({ kind }) => kind !== 'duplicate').length;
  const earlier = (await waiting.origin(SHARD))?.tallies[MODEL]?.accepted ?? 0;
  const tallies = { [MODEL]: { ...emptyTally, accepted: earlier + accepted } };
  await waiting.settle(SHARD, { position: String(position + EVENTS_PER_ROUND), tallies });
}

async function closeWindows({ waiting, examples }: LoopPorts, watermarkMs: number): Promise<void> {
  const origin = windowOrigin(MODEL);
  const before = await waiting.origin(origin);
  const dues = await waiting.close(MODEL, watermarkMs, before?.position ?? null, 1000);
  await putBlock(
    examples,
    origin,
    dues.flatMap((due) => (due.kind === 'completes' ? [due.example] : [])),
  );
  const position = dues.at(-1)?.sequence ?? before?.position ?? '0';
  await waiting.settle(origin, { position, tallies: { [MODEL]: { ...emptyTally, latestMs: watermarkMs } } });
}

async function putBlock(examples: ExamplesOut, origin: string, completed: readonly Completed[]): Promise<void> {
  if (completed.length === 0) return;
  await examples.put({ ...sampleBlock(0, MODEL), origin, sequence: completed.map(({ sequence }) => sequence) });
}

async function learn({ objects, heads, examples }: LoopPorts): Promise<void> {
  for (const { id, block } of await examples.next(100)) {
    const head = await heads.load(MODEL);
    const fresh = block.sequence.filter((sequence) => !isTaken(sequence, head?.positions[block.origin]));
    if (fresh.length > 0) {
      const checkpoint = await objects.put(
        Buffer.from(`learned ${fresh.join()} of ${block.origin} after ${head?.workspace}`),
      );
      if (head !== undefined) await objects.get(head.workspace);
      const revision = (head?.revision ?? 0) + 1;
      const positions = { ...head?.positions, [block.origin]: fresh.at(-1)! };
      const next = { ...sampleHead(MODEL, revision), positions, workspace: checkpoint };
      await heads.commit({ ...sampleCommit(MODEL, revision), head: next });
    }
    await examples.trim(id);
  }
}

/** Everything that must be the same however often the loop was killed. */
export async function outcomeOf({ heads, deadLetters, waiting, examples }: LoopPorts): Promise<unknown> {
  const head = await heads.load(MODEL);
  return {
    head: head && { workspace: head.workspace, positions: head.positions },
    ledger: createHash('sha256')
      .update(JSON.stringify(await heads.ledger(MODEL)))
      .digest('hex'),
    letters: await deadLetters.list(),
    waiting: await waiting.count(),
    origins: await waiting.origins(),
    untrimmed: await examples.next(10),
  };
}
