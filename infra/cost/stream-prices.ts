/** What a Kinesis stream costs: for being there, and for what goes through it. O(streams). */
import type { CallsPerMillionEvents } from './calls';
import type { Deployed, DeployedStream } from './deployed';
import type { CostLine } from './estimate';
import { DAYS_PER_MONTH, HOURS_PER_MONTH, PRICES } from './prices';

type Put = CallsPerMillionEvents['streams'][string];

const GB = 1e9;
const KB = 1_000;
/** A payload unit. */
const PUT_BYTES = 25 * KB;
/** In the price of the stream itself. */
const FREE_HOURS = 24;
/** Up to here it is "extended", beyond it "long-term" retention. */
const EXTENDED_HOURS = 7 * 24;

const KNOBS = {
  hours:
    'shards: provisioned streams are cheaper where the traffic is known and steady; retention: a day is in the price',
  kept: 'retention: shorter, if a broken reader is mended sooner',
  through: 'larger events cost more; several models on one platform share one stream of events',
} as const;

export function streamLines(streams: Deployed['streams'], put: CallsPerMillionEvents['streams']): CostLine[] {
  for (const id of Object.keys(put))
    if (streams[id] === undefined)
      throw new Error(`records of ${id} were counted, and the template deploys no such stream`);
  return Object.entries(streams).flatMap(([id, stream]) => {
    const { records, bytes } = put[id] ?? { records: 0, bytes: 0 };
    const lines =
      stream.shards === null
        ? onDemand(stream, { records, bytes })
        : provisioned(stream, stream.shards, { records, bytes });
    return [
      {
        what: `Kinesis: ${id}, by the hour`,
        usdPerMonth: lines.hours,
        usdPerMillionEvents: 0,
        knob: KNOBS.hours,
        isStreamFixed: true,
      },
      { what: `Kinesis: ${id}, kept`, usdPerMonth: 0, usdPerMillionEvents: lines.kept, knob: KNOBS.kept },
      { what: `Kinesis: ${id}, in and out`, usdPerMonth: 0, usdPerMillionEvents: lines.through, knob: KNOBS.through },
    ];
  });
}

interface Parts {
  readonly hours: number;
  readonly kept: number;
  readonly through: number;
}

function onDemand({ retentionHours, sharedReaders, fannedOutReaders }: DeployedStream, { records, bytes }: Put): Parts {
  const { perStreamHour, perGbIn, perGbOut, perGbOutFannedOut, perGbMonthKept } = PRICES.kinesis.onDemand;
  const gb = bytes / GB;
  const gbIn = roundedUp(records, bytes, KB) / GB;
  const extended = clampedHours(retentionHours, FREE_HOURS, EXTENDED_HOURS);
  return {
    hours: perStreamHour * HOURS_PER_MONTH,
    kept: gb * perGbMonthKept * months(extended) + keptLong(gb, retentionHours),
    through: gbIn * perGbIn + gb * (sharedReaders * perGbOut + fannedOutReaders * perGbOutFannedOut),
  };
}

function provisioned(
  { retentionHours, fannedOutReaders }: DeployedStream,
  shards: number,
  { records, bytes }: Put,
): Parts {
  const { perShardHour, perMillionPuts, perShardHourKept, perConsumerShardHour, perGbOutFannedOut } =
    PRICES.kinesis.provisioned;
  const gb = bytes / GB;
  const puts = roundedUp(records, bytes, PUT_BYTES) / PUT_BYTES;
  const keptRate = retentionHours > FREE_HOURS ? perShardHourKept : 0;
  return {
    hours: (perShardHour + keptRate + fannedOutReaders * perConsumerShardHour) * shards * HOURS_PER_MONTH,
    kept: keptLong(gb, retentionHours),
    through: (puts * perMillionPuts) / 1e6 + gb * fannedOutReaders * perGbOutFannedOut,
  };
}

const keptLong = (gb: number, retentionHours: number): number =>
  gb *
  PRICES.kinesis.perGbMonthKeptLong *
  months(clampedHours(retentionHours, EXTENDED_HOURS, Number.POSITIVE_INFINITY));

/** The part of `hours` between two bounds. */
const clampedHours = (hours: number, from: number, to: number): number => Math.max(0, Math.min(hours, to) - from);
const months = (hours: number): number => hours / 24 / DAYS_PER_MONTH;

/** Bytes when each of the records, taken to be of one size, is billed by whole `step`s. */
const roundedUp = (records: number, bytes: number, step: number): number =>
  records === 0 ? 0 : records * Math.ceil(bytes / records / step) * step;
