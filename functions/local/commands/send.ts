/**
 * Sends events into a deployed stack, in the order of their lines for each event id. Nothing is judged here: join-labels does, and
 * keeps what cannot be used with its reason. What failed half-way can be sent again as a whole: an event that comes twice counts once.
 */
import type { EventSource } from '../event-source';
import { mustBeReadable } from '../events-option';
import { neededStack } from '../home';
import { ndjsonSource } from '../ndjson-source';
import type { Shown } from './shown';

export interface SendOptions {
  /** A file of NDJSON, or '-' for standard input. */
  readonly events: string;
  readonly stack: string;
}

export interface SendIo {
  /** Told how many were sent, and which share of the input that is; NaN where its length is unknown. */
  readonly onProgress: (sent: number, fraction: number) => void;
}

const LINES_AT_ONCE = 5_000;
const TOO_LARGE_SHOWN = 10;

export async function send({ events, stack: named }: SendOptions, { onProgress }: SendIo): Promise<Shown> {
  const stack = neededStack({ stack: named });
  await mustBeReadable(events);
  const { openStackEvents } = await import('../aws/stack-events');
  const { stream, send: sendLines } = await openStackEvents(stack);
  const read = { fraction: Number.NaN };
  const began = performance.now();
  const { sent, retried, tooLarge } = await sendLines(linesOf(ndjsonSource({ path: events }), read), (count) =>
    onProgress(count, read.fraction),
  );
  const seconds = (performance.now() - began) / 1000;
  const perSecond = Math.round(sent / Math.max(seconds, 1e-3));
  const document = { stack, stream, sent, retried, tooLarge, seconds, eventsPerSecond: perSecond };
  const lines = [
    `${whole(sent)} events sent to ${stream} in ${seconds.toFixed(1)} s, ${whole(perSecond)} events/s${retried === 0 ? '' : `, ${whole(retried)} of them put again after a refusal`}`,
  ];
  if (tooLarge.length === 0) return { document, lines };
  const message = `${whole(tooLarge.length)} events are larger than a Kinesis record can be, and were not sent: number ${tooLarge.slice(0, TOO_LARGE_SHOWN).join(', ')}${tooLarge.length > TOO_LARGE_SHOWN ? ', …' : ''}`;
  return {
    document: { ...document, error: { name: 'EventsTooLarge', message } },
    lines: [...lines, message],
    failed: true,
  };
}

async function* linesOf(source: EventSource, read: { fraction: number }): AsyncGenerator<string> {
  try {
    for await (const { records, progress } of source.batches({ after: null, size: LINES_AT_ONCE })) {
      for (const { data } of records) yield data;
      read.fraction = progress;
    }
  } finally {
    await source.close();
  }
}

const whole = (value: number): string => value.toLocaleString('en-US');
