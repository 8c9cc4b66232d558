/** Blocks of a model whose checkpoint is a megabyte: as many hashed weights as that takes, nearly all of them in use. */
import {
  binary,
  categorical,
  days,
  hours,
  logistic,
  type ModelDeclaration,
  model,
  numeric,
  whenBetter,
} from 'perennial';
import { encodeBlock } from '../../../functions/domain/examples/block-codec';
import { createColumnsBuilder } from '../../../functions/domain/examples/columns-builder';
import { createPrng } from '../../support/prng';

/** Two doubles (weight and AdaGrad's sum) for each of 2^16 slots: 1 MiB. */
export const megabyte: ModelDeclaration = model('megabyte', {
  outcome: binary({ within: hours(24) }),
  features: {
    ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`c${at}`, categorical()])),
    ...Object.fromEntries(Array.from({ length: 4 }, (_, at) => [`n${at}`, numeric()])),
  },
  crosses: [
    ['c0', 'c1'],
    ['c2', 'c3'],
    ['c4', 'c5'],
    ['c6', 'c7'],
  ],
  hashBits: 16,
  learners: [logistic()],
  seal: { every: hours(1) },
  promote: whenBetter({ metric: 'logLoss' }),
  archive: { days: 30 },
  ahead: days(1),
});

/** Of each feature; of each cross, their square. */
const CATEGORIES = 300;
const BEGAN_MS = Date.UTC(2026, 0, 1);

interface KinesisRecord {
  readonly eventID: string;
  readonly eventSourceARN: string;
  readonly kinesis: {
    readonly partitionKey: string;
    readonly sequenceNumber: string;
    readonly data: string;
    readonly approximateArrivalTimestamp: number;
  };
}

/** Kinesis records as Lambda delivers them, each a block of so many examples; sequence numbers go on over all that were made. */
export function recordMaker(): (examples: number) => { readonly Records: readonly KinesisRecord[] } {
  const random = createPrng(1);
  let made = 0;
  return (examples) => {
    const builder = createColumnsBuilder(megabyte);
    const sequence: string[] = [];
    for (let at = 0; at < examples; at++) {
      made += 1;
      sequence.push(String(1_000_000 + made));
      const features: Record<string, string | number> = {};
      for (let feature = 0; feature < 8; feature++) features[`c${feature}`] = `v${random.int(CATEGORIES)}`;
      for (let feature = 0; feature < 4; feature++) features[`n${feature}`] = random.next() * 10;
      const predictedAtMs = BEGAN_MS + made * 1_000;
      builder.add({
        sequence: String(made),
        eventId: `event-${made}`,
        served: { features, weight: null, source: null, version: null, prediction: null, propensity: null },
        label: random.next() < 0.3 ? 1 : 0,
        predictedAtMs,
        completedAtMs: predictedAtMs + 60_000,
        events: 2,
      });
    }
    const block = { model: megabyte.name, origin: 'shard-1', sequence, examples: builder.finish() };
    const data = Buffer.from(encodeBlock(block, megabyte)).toString('base64');
    const sequenceNumber = String(made);
    return {
      Records: [
        {
          eventID: `shardId-000000000000:${sequenceNumber}`,
          eventSourceARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/examples',
          kinesis: { partitionKey: megabyte.name, sequenceNumber, data, approximateArrivalTimestamp: BEGAN_MS / 1_000 },
        },
      ],
    };
  };
}
