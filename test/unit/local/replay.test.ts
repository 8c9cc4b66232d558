import { createMemoryDeadLetters } from '../../../functions/adapters/memory/dead-letters';
import { createMemoryExamples } from '../../../functions/adapters/memory/examples';
import { createMemoryWaitingEvents } from '../../../functions/adapters/memory/waiting-events';
import type { Block } from '../../../functions/domain/examples/columns';
import type { EventSource } from '../../../functions/local/event-source';
import { replay } from '../../../functions/local/replay';
import { noStages } from '../../../functions/ports/stages';
import { binaryModel } from '../../support/learning';

const declaration = binaryModel();
const EXAMPLES_PER_BATCH = 3;

const exampleEvent = (at: number): string =>
  JSON.stringify({
    type: 'example',
    model: declaration.name,
    eventId: `e${at}`,
    time: new Date(Date.UTC(2024, 0, 1, 0, at)).toISOString(),
    features: { x: at },
    outcome: at % 2,
  });

/** Batches of examples; after the last one the source ends, or waits until it is closed. */
function source(batches: number, atEnd: 'ends' | 'waits' = 'ends'): EventSource & { readonly read: number[] } {
  const read: number[] = [];
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  return {
    shard: 'shard-1',
    total: null,
    read,
    async *batches({ after }) {
      for (let batch = Math.ceil(Number(after ?? 0) / EXAMPLES_PER_BATCH); batch < batches; batch++) {
        read.push(batch);
        const from = batch * EXAMPLES_PER_BATCH;
        const records = Array.from({ length: EXAMPLES_PER_BATCH }, (_, i) => ({
          sequence: String(from + i + 1),
          data: exampleEvent(from + i),
          arrivedAtMs: null,
        }));
        yield { records, progress: (batch + 1) / batches };
      }
      if (atEnd === 'waits') await closed;
    },
    close: async () => close(),
  };
}

const openPorts = () => ({
  waiting: createMemoryWaitingEvents({ [declaration.name]: declaration.outcome }),
  examples: createMemoryExamples(),
  deadLetters: createMemoryDeadLetters(),
});

const idsOf = (blocks: readonly Block[]): string[] => blocks.flatMap(({ examples }) => examples.eventId);

const options = { batchSize: EXAMPLES_PER_BATCH, stages: noStages, onBatch: () => {}, stopped: () => false };

it('joins a batch while the one before is learned, and learns one after the other', async () => {
  const events = source(4);
  const seen: string[] = [];
  let learning = 0;
  await replay(
    events,
    declaration,
    openPorts(),
    {
      async learn(blocks) {
        learning += 1;
        expect(learning).toBe(1);
        const readBefore = events.read.length;
        // Long enough for as many batches as would be read, if nobody held them back.
        for (let turn = 0; turn < 200; turn++) await Promise.resolve();
        expect(events.read.length).toBeLessThanOrEqual(readBefore + 1);
        seen.push(...idsOf(blocks));
        learning -= 1;
      },
    },
    options,
  );
  expect(seen).toEqual(Array.from({ length: 12 }, (_, at) => `e${at}`));
});

it('a failure to learn ends the replay though its source waits for input, and nothing is trimmed', async () => {
  const ports = openPorts();
  const failing = { learn: () => Promise.reject(new Error('the disk is full')) };
  await expect(replay(source(1, 'waits'), declaration, ports, failing, options)).rejects.toThrow('the disk is full');
  const left = await ports.examples.next(16);
  expect(idsOf(left.map(({ block }) => block))).toEqual(['e0', 'e1', 'e2']);
});

it('what a stopped run left is learned before anything is read', async () => {
  const ports = openPorts();
  const failing = { learn: () => Promise.reject(new Error('killed')) };
  await expect(replay(source(2), declaration, ports, failing, options)).rejects.toThrow('killed');
  const events = source(3);
  const order: string[] = [];
  await replay(
    events,
    declaration,
    ports,
    {
      async learn(blocks) {
        if (order.length === 0) expect(events.read).toEqual([]);
        order.push(...idsOf(blocks));
      },
    },
    options,
  );
  expect(order).toEqual(Array.from({ length: 9 }, (_, at) => `e${at}`));
});
